"""Asking those who were served, once each, and taking their answers without knowing whose.

A link holds 256 random bits; the portal keeps their SHA-256 alone. An answer names no invitation,
and nothing in an invitation changes that would tell the hour of its answer.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.core.identifiers import mask_numbers
from apps.events.services import emit
from apps.institutions.actor import Actor
from apps.institutions.models import Institution
from apps.institutions.scope import scope, system_scope
from apps.kpi.choices import ServiceKind
from apps.kpi.models import SurveyInvitation, SurveyResponse
from apps.kpi.periods import month_bucket
from apps.kpi.policies import can_run_survey, demand
from apps.kpi.services.portal import portal_of
from apps.kpi.survey_errors import AnsweredError, AnswerError, AskedError, SheetError
from apps.kpi.survey_items import CODES, MOST_SIGNS, OVERALL, POINTS

ANSWERED = "survey.answered"
TOKEN_BYTES = 32
VALID = dt.timedelta(days=30)
SHEET, MOST_IN_A_SHEET = 20, 100
LANGUAGES = ("th", "en")


@dataclass(frozen=True, slots=True)
class SurveyLink:
    """`token` is known here and nowhere else: whoever loses the link is given a new one."""

    token: str
    expires_on: dt.date

    @property
    def url(self) -> str:
        return settings.BASE_URL.rstrip("/") + reverse("survey:answer", args=[self.token])


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page of a link may say: who served, and how."""

    institution: Institution
    service: ServiceKind
    is_used: bool


@transaction.atomic
def invite(*, actor: Actor, service: ServiceKind, subject: UUID) -> SurveyLink:
    """A link for one record of a service; a link that was made before and not used ends.

    Raises AskedError where it was answered, ForbiddenError.
    """
    demand(can_run_survey(actor))
    link = _new_link()
    rows = SurveyInvitation.objects.filter(institution_id=actor.institution_id)
    made, is_new = rows.get_or_create(
        institution_id=actor.institution_id,
        service=service,
        subject=subject,
        defaults={"token": _digest(link.token), "expires_on": link.expires_on},
    )
    if not is_new:
        replaced = rows.filter(pk=made.pk, is_used=False).update(
            token=_digest(link.token), expires_on=link.expires_on
        )
        if not replaced:
            raise AskedError
    _log(actor, service, 1, subject)
    return link


@transaction.atomic
def hand_out(*, actor: Actor, count: int = SHEET) -> list[SurveyLink]:
    """Links for the counter, of no record. Raises SheetError, ForbiddenError."""
    demand(can_run_survey(actor))
    if not 1 <= count <= MOST_IN_A_SHEET:
        raise SheetError
    links = [_new_link() for _number in range(count)]
    SurveyInvitation.objects.bulk_create(
        SurveyInvitation(
            institution_id=actor.institution_id,
            service=ServiceKind.COUNTER,
            token=_digest(link.token),
            expires_on=link.expires_on,
        )
        for link in links
    )
    _log(actor, ServiceKind.COUNTER, count)
    return links


def asked_by(token: str) -> Asked:
    """Raises NotFoundError alike for a link that never was, was replaced, or has ended."""
    with system_scope("whose survey a link leads to"):
        found = _invitations(token).select_related("institution").first()
    if found is None:
        raise NotFoundError
    return Asked(found.institution, ServiceKind(found.service), found.is_used)


@transaction.atomic
def take_answer(
    *, token: str, points: Mapping[str, int], comment: str = "", language: str = "th"
) -> UUID:
    """Keep the answer and use the link up. Numbers of persons in the comment are masked.

    points: item → 1…5, the service as a whole among them. Returns the answer's uuid. Raises
    AnswerError, NotFoundError, and AnsweredError where another answer came first.
    """
    _check(points, comment, language)
    with system_scope("taking an answer of the survey"):
        row = _invitations(token).select_for_update().first()
        if row is None:
            raise NotFoundError
        if row.is_used:
            raise AnsweredError
        SurveyInvitation.objects.filter(pk=row.pk).update(is_used=True)
        answer = SurveyResponse.objects.create(
            institution_id=row.institution_id,
            service=row.service,
            bucket=month_bucket(timezone.localdate()),
            language=language,
            points=dict(points),
            comment=mask_numbers(comment),
        )
    with scope(portal_of(row.institution_id)) as portal:
        emit(actor=portal, kind=ANSWERED, subject=answer.uuid)
    return answer.uuid


def _invitations(token: str) -> QuerySet[SurveyInvitation]:
    return SurveyInvitation.objects.filter(
        token=_digest(token), expires_on__gte=timezone.localdate()
    )


def _check(points: Mapping[str, int], comment: str, language: str) -> None:
    fine = (
        OVERALL in points
        and points.keys() <= CODES
        and all(type(point) is int and point in POINTS for point in points.values())
        and len(comment) <= MOST_SIGNS
        and language in LANGUAGES
    )
    if not fine:
        raise AnswerError


def _new_link() -> SurveyLink:
    return SurveyLink(secrets.token_urlsafe(TOKEN_BYTES), timezone.localdate() + VALID)


def _log(actor: Actor, service: ServiceKind, count: int, subject: UUID | None = None) -> None:
    """Who made links, and how many: an office must not answer them itself. Never a token."""
    record(
        who=actor.who,
        action="survey.links",
        target="survey",
        target_uuid=subject,
        owner_institution_id=actor.institution_id,
        data={"count": count, "service": str(service)},
    )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
