"""Paging by the place of the last row: a page costs the same at any depth and any size.

No count and no offset. A cursor is plain text, which way and where: `o2026-11-21T…~<uuid>` goes on
to older rows, `n…` back to newer ones. It holds nothing that the page did not show.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import F, Model, QuerySet
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)

M = TypeVar("M", bound=Model)

BY_TIME = ("created_at", "uuid")
"""As the indexes of registrations have it, both descending."""
BY_NUMBER = ("id",)
OLDER, NEWER = "o", "n"
SIZE = 50


@dataclass(frozen=True, slots=True)
class Slice(Generic[M]):
    """One page, newest first, with the cursors beside it; "" where there is no further page."""

    rows: list[M]
    next: str = ""
    previous: str = ""


def page_after(
    rows: QuerySet[M], cursor: str, size: int = SIZE, keys: Sequence[str] = BY_TIME
) -> Slice[M]:
    """The page that the cursor points at, the first one for "" or for a cursor that is none."""
    way, place = _read(cursor, keys)
    back = way == NEWER
    rows = rows.order_by(*(key if back else f"-{key}" for key in keys))
    if place:
        rows = _beyond(rows, keys, place, back=back)
    found = list(rows[: size + 1])
    more, shown = len(found) > size, found[:size]
    if back:
        shown.reverse()
    if not shown:
        return Slice([])
    older = _cursor(OLDER, shown[-1], keys) if more or back else ""
    newer = _cursor(NEWER, shown[0], keys) if (more if back else bool(place)) else ""
    return Slice(shown, older, newer)


def _beyond(
    rows: QuerySet[M], keys: Sequence[str], place: tuple[Any, ...], *, back: bool
) -> QuerySet[M]:
    """As one comparison of the whole key, which an index serves from its very place."""
    if len(keys) == 1:
        return rows.filter(**{f"{keys[0]}__{'gt' if back else 'lt'}": place[0]})
    compare = TupleGreaterThan if back else TupleLessThan
    return rows.filter(compare(Tuple(*(F(key) for key in keys)), place))


def _cursor(way: str, row: M, keys: Sequence[str]) -> str:
    values = [getattr(row, key) for key in keys]
    texts = [each.isoformat() if isinstance(each, dt.datetime) else str(each) for each in values]
    return way + "~".join(texts)


def _read(cursor: str, keys: Sequence[str]) -> tuple[str, tuple[Any, ...]]:
    """Which way and from where; an address that somebody made up begins at the newest."""
    way, texts = cursor[:1], cursor[1:].split("~")
    if way not in (OLDER, NEWER) or len(texts) != len(keys):
        return OLDER, ()
    try:
        return way, tuple(_value(key, text) for key, text in zip(keys, texts, strict=True))
    except (ValueError, OverflowError):
        return OLDER, ()


def _value(key: str, text: str) -> dt.datetime | UUID | int:
    if key == "uuid":
        return UUID(text)
    if key != "created_at":
        number = int(text)
        if not 0 <= number < 2**63:
            raise ValueError("not a row's number")
        return number
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment.astimezone(dt.UTC)
