"""The finished sample audit of last year and the running one, with what they count."""

import datetime as dt
from collections.abc import Sequence
from uuid import uuid4

from django.utils import timezone

from apps.institutions.actor import Role
from apps.institutions.scope import scope
from apps.kpi.choices import Measure
from apps.kpi.demo.audits import (
    AUDITED,
    RUNNING_SAMPLE,
    PlannedCheck,
    finished_checks,
    finished_days,
    finished_sample,
    register_codes,
    running_checks,
)
from apps.kpi.demo.calendar import PlannedCycle, moment
from apps.kpi.demo.seeding.cycles import Cycles
from apps.kpi.demo.seeding.rows import insert
from apps.kpi.demo.seeding.staff import Staff
from apps.kpi.demo.seeding.survey import count
from apps.kpi.demo.universities import UNIVERSITIES
from apps.kpi.drawing import draw, frame_digest
from apps.kpi.models import AuditItem, AuditRound, Cycle

BUDDHIST = 543
STUDY_YEARS = 5
ONE_DAY = dt.timedelta(days=1)


def write_audits(
    staff: Staff, planned: Sequence[PlannedCycle], cycles: Cycles, *, seed: int
) -> None:
    """Drawn by the registrar, checked by the approver: never the same person."""
    by_age = {one.age: one for one in planned if one.indicator == "REG04"}
    finished, running = by_age[1], by_age[0]
    drawn_on, closed_on = finished_days(finished.due_on)
    today = timezone.localdate()
    with scope(staff.registrar(AUDITED)) as actor:
        done, sample = _draw(staff, cycles[finished.key], finished_sample(), drawn_on)
        done.closed_at = moment(closed_on, 400)
        done.closed_name = staff.officer(AUDITED, Role.REGISTRAR_APPROVER).name
        done.save(update_fields=["closed_at", "closed_name"])
        items = _items(staff, done, sample, finished_checks(sample, seed=seed), closed_on)
        going, sample = _draw(staff, cycles[running.key], RUNNING_SAMPLE, today - 5 * ONE_DAY)
        items += _items(staff, going, sample, running_checks(sample, seed=seed), today - ONE_DAY)
        insert(items)
    count(actor, Measure.REGISTER, [item.uuid for item in items if item.outcome])


def _draw(staff: Staff, cycle: Cycle, size: int, on: dt.date) -> tuple[AuditRound, list[str]]:
    by = staff.officer(AUDITED, Role.REGISTRAR)
    oldest = int(cycle.period_code) + BUDDHIST - STUDY_YEARS + 1
    codes = register_codes(oldest, UNIVERSITIES[AUDITED].register)
    digest = frame_digest(codes)
    seed = digest[::-1]
    insert(
        [
            AuditRound(
                created_at=moment(on, 45),
                institution=staff.institutions[AUDITED],
                cycle=cycle,
                frame_size=len(codes),
                frame_digest=digest,
                seed=seed,
                sample_size=size,
                fields=cycle.definition.audited_fields,
                drawn_key=by.key,
                drawn_name=by.name,
                drawn_post=by.post,
            )
        ]
    )
    return AuditRound.objects.get(cycle=cycle, dropped_at=None), draw(codes, size, seed)


def _items(
    staff: Staff,
    audit: AuditRound,
    sample: Sequence[str],
    checks: Sequence[PlannedCheck],
    on: dt.date,
) -> list[AuditItem]:
    """Every record that was drawn, with what was found of those that were checked."""
    found = {check.code: check for check in checks}
    return [
        _item(staff, audit, place, code, found.get(code), on)
        for place, code in enumerate(sample, 1)
    ]


def _item(
    staff: Staff,
    audit: AuditRound,
    place: int,
    code: str,
    check: PlannedCheck | None,
    on: dt.date,
) -> AuditItem:
    item = AuditItem(
        uuid=uuid4(),
        created_at=audit.created_at,
        institution_id=audit.institution_id,
        round=audit,
        position=place,
        student_code=code,
        drawn_key=audit.drawn_key,
    )
    if check is not None:
        by = staff.officer(AUDITED, Role.REGISTRAR_APPROVER)
        item.outcome = "bad" if check.field else "good"
        item.wrong = [check.field] if check.field else []
        item.note = check.note
        item.checked_key, item.checked_name, item.checked_post = by.key, by.name, by.post
        item.checked_at = moment(on, place % 400)
    return item
