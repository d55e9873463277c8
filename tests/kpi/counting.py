"""Records that indicators count, made for tests, and the sums that come of them."""

import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock
from uuid import UUID

from django.utils import timezone

from apps.certificates.services.feeding import FedRequest, feed_stages
from apps.events.services import emit, seal
from apps.institutions.actor import Actor
from apps.institutions.scope import scope, system_scope
from apps.kpi.choices import Measure, Source
from apps.kpi.models import AuditItem, AuditRound, Cycle, SurveyResponse, Tally
from apps.kpi.services.following import follow_events
from tests.builders.cast import Person

FIELDS = [{"code": "name", "th": "ชื่อและนามสกุล", "en": "Name"}]
DAY = dt.timedelta(days=1)


def count() -> int:
    """Number what happened and count it; how many events were read."""
    read = 0
    while seal() + (now := follow_events()):
        read += now
    return read


def tallies(
    person: Person, measure: Measure, source: Source = Source.DERIVED
) -> dict[tuple[str, str], int]:
    """(bucket, outcome) → count, without those that came down to 0."""
    with scope(person.actor) as actor:
        rows = Tally.objects.filter(
            institution_id=actor.institution_id, measure=measure, source=source, count__gt=0
        )
        return {(row.bucket, row.outcome): row.count for row in rows}


def happened(actor: Actor, kind: str, subject: UUID) -> None:
    with scope(actor):
        emit(actor=actor, kind=kind, subject=subject)


def answered(person: Person, points: int, bucket: str = "2026-08", comment: str = "") -> UUID:
    """An answer to the survey, as the public page keeps it."""
    actor = person.actor
    with system_scope("tests answer the survey"):
        row = SurveyResponse.objects.create(
            institution_id=actor.institution_id,
            service="counter",
            bucket=bucket,
            language="th",
            points={"overall": points},
            comment=comment,
        )
    happened(actor, "survey.answered", row.uuid)
    return row.uuid


def drawn(person: Person, cycle: Cycle, size: int) -> list[AuditItem]:
    """A sample of the register of so many invented codes."""
    with scope(person.actor) as actor:
        one = AuditRound.objects.create(
            institution_id=actor.institution_id,
            cycle=cycle,
            frame_size=size * 10,
            frame_digest=hashlib.sha256(b"register").hexdigest(),
            seed=os.urandom(8).hex(),
            sample_size=size,
            fields=FIELDS,
            drawn_key="user:0",
        )
        return AuditItem.objects.bulk_create(
            AuditItem(
                institution_id=actor.institution_id,
                round=one,
                position=place,
                student_code=f"65{place:08d}",
                drawn_key="user:0",
            )
            for place in range(1, size + 1)
        )


def checked(person: Person, item: AuditItem, outcome: str) -> None:
    """By somebody else than who drew it."""
    with scope(person.actor) as actor:
        AuditItem.objects.filter(pk=item.pk).update(
            outcome=outcome,
            wrong=["name"] if outcome == "bad" else [],
            checked_key=f"user:{actor.user_id}",
            checked_name="ผู้ตรวจ",
            checked_at=timezone.now(),
        )
    happened(person.actor, "audit_item.checked", item.uuid)


def dropped(person: Person, items: list[AuditItem]) -> None:
    with scope(person.actor):
        AuditRound.objects.filter(items__in=items).update(
            dropped_at=timezone.now(), dropped_reason="ไฟล์ไม่ครบ"
        )
    for item in items:
        happened(person.actor, "audit_item.dropped", item.uuid)


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    """What is done here is done so many days before today."""
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() - days * DAY):
        yield


def told(person: Person, reference: str, *, asked: int, ready: int | None = None) -> None:
    """A paper of another system, asked for and ready so many days ago."""
    now = timezone.now().replace(microsecond=0)
    stage = FedRequest(
        reference=reference,
        kind="transcript",
        requested_at=now - asked * DAY,
        produced_at=None if ready is None else now - ready * DAY,
    )
    with scope(person.actor) as actor:
        feed_stages(actor=actor, stages=[stage])
