"""What changed since: the numbered events of an institution, and those addressed to it.

Ids only: whoever reads the feed fetches what it needs under the scopes of that endpoint. Numbers
are given after commit, in order, so that a reader who remembers the last one misses nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from heapq import merge
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, ClassVar

from django.db import connection
from django.db.models import F, QuerySet, prefetch_related_objects
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.events.models import Event
from apps.partner_api.authentication import grant_of
from apps.partner_api.problems import in_both
from apps.partner_api.reading import parameter_error
from apps.partner_api.views import PartnerView

USUAL, LARGEST = 100, 500
HIGHEST = 2**63 - 1
PARAMETERS = [
    OpenApiParameter(
        "since", int, description="`next_since` of the call before; 0 or nothing: from the start."
    ),
    OpenApiParameter("limit", int, description="1 to 500; 100 without it."),
]
WITHOUT_SORTING = "SET LOCAL enable_sort TO {0}; SET LOCAL enable_incremental_sort TO {0}"
COLUMNS = ("institution_id", "audience_id")
by_number = attrgetter("sequence")


class ChangeSerializer(serializers.Serializer[Any]):
    sequence = serializers.IntegerField(help_text="Grows; has gaps: other events lie between.")
    kind = serializers.CharField(help_text="e.g. cross_registration.accept, result.corrected")
    subject = serializers.UUIDField(help_text="What changed.")
    institution = serializers.CharField(
        source="institution.code", help_text="Code of the institution that acted."
    )
    at = serializers.DateTimeField(source="created_at")


class ChangesSerializer(serializers.Serializer[Any]):
    items = ChangeSerializer(many=True)
    next_since = serializers.IntegerField(help_text="Remember it together with what you did.")
    more = serializers.BooleanField(help_text="Ask again at once: there are further changes.")


EXAMPLE = OpenApiExample(
    "A host has corrected a result",
    value={
        "items": [
            {
                "sequence": 48211,
                "kind": "result.corrected",
                "subject": "6a8f0b9e-5a55-4a0b-9a2f-1c8c7b2c1d10",
                "institution": "00300",
                "at": "2026-12-24T03:15:20Z",
            }
        ],
        "next_since": 48211,
        "more": False,
    },
    response_only=True,
)


class ChangesView(PartnerView):
    """Polled by a partner; costs the same however long the feed is."""

    required_scopes: ClassVar = ("changes:read",)

    @extend_schema(
        parameters=PARAMETERS,
        responses=ChangesSerializer,
        operation_id="list_changes",
        tags=["client"],
        examples=[EXAMPLE],
    )
    def get(self, request: Request) -> Response:
        """What your institution did and what others did that concerns it, oldest first.

        A change stands here a few seconds after it was made: the numbers are given every five
        seconds. Ask once a minute, at most every five seconds; with nothing new the answer is
        empty and `next_since` stays. Skip kinds that you do not know.
        """
        asked = request.query_params
        since = _number(asked.get("since"), "since", 0, 0, HIGHEST)
        limit = _number(asked.get("limit"), "limit", USUAL, 1, LARGEST)
        found = changes_since(grant_of(request).actor.institution_id, since, limit + 1)
        shown = found[:limit]
        answer = {
            "items": shown,
            "next_since": shown[-1].sequence if shown else since,
            "more": len(found) > limit,
        }
        return Response(ChangesSerializer(answer).data)


def changes_since(institution_id: int, since: int, limit: int) -> list[Event]:
    """At most `limit`, by number: two short reads, each along its own index, merged."""
    with along_the_index():
        reads = [list(_read(column, institution_id, since, limit)) for column in COLUMNS]
    once = (next(same) for _number, same in groupby(merge(*reads, key=by_number), by_number))
    found = list(islice(once, limit))
    prefetch_related_objects(found, "institution")
    return found


@contextmanager
def along_the_index() -> Iterator[None]:
    """Estimates of these conditions are poor; gathering and sorting all rows must not look cheap.

    In the transaction of the request.
    """
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_SORTING.format("off"))
        yield
        cursor.execute(WITHOUT_SORTING.format("DEFAULT"))


def _read(column: str, institution_id: int, since: int, limit: int) -> QuerySet[Event]:
    """The place in the index (institution, number) is given as one value.

    With two conditions the planner may walk along the numbers alone, through everything that
    others did since an institution was last active.
    """
    place = TupleGreaterThan(Tuple(F(column), F("sequence")), (institution_id, since))
    rows = Event.objects.filter(place, **{f"{column}__lte": institution_id})
    return rows.order_by(column, "sequence")[:limit]


def _number(text: str | None, name: str, usual: int, least: int, most: int) -> int:
    """Raises InvalidInputError."""
    if text is None:
        return usual
    if text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most:
        return int(text)
    sentence = format_lazy(
        _("Write a whole number from {least} to {most}."), least=least, most=most
    )
    message = in_both(sentence)
    raise parameter_error(name, "invalid", message["th"], message["en"])
