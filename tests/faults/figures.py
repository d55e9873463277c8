"""Indicators of two universities: a row of each in every table of figures."""

import datetime as dt
from uuid import uuid4

from django.utils import timezone

from apps.institutions.actor import Role
from apps.institutions.scope import scope, system_scope
from apps.kpi.choices import Measure, ServiceKind, Source
from apps.kpi.counted import Counted
from apps.kpi.models import (
    AuditItem,
    AuditRound,
    Cycle,
    EventCursor,
    FedCounts,
    FrozenFigure,
    HelpRequest,
    Indicator,
    Report,
    Sharing,
    SurveyInvitation,
    SurveyResponse,
)
from apps.kpi.services.approving import Pin, return_submission
from apps.kpi.services.cycles import extend
from apps.kpi.services.observing import observe
from tests.builders.cast import Cast, Person, make_person
from tests.builders.kpi import open_cycle_for, publish_indicators, sent, share

PERIOD = ("period_kind", "year_kind", "period_code")


def fill_figures(cast: Cast) -> None:
    publish_indicators()
    cycle = open_cycle_for(cast)
    approver_b = make_person("approver-b-figures", cast.university_b, Role.REGISTRAR_APPROVER)
    for maker, approver in ((cast.registrar_a, cast.approver_a), (cast.registrar_b, approver_b)):
        row = sent(maker, cycle, share(98, 100))
        with scope(approver.actor) as actor:
            pin = Pin("numerator", "arithmetic", "โปรดตรวจสอบตัวเลขนี้อีกครั้ง")
            return_submission(actor=actor, uuid=row.uuid, version=row.version, pins=[pin])
        _of(maker, cycle)
    for university in (cast.university_a, cast.university_b):
        with scope(cast.secretary.actor) as actor:
            until = timezone.localdate() + dt.timedelta(days=90)
            extend(
                actor=actor, cycle=cycle, institution=university, until=until, reason="ระบบขัดข้อง"
            )
    _ask(cast.registrar_a, cast.registrar_b)
    _ask(cast.registrar_b, cast.registrar_a)
    with system_scope("tests fill the outbox cursor"):
        EventCursor.objects.get_or_create(name="filled")


def _of(person: Person, cycle: Cycle) -> None:
    mine = {"institution_id": person.actor.institution_id}
    with scope(person.actor) as actor:
        subject = uuid4()
        counted = Counted(subject, cycle.period_code, "right")
        observe(**mine, measure=Measure.RESULTS, subjects=[subject], counted=[counted])
        FedCounts.objects.create(
            **mine, indicator=cycle.indicator, bucket=cycle.period_code, version=1, counts={}
        )
        FrozenFigure.objects.create(
            **mine,
            network_id=cycle.network_id,
            cycle=cycle,
            source=Source.DERIVED,
            counts={},
            as_of=timezone.now(),
        )
        drawn = AuditRound.objects.create(
            **mine,
            cycle=cycle,
            frame_size=2,
            frame_digest="0" * 64,
            seed="1" * 64,
            sample_size=1,
            fields=[],
        )
        AuditItem.objects.create(**mine, round=drawn, position=1, student_code="1")
        Sharing.objects.create(**mine, indicator=cycle.indicator)
        period = {
            name: getattr(cycle, name) for name in ("period_kind", "year_kind", "period_code")
        }
        Report.objects.create(**mine, **period, scope=Report.Scope.INSTITUTION, language="th")
        SurveyInvitation.objects.create(
            **mine,
            service=ServiceKind.COUNTER,
            token=uuid4().bytes * 2,
            expires_on=timezone.localdate(),
        )
        assert actor
    with system_scope("tests answer the survey"):
        SurveyResponse.objects.create(
            **mine, service=ServiceKind.COUNTER, bucket="2026-01", language="th", points={}
        )


def _ask(asker: Person, helper: Person) -> None:
    with scope(asker.actor):
        HelpRequest.objects.create(
            asker_id=asker.actor.institution_id,
            helper_id=helper.actor.institution_id,
            indicator=Indicator.objects.get(code="REG01"),
            message="ขอเรียนถามแนวปฏิบัติ",
        )
