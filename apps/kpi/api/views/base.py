"""What the views share."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from apps.courses.api.paging import page, read_cursor
from apps.institutions.actor import Actor
from apps.kpi.api.words import both
from apps.kpi.choices import Source
from apps.kpi.explaining import Difference, explain
from apps.kpi.formulas import Figure
from apps.kpi.selectors.sources import Reading
from apps.partner_api.authentication import grant_of
from apps.partner_api.errors import InvalidCursorError
from apps.partner_api.views import PartnerView
from apps.qualifications.api.views.base import FileRenderer

READ = ("indicators:read",)
WRITE = ("indicators:write",)
TAG = ("indicators",)
T = TypeVar("T")


class IndicatorsView(PartnerView):
    """Reading needs `indicators:read`; writing `indicators:write`."""

    @property
    def required_scopes(self) -> Sequence[str]:  # type: ignore[override]
        writes = self.request is not None and self.request.method == "POST"
        return WRITE if writes else READ


class FileView(IndicatorsView):
    """Its `get` answers with a file; every refusal is JSON."""

    renderers: ClassVar[Sequence[type[BaseRenderer]]] = (JSONRenderer, FileRenderer)

    def get_renderers(self) -> list[BaseRenderer]:
        return [each() for each in self.renderers]


def actor_of(request: Request) -> Actor:
    return grant_of(request).actor


def location(collection: str, uuid: UUID) -> dict[str, str]:
    return {"Location": f"/api/v1/indicators/{collection}/{uuid}"}


def page_of_list(
    request: Request,
    rows: Sequence[T],
    size: int,
    name: Callable[[T], UUID],
    present: Callable[[Sequence[T]], list[dict[str, Any]]],
) -> Response:
    """A page of what is short enough to be read whole; the cursor names the last row's uuid."""
    start, text = 0, request.query_params.get("cursor")
    if text is not None:
        last = read_cursor(request, text)
        places = [place for place, row in enumerate(rows) if name(row).hex == last]
        if not places:
            raise InvalidCursorError
        start = places[0] + 1
    shown = rows[start : start + size]
    more = name(shown[-1]).hex if len(rows) > start + size else ""
    return page(request, present(shown), more)


def figure_shown(figure: Figure) -> dict[str, Any]:
    names = ("numerator", "denominator", "value", "n", "spread")
    return {name: getattr(figure, name) for name in names}


def sources_shown(readings: Mapping[Source, Reading]) -> dict[str, Any]:
    """`derived` and `fed`, None where a source has nothing."""
    shown: dict[str, Any] = {"derived": None, "fed": None}
    for source, reading in readings.items():
        shown[source.value] = figure_shown(reading.figure) | {
            "counts": reading.counts,
            "as_of": reading.as_of,
            "frozen": reading.frozen,
        }
    return shown


def differences_shown(
    readings: Mapping[Source, Reading], entered: Figure | None
) -> list[dict[str, Any]]:
    """Why the figures differ, from the numbers that are there."""
    seen = {source: reading.figure for source, reading in readings.items()}
    found = explain(seen.get(Source.DERIVED), seen.get(Source.FED), entered)
    return [_difference(each) for each in found]


def _difference(one: Difference) -> dict[str, Any]:
    told = both(lambda: one.sentence)
    return {
        "code": one.code,
        "first": one.first,
        "second": one.second,
        "contradiction": one.is_contradiction,
        "message_th": told["th"],
        "message_en": told["en"],
    }
