"""What the funnel says where universities differ by more than chance."""

import pytest
from django.utils import translation

from apps.kpi.limits import Position
from apps.kpi.shown.words import apart_words

FAR, NEAR = Position.FAR_ABOVE, Position.WITHIN


@pytest.mark.parametrize(
    ("positions", "said"),
    [
        ([], ""),
        ([NEAR, FAR], ""),
        ([NEAR, Position.ABOVE, Position.FAR_BELOW], ""),
        ([NEAR, Position.FAR_BELOW, FAR], "2 of 3 universities lie outside"),
    ],
)
def test_said_where_most_lie_outside(positions: list[Position], said: str) -> None:
    with translation.override("en"):
        text = apart_words(positions)
    assert text.startswith(said) if said else text == ""
