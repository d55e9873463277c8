"""Rules of registers of degrees and of lists of entrants: class, sentence, remedy.

What every list of persons knows stands in `apps.intake.persons.rules`. The ids are published.
%(value)s is masked already.
"""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from apps.intake.persons.findings import RowFinding, Rule
from apps.intake.persons.rules import COMPARE_PAPER, PERSON_RULES, WRITE_DATE

_YEAR = _("Write the academic year with four digits, for example 2566.")
_ONE_SHEET = _("Put all rows into one sheet, or upload the other sheet as a file of its own.")

_BOTH: Mapping[str, Rule] = {
    **PERSON_RULES,
    "birth_out_of_range": Rule(
        "validity",
        _("The date of birth “%(value)s” cannot be that of a student."),
        _("Correct the year; it is expected as a Buddhist year."),
    ),
    "birth_missing": Rule(
        "quality",
        _("The date of birth is missing; fewer facts can bear the identity out."),
        _("Write the date if it is known, or confirm that it is not."),
    ),
    "name_en_thai": Rule(
        "quality",
        _("The English name “%(value)s” holds Thai letters."),
        _("Write the name in Latin letters as on the transcript, or leave the cell empty."),
    ),
    "sheet_not_read": Rule(
        "whole", _("The sheet “%(sheet)s” holds a list too and was not read."), _ONE_SHEET
    ),
    "id_not_in_file": Rule(
        "whole",
        _("The file has no identifiers for %(count)s persons; a person must look each of them up."),
        _("Upload a list with the national IDs, or confirm that there are none."),
    ),
    "birth_not_in_file": Rule(
        "whole",
        _("The file has no dates of birth for %(count)s persons; fewer facts can bear them out."),
        _("Upload a list with the dates of birth, or confirm that there are none."),
    ),
    "level_unknown": Rule(
        "quality",
        _("The level “%(value)s” is not known."),
        _("Write the level in words, for example ปริญญาตรี or ปริญญาโท."),
    ),
    "degree_unknown": Rule(
        "quality",
        _("The degree “%(value)s” is not known, nor does its name tell a level."),
        _("Write the full name of the degree as on the certificate, or confirm it as it is."),
    ),
}

