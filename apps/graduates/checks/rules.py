"""Every rule under which a roster's row or file is found fault with: class, sentence, remedy.

``syntax`` and ``validity`` keep a row out; ``quality`` wants a second look; ``whole`` is about the
file. The ids are published: partners and the command line see them. %(value)s is masked already.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FindingClass = Literal["syntax", "validity", "quality", "whole"]
KEEPS_OUT: frozenset[FindingClass] = frozenset({"syntax", "validity"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is explained to a person."""

    cls: FindingClass
    message: Promise
    remedy: Promise


_WRITE_13 = _("Format the column as text and write all 13 digits as on the ID card.")
_WRITE_DATE = _("Write day/month/Buddhist year, for example 5/3/2550.")
_COMPARE_PAPER = _("Compare with the transcript and correct the cell, or confirm with a reason.")
_AS_ON_CARD = _("Write the name as on the ID card.")
_AS_ON_POR1 = _("Write the value as on the transcript.")
_CHOOSE_ONE = _("Look at both rows and choose the one to keep.")

RULES: Mapping[str, Rule] = {
    "id_missing": Rule(
        "validity",
        _("The national ID is missing."),
        _("Write the national ID, or the G-code or passport number of a person without one."),
    ),
    "id_missing_history": Rule(
        "quality",
        _("The national ID is missing, so this person can never be confirmed by ID."),
        _("Write the ID if the school has it, or confirm that it was not recorded then."),
    ),
    "id_check_digit": Rule(
        "validity",
        _("The check digit of the national ID is wrong: “%(value)s”."),
        _("Compare with the ID card; one digit is mistyped or two are swapped."),
    ),
    "id_precision_lost": Rule(
        "syntax",
        _("The spreadsheet rounded the national ID to “%(value)s”; digits are lost."),
        _WRITE_13,
    ),
    "id_length": Rule(
        "syntax", _("The national ID “%(value)s” does not have 13 digits."), _WRITE_13
    ),
    "id_syntax": Rule(
        "syntax",
        _("“%(value)s” is no national ID, G-code or passport number."),
        _("Write 13 digits, G and 12 digits, or a passport number of 6 to 9 letters and digits."),
    ),
    "name_missing": Rule("validity", _("The first name is missing."), _AS_ON_CARD),
    "last_name_missing": Rule(
        "quality",
        _("The surname is missing."),
        _("Write the surname, or confirm that the person has none."),
    ),
    "name_joined_ambiguous": Rule(
        "quality",
        _("“%(value)s” can be split into title, first name and surname in more than one way."),
        _("Give title, first name and surname columns of their own, or confirm the reading."),
    ),
    "name_damaged": Rule(
        "syntax",
        _("Letters of the name were lost when the file was saved: “%(value)s”."),
        _("Go back to the file it was made from, or write the name again."),
    ),
    "name_strange_sign": Rule(
        "quality",
        _("The name holds a sign that names do not have: “%(value)s”."),
        _("Correct the name, or confirm that it is written like this."),
    ),
    "title_unknown": Rule(
        "quality",
        _("The title “%(value)s” is not known."),
        _("Correct the title, or confirm that it is right."),
    ),
    "title_gender_differs": Rule(
        "quality",
        _("The title “%(value)s” does not go with the gender given."),
        _("Correct the title or the gender, or confirm that both are right."),
    ),
    "gender_unknown": Rule(
        "quality",
        _("The gender “%(value)s” is not understood."),
        _("Write ช or ญ, or confirm that it stays open."),
    ),
    "birth_missing": Rule("validity", _("The date of birth is missing."), _WRITE_DATE),
    "birth_missing_history": Rule(
        "quality",
        _("The date of birth is missing; a match will rest on ID and name alone."),
        _("Write the date if the school has it, or confirm that it was not recorded then."),
    ),
    "birth_unreadable": Rule("syntax", _("The date of birth “%(value)s” is no date."), _WRITE_DATE),
    "birth_two_digit_year": Rule(
        "syntax",
        _("The year in the date of birth “%(value)s” has only two digits."),
        _("Write the year with four digits; two can be Buddhist or Christian."),
    ),
    "birth_out_of_range": Rule(
        "validity",
        _("The date of birth “%(value)s” cannot be a pupil's of that year."),
        _("Correct the year; it is expected as a Buddhist year."),
    ),
    "birth_age_unusual": Rule(
        "quality",
        _("With the date of birth “%(value)s” the age at graduation would be %(age)s."),
        _COMPARE_PAPER,
    ),
    "birth_year_only": Rule(
        "quality",
        _("Only the year of birth is known: “%(value)s”."),
        _("Write day and month if they are known, or confirm that they are not."),
    ),
    "birth_christian_year": Rule(
        "quality",
        _("“%(value)s” has a Christian year; it was read as day/month/year."),
        _("Make sure that day and month are not swapped, or write the Buddhist year."),
    ),
    "gpax_unreadable": Rule(
        "syntax", _("The GPAX “%(value)s” is no number."), _("Write a number such as 3.45.")
    ),
    "gpax_out_of_range": Rule(
        "validity", _("The GPAX “%(value)s” is not between 0.00 and 4.00."), _AS_ON_POR1
    ),
    "gpax_decimals": Rule(
        "validity",
        _("The GPAX “%(value)s” has more than two decimals."),
        _("Write the two decimals that stand on the transcript; the portal does not round."),
    ),
    "gpax_missing": Rule(
        "quality", _("A graduate has no GPAX."), _("Write it, or confirm with a reason.")
    ),
    "credits_unreadable": Rule(
        "syntax", _("The credits “%(value)s” are no number."), _("Write a number such as 81.5.")
    ),
    "credits_out_of_range": Rule(
        "validity", _("The credits “%(value)s” cannot be right."), _AS_ON_POR1
    ),
    "credits_earned_exceed": Rule(
        "quality",
        _("More credits were earned (“%(value)s”) than attempted (%(attempted)s)."),
        _COMPARE_PAPER,
    ),
    "decision_missing": Rule("validity", _("The decision is missing."), _("Write จบ or ไม่จบ.")),
    "decision_unknown": Rule(
        "validity", _("The decision “%(value)s” is not understood."), _("Write จบ or ไม่จบ.")
    ),
    "approved_unreadable": Rule(
        "syntax", _("The date of approval “%(value)s” is no full date."), _WRITE_DATE
    ),
    "approved_missing": Rule(
        "quality",
        _("A graduate has no date of approval."),
        _("Write it, or confirm with a reason."),
    ),
    "approved_before_year": Rule(
        "quality",
        _("The date of approval “%(value)s” lies before the school year of this list."),
        _COMPARE_PAPER,
    ),
    "approved_in_future": Rule(
        "validity", _("The date of approval “%(value)s” is yet to come."), _AS_ON_POR1
    ),
    "por1_zeros_lost": Rule(
        "quality",
        _("“%(value)s” is stored as a number; zeros at its beginning may be lost."),
        _("Format the column as text and compare with the transcript."),
    ),
    "code_too_long": Rule(
        "syntax",
        _("“%(value)s” is longer than such a number can be."),
        _("Check that the cell holds what its heading says."),
    ),
    "other_school_row": Rule(
        "validity",
        _("This row belongs to another school: %(school)s."),
        _("Remove the row; the other school uploads it in its own list."),
    ),
    "cell_error": Rule(
        "syntax",
        _("The cell shows an error of the spreadsheet."),
        _("Correct the formula, or write the value itself."),
    ),
    "formula": Rule(
        "quality",
        _("The value was calculated by a formula: “%(value)s”."),
        _("Make sure that the value is right; better, paste it as a value."),
    ),
    "duplicate_person": Rule(
        "whole",
        _("The same person stands in row %(first_row)s with other values; this row is kept out."),
        _CHOOSE_ONE,
    ),
    "same_row_twice": Rule(
        "whole",
        _("The row repeats row %(first_row)s; it is counted once."),
        _("Nothing has to be done; remove the row if you upload again."),
    ),
    "student_code_twice": Rule(
        "quality",
        _("The student code “%(value)s” also stands in row %(first_row)s, for another person."),
        _("Correct one of the two codes, or confirm that both are right."),
    ),
    "level_not_m6": Rule(
        "whole",
        _("%(count)s rows belong to other classes (%(levels)s) and were left out."),
        _("Nothing has to be done if that is right; else correct the class in the file."),
    ),
    "person_in_other_school": Rule(
        "whole",
        _("The person of this row is also in another school's certified list of the same year."),
        _("Ask the person where they graduated; remove the row, or confirm with a reason."),
    ),
    "count_differs": Rule(
        "whole",
        _("The list has %(count)s persons; the certified list of the year before has %(last)s."),
        _("Check that the file is complete, then confirm with a reason."),
    ),
    "decision_not_in_file": Rule(
        "whole",
        _("The file has no column for the decision; all %(count)s persons count as graduated."),
        _("Certify only if everyone in the list has graduated, or upload a list with decisions."),
    ),
    "sheet_not_read": Rule(
        "whole",
        _("The sheet “%(sheet)s” holds students too and was not read."),
        _("Put all students into one sheet and upload the file again."),
    ),
}


def explain(rule: str, value: str, params: Mapping[str, str | int]) -> tuple[str, str]:
    """Return message and remedy of a finding in the language in force."""
    found = RULES[rule]
    return str(found.message) % {"value": value, **params}, str(found.remedy)
