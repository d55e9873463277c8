"""Every rule under which a roster's row or file is found fault with: class, sentence, remedy.

What every list of persons knows stands in `apps.intake.persons.rules`; here is what rosters add.
The ids are published: partners and the command line see them. %(value)s is masked already.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from apps.intake.persons.findings import Rule
from apps.intake.persons.rules import (
    AS_ON_TRANSCRIPT,
    COMPARE_PAPER,
    PERSON_RULES,
    WRITE_DATE,
)

RULES: Mapping[str, Rule] = {
    **PERSON_RULES,
    "id_missing_history": Rule(
        "quality",
        _("The national ID is missing, so this person can never be confirmed by ID."),
        _("Write the ID if the school has it, or confirm that it was not recorded then."),
    ),
    "birth_missing_history": Rule(
        "quality",
        _("The date of birth is missing; a match will rest on ID and name alone."),
        _("Write the date if the school has it, or confirm that it was not recorded then."),
    ),
    "birth_out_of_range": Rule(
        "validity",
        _("The date of birth “%(value)s” cannot be a pupil's of that year."),
        _("Correct the year; it is expected as a Buddhist year."),
    ),
    "gpax_missing": Rule(
        "quality", _("A graduate has no GPAX."), _("Write it, or confirm with a reason.")
    ),
    "credits_unreadable": Rule(
        "syntax", _("The credits “%(value)s” are no number."), _("Write a number such as 81.5.")
    ),
    "credits_out_of_range": Rule(
        "validity", _("The credits “%(value)s” cannot be right."), AS_ON_TRANSCRIPT
    ),
    "credits_earned_exceed": Rule(
        "quality",
        _("More credits were earned (“%(value)s”) than attempted (%(attempted)s)."),
        COMPARE_PAPER,
    ),
    "decision_missing": Rule("validity", _("The decision is missing."), _("Write จบ or ไม่จบ.")),
    "decision_unknown": Rule(
        "validity", _("The decision “%(value)s” is not understood."), _("Write จบ or ไม่จบ.")
    ),
    "approved_unreadable": Rule(
        "syntax", _("The date of approval “%(value)s” is no full date."), WRITE_DATE
    ),
    "approved_missing": Rule(
        "quality",
        _("A graduate has no date of approval."),
        _("Write it, or confirm with a reason."),
    ),
    "approved_before_year": Rule(
        "quality",
        _("The date of approval “%(value)s” lies before the school year of this list."),
        COMPARE_PAPER,
    ),
    "approved_in_future": Rule(
        "validity", _("The date of approval “%(value)s” is yet to come."), AS_ON_TRANSCRIPT
    ),
    "por1_zeros_lost": Rule(
        "quality",
        _("“%(value)s” is stored as a number; zeros at its beginning may be lost."),
        _("Format the column as text and compare with the transcript."),
    ),
    "other_school_row": Rule(
        "validity",
        _("This row belongs to another school: %(school)s."),
        _("Remove the row; the other school uploads it in its own list."),
    ),
    "level_not_m6": Rule(
        "whole",
        _("%(count)s rows belong to other classes (%(levels)s) and were left out."),
        _("Nothing has to be done if that is right; else correct the class in the file."),
        fact=True,
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
}
