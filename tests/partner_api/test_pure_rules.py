"""Rules without a database: pointers, cursors, page sizes, the guard of endpoints."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors import BudgetError
from apps.partner_api.errors import InvalidCursorError, InvalidInputError
from apps.partner_api.paging import Cursor, page_size
from apps.partner_api.pointers import escape, field_problems, leaves
from apps.partner_api.problem_texts import TITLES
from apps.partner_api.problems import describe, in_both
from apps.partner_api.views import PartnerView

few = settings(max_examples=60, deadline=None)
names = st.text(min_size=1, max_size=8).filter(lambda name: name != "non_field_errors")
problems = st.just([ErrorDetail("wrong", code="invalid")])
details = st.recursive(
    st.dictionaries(names, problems, min_size=1, max_size=3),
    lambda inner: st.dictionaries(
        names, inner | st.lists(inner | st.just({}), min_size=1, max_size=4), max_size=3
    ),
    max_leaves=8,
)


def value_at(document: Any, pointer: str) -> Any:
    """RFC 6901 §4, written anew."""
    for part in pointer.split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        document = document[int(part) if isinstance(document, list) else part]
    return document


@few
@given(details)
def test_a_pointer_leads_to_the_errors_of_its_value(detail: Any) -> None:
    for pointer, leaf in leaves(detail):
        assert leaf in value_at(detail, pointer)


def count_of(detail: Any) -> int:
    if isinstance(detail, dict):
        return sum(map(count_of, detail.values()))
    return sum(map(count_of, detail)) if isinstance(detail, list) else 1


@few
@given(details)
def test_no_error_is_left_out(detail: Any) -> None:
    assert len(field_problems(detail, detail)) == count_of(detail)


def test_at_most_two_hundred_errors_are_told() -> None:
    detail = {str(number): ["wrong"] for number in range(500)}
    assert len(field_problems(detail, detail)) == 200


def test_signs_of_the_pointer_itself_are_escaped() -> None:
    assert escape("a/b~c") == "a~1b~0c"


@few
@given(
    st.text(alphabet="0123456789๐๑๒๓๔๕๖๗๘๙", min_size=8, max_size=13), st.sampled_from(["", "-"])
)
def test_a_long_number_in_a_message_is_hidden(number: str, between: str) -> None:
    detail = {"kind": [f'"{between.join(number)}" is not a valid choice.']}
    [told] = field_problems(detail, detail)
    assert told.message_en == told.message_th == '"…" is not a valid choice.'


@few
@given(st.datetimes(timezones=st.just(UTC)), st.uuids(), st.text(max_size=10))
def test_a_cursor_is_read_only_where_it_was_made(at: datetime, row: UUID, place: str) -> None:
    text = Cursor(at, row).sign(place)
    assert Cursor.read(text, place) == Cursor(at, row)
    with pytest.raises(InvalidCursorError):
        Cursor.read(text, place + "x")


@few
@given(st.text(max_size=40))
def test_no_other_text_is_a_cursor(text: str) -> None:
    with pytest.raises(InvalidCursorError):
        Cursor.read(text, "list")


@few
@given(st.integers(-1000, 1000))
def test_page_sizes_from_1_to_200(size: int) -> None:
    if 1 <= size <= 200:
        assert page_size(str(size)) == size
    else:
        with pytest.raises(InvalidInputError):
            page_size(str(size))


def test_fifty_without_a_wish() -> None:
    assert page_size(None) == 50


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_an_endpoint_that_writes_without_the_key_cannot_be_defined(method: str) -> None:
    def write(self: PartnerView, request: Request) -> Response:
        return Response({})

    with pytest.raises(TypeError, match="idempotent"):
        type("Careless", (PartnerView,), {method: write})


def test_every_title_is_there_in_both_languages() -> None:
    for title in TITLES.values():
        assert all(in_both(title).values())


def test_what_nobody_foresaw_has_no_description() -> None:
    assert describe(ZeroDivisionError()) is None


def test_a_budget_error_carries_retry_after() -> None:
    problem = describe(BudgetError(data={"retry_after": 60}))
    assert problem is not None
    assert (problem.status, problem.headers) == (429, {"Retry-After": "60"})
