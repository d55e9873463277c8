"""What a check of a figure found, how much it weighs, and how it is said.

Three weights: what cannot be true stops; what is unlikely goes on with a reason that the approver
sees; a note only says something.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Weight = Literal["stop", "reason", "note"]

MESSAGES: Mapping[str, Promise] = {
    "not_entered": _("No numbers were entered yet. Enter them before you send the figure."),
    "not_whole": _("“%(label)s” must be a whole number, 0 or more. Correct it."),
    "too_large": _("“%(label)s” is larger than %(limit)s. Check that no digit was typed twice."),
    "numerator_larger": _(
        "The numerator %(numerator)s is larger than the denominator %(denominator)s. A part cannot "
        "be larger than its whole: correct one of them."
    ),
    "no_data": _(
        "The denominator is 0, so the period will be shown as “No data”, not as 0 percent. Check "
        "that no record was left out."
    ),
    "outside_bounds": _(
        "The value %(value)s lies outside of the bounds %(lowest)s to %(highest)s of the "
        "definition. Correct the numbers, or write the reason."
    ),
    "change": _(
        "The value changed from %(before)s to %(value)s since the last period, by more than "
        "%(limit)s points. Correct the numbers, or write the reason."
    ),
    "unusual": _(
        "The value %(value)s is far from what was usual: the median of %(periods)s earlier periods "
        "is %(median)s. Correct the numbers, or write the reason."
    ),
    "denominator_change": _(
        "The number of records changed from %(before)s to %(now)s since the last period, by more "
        "than %(limit)s percent. Check the period and what is counted, or write the reason."
    ),
    "evidence_missing": _(
        "Evidence is missing for “%(criterion)s”. Attach a PDF file, or write the reason why there "
        "is none."
    ),
    "differs_from_derived": _(
        "The portal saw as many records as you give (%(records)s) and finds %(derived)s, but you "
        "give %(value)s. Correct the numbers, or write the reason."
    ),
    "derived_in_part": _(
        "The portal finds %(derived)s from the %(seen)s records that it saw; you give %(value)s "
        "from %(records)s. The difference is explained beside the figures."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """``field``: "numerator", "denominator", "value", an outcome, or "evidence:" + criterion."""

    code: str
    field: str
    weight: Weight
    params: Mapping[str, str | Promise] = dataclasses.field(default_factory=dict)

    @property
    def needs_override(self) -> bool:
        """True where it goes on with a reason that the approver accepts."""
        return self.weight == "reason"

    @property
    def stops(self) -> bool:
        """True where no reason helps."""
        return self.weight == "stop"

    @property
    def key(self) -> str:
        """What a reason is kept under; it differs for each criterion without evidence."""
        return self.field.replace("evidence:", f"{self.code}:") if self._per_item else self.code

    @property
    def sentence(self) -> str:
        """Return the sentence in the language in force."""
        return str(MESSAGES[self.code]) % dict(self.params)

    @property
    def _per_item(self) -> bool:
        return self.field.startswith("evidence:")
