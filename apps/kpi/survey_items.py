"""What the survey asks: five items, the service as a whole, and room for a comment."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OVERALL = "overall"
"""The item that the indicator counts; the only one that must be answered."""
MOST_SIGNS = 1_000
LEAST_ANSWERS = 10
"""Fewer answers are not shown: somebody could be recognised by them."""


@dataclass(frozen=True, slots=True)
class Item:
    """`label` completes the question "How satisfied are you with …?"."""

    code: str
    label: Promise


ITEMS = (
    Item("courtesy", _("Courtesy of the staff")),
    Item("clearness", _("Clearness of the steps")),
    Item("speed", _("Speed of the service")),
    Item("correctness", _("Correctness of the papers and data")),
    Item("convenience", _("Convenience of the place or channel")),
    Item(OVERALL, _("The service as a whole")),
)
CODES = frozenset(item.code for item in ITEMS)
POINTS: dict[int, Promise] = {
    5: _("Very much"),
    4: _("Much"),
    3: _("Moderately"),
    2: _("A little"),
    1: _("Very little"),
}
"""มากที่สุด … น้อยที่สุด, in the order in which Thai questionnaires print them."""