REGISTER_RULES: Mapping[str, Rule] = {
    **_BOTH,
    "id_missing": Rule(
        "quality",
        _("The national ID is missing, so a check of this degree always waits for a person."),
        _("Write the ID if the university has it, or confirm that it was not recorded then."),
    ),
    "unidentified": Rule(
        "validity",
        _("Neither an identifier nor a student code stands in this row."),
        _("Write at least one of the two, so that the person can be told from others."),
    ),
    "other_university_row": Rule(
        "validity",
        _("This row belongs to another university: %(university)s."),
        _("Remove the row; the other university uploads it into its own register."),
    ),
    "degree_missing": Rule(
        "validity",
        _("The degree is missing."),
        _("Write the name of the degree, in full or as an abbreviation."),
    ),
    "degrees_differ": Rule(
        "quality",
        _("The names of the degree do not mean the same degree: %(names)s."),
        _("Correct one of them, or confirm that the university names its degree like this."),
    ),
    "level_differs": Rule(
        "quality",
        _("The level “%(value)s” is not that of the degree."),
        _("Correct the level or the degree, or confirm that both are right."),
    ),
    "year_missing": Rule(
        "validity",
        _("The academic year of graduation is missing."),
        _("Write the year, or choose the year of the whole list when you upload it."),
    ),
    "year_unreadable": Rule("syntax", _("“%(value)s” is no academic year."), _YEAR),
    "year_out_of_range": Rule("validity", _("The academic year “%(value)s” cannot be."), _YEAR),
    "year_differs": Rule(
        "quality",
        _("The row says academic year “%(value)s”, but the list is that of %(year)s."),
        _("Correct the year, or confirm that the row belongs to the year it says."),
    ),
    "term_unreadable": Rule(
        "quality",
        _("The term “%(value)s” is not understood."),
        _("Write 1, 2 or 3 for the summer term, or confirm that it stays open."),
    ),
    "completed_unreadable": Rule(
        "syntax", _("The date of completion “%(value)s” is no full date."), WRITE_DATE
    ),
    "approved_unreadable": Rule(
        "syntax", _("The date of the council's approval “%(value)s” is no full date."), WRITE_DATE
    ),
    "ceremony_unreadable": Rule(
        "syntax", _("The date of the ceremony “%(value)s” is no full date."), WRITE_DATE
    ),
    "completed_in_future": Rule(
        "validity",
        _("The date of completion “%(value)s” is yet to come."),
        _("Correct the date, or upload the row once the studies are completed."),
    ),
    "completed_outside_year": Rule(
        "quality",
        _("The date of completion “%(value)s” does not lie in academic year %(year)s."),
        COMPARE_PAPER,
    ),
    "approved_in_future": Rule(
        "quality",
        _("The council's approval “%(value)s” is yet to come; the degree counts as completed."),
        _("Confirm that the council has not met yet, or correct the date."),
    ),
    "approved_missing": Rule(
        "quality",
        _("The date of the council's approval is missing; the degree counts as completed only."),
        _("Write the date on which the council approved the degree, or confirm that it has not."),
    ),
    "approved_not_in_file": Rule(
        "whole",
        _("The file has no dates of the council's approval; %(count)s degrees count as completed."),
        _("Upload a list with the dates, or confirm that the council has not approved them."),
    ),
    "dates_out_of_order": Rule(
        "validity",
        _("The council cannot have approved the degree before it was completed: “%(value)s”."),
        _("Correct one of the two dates."),
    ),
    "ceremony_before_approval": Rule(
        "quality",
        _("The ceremony “%(value)s” lies before the council's approval."),
        _("Correct one of the two dates, or confirm that both are right."),
    ),
    "standing_unknown": Rule(
        "validity",
        _("The status “%(value)s” is not understood."),
        _("Write สำเร็จการศึกษา, รออนุมัติ or พ้นสภาพ."),
    ),
    "standing_studying": Rule(
        "validity",
        _("The person still studies: “%(value)s”."),
        _("Remove the row; the register holds degrees and studies that have ended."),
    ),
    "standing_differs": Rule(
        "quality",
        _("The status says “%(value)s”, but the council has approved the degree."),
        _("Correct the status or the date, or confirm that the degree is conferred."),
    ),
    "attended_with_approval": Rule(
        "validity",
        _("The status says “%(value)s”, but there is a date of the council's approval."),
        _("Correct the status or remove the date."),
    ),
    "duplicate_degree": Rule(
        "whole",
        _("The same degree of the same person stands in row %(first_row)s with other values."),
        _("Look at both rows and choose the one to keep."),
        twice=True,
    ),
}

ENTRANT_RULES: Mapping[str, Rule] = {
    **_BOTH,
    "id_missing": Rule(
        "quality",
        _("The national ID is missing, so this check always waits for a person of the university."),
        _("Write the ID, or the passport number of a foreigner, or confirm that there is none."),
    ),
    "university_missing": Rule(
        "validity",
        _("The university that holds the degree is missing."),
        _("Write the university's name or its five-digit code."),
    ),
    "university_unknown": Rule(
        "validity",
        _("“%(value)s” is not among the institutions of the network."),
        _("Write the official name or the five-digit code; ask other institutions by letter."),
    ),
    "university_ambiguous": Rule(
        "validity",
        _("“%(value)s” is no full name; it may mean: %(universities)s."),
        _("Write the full official name or the five-digit code."),
    ),
    "university_dubious": Rule(
        "validity",
        _("“%(value)s” is listed as no recognised institution: %(listed)s."),
        _("Do not accept the paper before a person has looked; the list names its source."),
    ),
    "claim_empty": Rule(
        "validity",
        _("Neither degree nor field of study is claimed at this university."),
        _("Write at least the degree that the person claims."),
    ),
    "graduated_unreadable": Rule(
        "syntax", _("“%(value)s” is neither a date nor a year of graduation."), WRITE_DATE
    ),
    "graduated_in_future": Rule(
        "quality",
        _("The graduation “%(value)s” is yet to come."),
        _("Ask again after that day, or confirm that the question is to be sent now."),
    ),
    "duplicate_claim": Rule(
        "whole",
        _("The same degree of the same person is claimed in row %(first_row)s too."),
        _("Look at both rows and choose the one to keep."),
        twice=True,
    ),
}


class RegisterFinding(RowFinding):
    """A finding of a register's row or file."""

    __slots__ = ()
    RULES: ClassVar = REGISTER_RULES


class EntrantFinding(RowFinding):
    """A finding of an entrant's row or of the file."""

    __slots__ = ()
    RULES: ClassVar = ENTRANT_RULES
