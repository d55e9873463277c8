"""Data back home: registrations as a workbook, CSV or ELMO, each file recorded as a look."""

import re
from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.audit.services import Look, record_looks
from apps.core.academic_year import buddhist_year, christian_year
from apps.core.errors import InvalidError, NotFoundError
from apps.courses.choices import TermNumber
from apps.courses.exports.columns import Language
from apps.courses.exports.elmo import elmo_xml
from apps.courses.exports.elmo_archive import elmo_zip
from apps.courses.exports.flat_csv import results_csv
from apps.courses.exports.record import by_learner
from apps.courses.exports.xlsx import results_xlsx
from apps.courses.forms.fields import term_word
from apps.courses.models import CrossRegistration, CrossRequest
from apps.courses.policies import STAFF
from apps.courses.selectors.records import Records, records_of
from apps.courses.services.registrations import PURPOSE, other_side
from apps.courses.states import Side, State
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor
from apps.institutions.models import Institution, Kind

MOST_ROWS = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
File = tuple[bytes, str, str]  # content, ending, type


class TooManyRowsError(InvalidError):
    code = "too_many_rows"
    message = _(
        "These are more registrations than one file holds. Choose one partner university, and take "
        "a file for each."
    )


@require_GET
@never_cache
@for_roles(*STAFF)
def request_export(request: HttpRequest, uuid: UUID, fmt: str) -> HttpResponse:
    found = CrossRequest.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFoundError
    rows = CrossRegistration.objects.filter(request=found)
    return _file(request, rows, fmt, name=found.number, case=found.number)


@require_GET
@never_cache
@for_roles(*STAFF)
def registration_export(request: HttpRequest, uuid: UUID, fmt: str) -> HttpResponse:
    rows = CrossRegistration.objects.filter(uuid=uuid)
    row = rows.select_related("request").first()
    if row is None:
        raise NotFoundError
    name = f"{row.request.number}-{row.course_code}-{row.home_student_code}"
    return _file(request, rows, fmt, name=name, case=row.request.number)


def term_downloads(year: int, term: int, side: Side, partner: str = "") -> dict[str, str]:
    """Addresses of a term's files, and the term in words, for `parts/downloads.html`."""
    query = urlencode({"side": side.value} | ({"partner": partner} if partner else {}))
    addresses = {
        fmt: f"{reverse('courses:term_export', args=[year, term, fmt])}?{query}" for fmt in WRITERS
    }
    return {**addresses, "term": term_word(year, term)}


@require_GET
@never_cache
@for_roles(*STAFF)
def term_export(request: HttpRequest, year: int, term: int, fmt: str) -> HttpResponse:
    """All of a term on one side (`?side=home|host`), or those with one `?partner=` (its code).

    `year` is Buddhist or Christian. What was not sent yet is left out.
    """
    side, partner = request.GET.get("side", "home"), request.GET.get("partner", "")
    if side not in ("home", "host") or term not in TermNumber.values:
        raise NotFoundError
    mine = actor_of(request).institution_id
    own, other = ("home_id", "host_id") if side == "home" else ("shared_with_id", "home_id")
    year = christian_year(year)
    wanted = {own: mine, "academic_year": year, "term": term}
    if partner:
        wanted[other] = _university(partner)
    rows = CrossRegistration.objects.filter(**wanted).exclude(state=State.DRAFT)
    name = f"courses-{buddhist_year(year)}-{term}-{side}-{partner}".strip("-")
    return _file(request, rows, fmt, name=name, case=f"{term}/{buddhist_year(year)}")


def _university(code: str) -> int:
    known = Institution.objects.filter(kind=Kind.UNIVERSITY)
    found = known.filter(code=code).first() if code.isascii() and code.isdigit() else None
    if found is None:
        raise NotFoundError
    return found.pk


def _file(
    request: HttpRequest, rows: QuerySet[CrossRegistration], fmt: str, *, name: str, case: str
) -> HttpResponse:
    if fmt not in WRITERS:
        raise NotFoundError
    actor = actor_of(request)
    read = records_of(actor=actor, rows=rows.order_by("pk")[: MOST_ROWS + 1])
    if len(read.rows) > MOST_ROWS:
        raise TooManyRowsError
    content, ending, content_type = WRITERS[fmt](read)
    _look(read.rows, fmt, case, actor)
    filename = f"{re.sub(r'[^A-Za-z0-9.-]+', '-', name).strip('-')}.{ending}"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def _look(rows: list[CrossRegistration], fmt: str, case: str, actor: Actor) -> None:
    record_looks(
        who=actor.who,
        action="cross_registration.export",
        target="cross_registration",
        purpose=PURPOSE,
        case=case,
        looks=[
            Look(
                other_side(row, actor) or row.home_id,
                row.uuid,
                {"format": fmt, "request": row.request.number},
            )
            for row in rows
        ],
    )


def _language() -> Language:
    return "en" if (get_language() or "th").startswith("en") else "th"


def _csv(read: Records) -> File:
    return results_csv(read.records, language=_language()), "csv", "text/csv; charset=utf-8"


def _xlsx(read: Records) -> File:
    return results_xlsx(read.records, language=_language()), "xlsx", XLSX


def _elmo(read: Records) -> File:
    """One learner's document as it is; of several, a ZIP with one for each."""
    groups, now = by_learner(read.records), timezone.now()
    if len(groups) == 1:
        return elmo_xml(groups[0], generated_at=now, scale=read.scales), "xml", "application/xml"
    return elmo_zip(groups, generated_at=now, scale=read.scales), "zip", "application/zip"


WRITERS: dict[str, Callable[[Records], File]] = {"csv": _csv, "xlsx": _xlsx, "elmo": _elmo}
