"""What is wrong with a grade scale or a class distribution, in words, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Mapping[str, Promise] = {
    "scale_shape": _("The grade scale cannot be read. Give it as a list named “grades”."),
    "scale_empty": _("The grade scale holds no grades. Add at least one."),
    "max_points": _(
        "The highest points of the scale must be a number above 0 and below 10 with at most "
        "two decimals, for example 4.00."
    ),
    "entry_shape": _(
        "Entry %(number)s of the grade scale cannot be read. Give its grade, points and meaning."
    ),
    "grade_sign": _(
        "The grade in entry %(number)s is missing or longer than %(limit)s characters. Write it "
        "as on the transcript, for example B+."
    ),
    "grade_repeated": _(
        "The grade “%(grade)s” stands twice in the scale. Keep one of the two entries."
    ),
    "points": _(
        "The points of grade “%(grade)s” must be a number from 0 to %(limit)s with at most two "
        "decimals. Leave them empty for a grade that does not count in the average."
    ),
    "points_without_result": _(
        "Grade “%(grade)s” has points although it is neither passed nor failed. Take the points "
        "away, or choose another meaning."
    ),
    "outcome": _(
        "The meaning of grade “%(grade)s” is not known. Choose one of: %(known)s."
    ),
    "distribution_entry": _(
        "“%(entry)s” is not a grade with a number of students. Write for example: A 10, B+ 5, F 2."
    ),
    "distribution_repeated": _(
        "The grade “%(grade)s” stands twice in the distribution. Write it once, with the sum."
    ),
    "distribution_unknown": _(
        "The grade “%(grade)s” is not on the grade scale in force. Correct it, or add the grade to "
        "the institution's scale."
    ),
    "distribution_count": _(
        "The number of students with grade “%(grade)s” must be a whole number, 0 or more."
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct. ``pointer`` is a JSON pointer into what was given ("" = the whole)."""

    code: str
    pointer: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Return the sentence in the language in force."""
        return str(MESSAGES[self.code]) % dict(self.params)
