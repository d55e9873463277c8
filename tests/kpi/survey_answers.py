"""Answers of a survey written at once, and the links that pages and mails carry."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone

from apps.certificates.models import ServiceRequest
from apps.certificates.services.delivering import deliver_requests
from apps.institutions.models import Institution
from apps.institutions.scope import scope, system_scope
from apps.kpi.choices import ServiceKind
from apps.kpi.models import SurveyResponse
from apps.kpi.periods import month_bucket
from apps.kpi.survey_items import CODES
from tests.builders import certificates as build
from tests.builders.cast import Cast

WORKED = [169, 90, 45, 8, 6]
"""318 answers from 5 to 1: mean 4.28, 85.66 % by formula A, 81.45 % by formula B."""


def write_answers(
    institution: Institution,
    fives_to_ones: Sequence[int],
    *,
    service: str = ServiceKind.CERTIFICATE,
    bucket: str = "",
    comment: str = "",
) -> None:
    """The same point for every item; a comment to each."""
    points = [5 - place for place, count in enumerate(fives_to_ones) for _one in range(count)]
    with system_scope("tests write answers"):
        SurveyResponse.objects.bulk_create(
            SurveyResponse(
                institution=institution,
                service=service,
                bucket=bucket or month_bucket(timezone.localdate()),
                language="th",
                points=dict.fromkeys(CODES, point),
                comment=comment,
            )
            for point in points
        )


Delivering = Callable[..., ServiceRequest]


def quick(orders: Any) -> list[bytes]:
    """Something in place of a layout, which the tests of papers look at."""
    return [b"%PDF-1.7 " + order.title.encode() for order in orders]


def delivered_paper(cast: Cast, place: int = 1, **given: Any) -> ServiceRequest:
    """The request of a paper that university A made and handed over; needs a signer."""
    row = build.requested(cast.registrar_a, given=build.application(place, **given))
    build.produced(cast.registrar_a, cast.approver_a, row)
    with scope(cast.registrar_a.actor) as actor:
        return deliver_requests(actor=actor, uuids=[row.uuid], how="email")[0]


def token_in(text: str) -> str:
    """The token of the link in a text or page."""
    found = re.search(r"/survey/([\w-]{20,})/", text)
    assert found is not None
    return found[1]
