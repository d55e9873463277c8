"""Credits of one term against the cap."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.courses.load import LoadCheck, check_load

CREDITS = st.integers(min_value=1, max_value=300).map(lambda tenths: Decimal(tenths) / 10)


@pytest.mark.parametrize(
    ("registered", "new", "cap", "total", "within"),
    [
        (["3", "3", "3", "3"], "3", "15", "15", True),
        (["3", "3", "3", "3", "1"], "3", "15", "16", False),
        (["3", "3", "3", "3.5"], "3", "15", "15.5", False),
        ([], "3", "15", "3", True),
        ([], "16", "15", "16", False),
        (["9", "9", "9"], "3", None, "30", True),
    ],
)
def test_usual_cap_of_fifteen(
    registered: list[str], new: str, cap: str | None, total: str, within: bool
) -> None:
    limit = None if cap is None else Decimal(cap)
    found = check_load(map(Decimal, registered), Decimal(new), limit)
    assert found == LoadCheck(Decimal(total), limit, within)


@settings(max_examples=60)
@given(st.lists(CREDITS, max_size=8), CREDITS, CREDITS)
def test_one_course_more_never_helps(registered: list[Decimal], new: Decimal, cap: Decimal) -> None:
    found = check_load(registered, new, cap)
    assert found.total - new == sum(registered)
    assert found.within is (found.total <= cap)
    assert check_load(registered, new, found.total).within
    assert not check_load([*registered, Decimal("0.1")], new, found.total).within
    assert check_load(reversed(registered), new, cap) == found
