"""Reads of offerings: the own list of a term, and what partners offer within the agreements."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    Count,
    Q,
    QuerySet,
)

from apps.core.errors import NotFoundError
from apps.core.thai.text import search_key
from apps.courses.models import CrossRegistration, Offering
from apps.courses.states import TAKES_A_PLACE, OfferingState
from apps.institutions.models import Institution

PAGE = 50
MOST_EXPORTED = 20_000
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Page:
    """Offerings by course code; `after` leads to the next page and is empty on the last one."""

    rows: list[Offering]
    after: str


SEARCH = """
    SELECT id FROM courses_search_offerings(
        %s::smallint, %s::smallint, %s::text[], %s::bigint[], %s, %s, %s, %s::bigint, %s)
"""


def offering_get(uuid: UUID, host_id: int) -> Offering:
    """Of the own university, whatever its state."""
    found = Offering.objects.filter(uuid=uuid, host_id=host_id).first()
    if found is None:
        raise NotFoundError
    return found


def offering_page(
    *, academic_year: int, term: int, state: str = "", text: str = "", after: str = ""
) -> Page:
    """The own offerings of a term."""
    rows = Offering.objects.filter(academic_year=academic_year, term=term)
    if state in OfferingState.values:
        rows = rows.filter(state=state)
    for word in words_of(text):
        rows = rows.filter(search_key__contains=word)
    return _page(rows, after)


def offering_rows(*, academic_year: int, term: int) -> list[Offering]:
    """All own offerings of a term for an export, at most MOST_EXPORTED."""
    rows = Offering.objects.filter(academic_year=academic_year, term=term)
    return list(rows.order_by("code", "section")[:MOST_EXPORTED])


def registered_numbers(offerings: Sequence[Offering]) -> dict[int, int]:
    """Offering id → students of other universities who take a place; drafts are not seen."""
    rows = CrossRegistration.objects.filter(offering__in=offerings, state__in=TAKES_A_PLACE)
    counted = rows.values("offering").annotate(students=Count("pk")).order_by()
    return {row["offering"]: row["students"] for row in counted}


def partners_of_catalogue() -> list[Institution]:
    """Universities with an agreement in force today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT courses_partner_ids()")
        ids = cursor.fetchone()[0]
    return list(Institution.objects.filter(pk__in=ids).order_by("name_th"))


def catalogue_page(
    *,
    academic_year: int,
    term: int,
    text: str = "",
    host: str = "",
    level: str = "",
    language: str = "",
    after: str = "",
) -> Page:
    """Open offerings of partners in a term; `text`: words in code and names; `host`: a code."""
    rows = Offering.objects.of_partners().select_related("host")
    words = words_of(text)
    if words:
        hosts = [each.pk for each in partners_of_catalogue() if host in ("", each.code)]
        asked = [academic_year, term, [f"%{word}%" for word in words], hosts, level, language]
        found = {offering.pk: offering for offering in rows.filter(pk__in=_found(asked, after))}
        return _cut(sorted(found.values(), key=lambda offering: (offering.code, offering.pk)))
    rows = rows.filter(academic_year=academic_year, term=term)
    chosen = {"host__code": host, "level": level, "language": language}
    return _page(rows.filter(**{field: value for field, value in chosen.items() if value}), after)


def course_get(uuid: UUID, mine: int) -> Offering:
    """An open course of a partner, or an own one as partners see it."""
    partners = Offering.objects.of_partners().filter(uuid=uuid).select_related("host").first()
    if partners:
        return partners
    own = Offering.objects.filter(uuid=uuid, host_id=mine, state=OfferingState.OPEN)
    found = own.select_related("host").first()
    if found is None:
        raise NotFoundError
    return found


def words_of(text: str) -> list[str]:
    """What is looked for, each in the form in which offerings are found."""
    keys = (search_key(word) for word in text[:200].split()[:MOST_WORDS])
    return [key for key in keys if key]


def _found(asked: Sequence[Any], after: str) -> list[int]:
    """Ids of one page and one more, searched across universities by the database's function."""
    code, uuid = _place(after)
    with connection.cursor() as cursor:
        cursor.execute(SEARCH, [*asked, code, _id_of(uuid) if code else 0, PAGE + 1])
        return [row[0] for row in cursor.fetchall()]


def _page(rows: QuerySet[Offering], after: str) -> Page:
    """By code, then id. `after`: code~uuid of the last row shown, which may be gone since."""
    code, uuid = _place(after)
    if code:
        rows = rows.filter(code__gte=code).filter(Q(code__gt=code) | Q(pk__gt=_id_of(uuid)))
    return _cut(list(rows.order_by("code", "pk")[: PAGE + 1]))


def _place(after: str) -> tuple[str, str]:
    """Code and uuid of the last row shown; an address that somebody made up begins at the start."""
    code, _sign, uuid = after.partition("~")
    return ("", "") if "\x00" in code else (code, uuid)


def _cut(found: list[Offering]) -> Page:
    if len(found) <= PAGE:
        return Page(found, "")
    last = found[PAGE - 1]
    return Page(found[:PAGE], f"{last.code}~{last.uuid}")


def _id_of(uuid: str) -> int:
    """0 for a row that is gone: its code is then shown from the beginning."""
    try:
        wanted = UUID(uuid)
    except ValueError:
        return 0
    rows = [
        Offering.objects.filter(uuid=wanted),
        Offering.objects.of_partners().filter(uuid=wanted),
    ]
    return next((pk for each in rows for pk in each.values_list("pk", flat=True)), 0)
