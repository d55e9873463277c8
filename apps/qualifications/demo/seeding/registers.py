"""Registers filled year by year, corrected since, and what waits for approval."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from apps.core.demo.seeds import stream
from apps.core.thai.text import search_key
from apps.courses.demo.seeding.clock import at
from apps.courses.demo.seeding.staff import Staff
from apps.institutions.scope import scope, system_scope
from apps.qualifications.choices import CorrectionReason
from apps.qualifications.demo.days import (
    CORRECTED_ON,
    LATEST_LOADED_ON,
    LOADED_ON,
    PROMISED_ON,
    moment_before,
    on,
)
from apps.qualifications.demo.faults import REGISTER_FAULTS
from apps.qualifications.demo.files import csv_file, register_grid, workbook
from apps.qualifications.demo.graduates import YEARS, graduate, graduates_of
from apps.qualifications.demo.registers import (
    DUBIOUS,
    DUBIOUS_SOURCE,
    PlannedRegister,
)
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.models import (
    Conferral,
    ConferralStatus,
    DubiousInstitution,
    RegisterLoad,
)
from apps.qualifications.rows import row_of
from apps.qualifications.services.accepting import accept_load
from apps.qualifications.services.holding import place_hold
from apps.qualifications.services.loading import read_load, upload_register
from apps.qualifications.services.promising import promise
from apps.qualifications.services.register import bring_correction, bring_rows, bring_withdrawal

REVIEWED_AFTER = dt.timedelta(days=1, hours=2)
_STEP = dt.timedelta(days=2)
LATE_GRADUATES = 24
_LATE_NUMBERS = 330
_RENAMED = "มีผู้ยื่นคำร้องขอแก้ไขชื่อสกุลพร้อมหลักฐาน"
_MISTYPED = "บันทึกเกรดเฉลี่ยผิดจากใบแสดงผลการศึกษา"
_REVOKED = "สภามหาวิทยาลัยมีมติเพิกถอนปริญญา"
_HELD = "เจ้าของข้อมูลยื่นคำขอไว้ที่สำนักทะเบียน"


def quiet(_done: int, _total: int, _note: str) -> None:
    """No worker waits for a sign of life."""


def list_dubious(today: dt.date) -> None:
    """Reference data of the secretariat."""
    with system_scope("the demo's list of dubious institutions"):
        DubiousInstitution.objects.bulk_create(
            [
                DubiousInstitution(
                    name=name, name_key=search_key(name), source=DUBIOUS_SOURCE, listed_on=today
                )
                for name in DUBIOUS
            ],
            ignore_conflicts=True,
        )


def fill_register(staff: Staff, slug: str, plan: PlannedRegister, seed: int) -> None:
    """Promise, years, corrections and withdrawals of one university."""
    with at(on(PROMISED_ON)), scope(staff.approver(slug)) as actor:
        promise(actor=actor, working_days=plan.promises, valid_from=PROMISED_ON)
    for place, year in enumerate(plan.years):
        latest = year == YEARS[-1]
        moment = on(LATEST_LOADED_ON if latest else LOADED_ON + place * _STEP)
        with at(moment):
            load = _bring(staff, slug, plan, year, seed)
        with at(moment + REVIEWED_AFTER):
            accept(staff, slug, load)
    _correct(staff, slug, plan, seed)


def _bring(staff: Staff, slug: str, plan: PlannedRegister, year: int, seed: int) -> RegisterLoad:
    rows, whole = graduates_of(slug, year, seed), year in plan.whole
    if plan.way == "api":
        with scope(staff.registrar(slug)) as actor:
            return bring_rows(actor=actor, rows=rows, complete=whole, note=f"{year + 543}")
    name = f"ทะเบียนผู้สำเร็จการศึกษา {year + 543}"
    grid = register_grid(rows)
    csv = plan.way == "csv"
    content = csv_file(grid) if csv else workbook(grid, title=name, sheet_name=f"{year + 543}")
    return upload(staff, slug, content, f"{name}.{plan.way}", academic_year=year, complete=whole)


def upload(
    staff: Staff,
    slug: str,
    content: bytes,
    filename: str,
    *,
    academic_year: int | None,
    complete: bool = False,
) -> RegisterLoad:
    """Handed in and read at once: the worker that would do it is not running yet."""
    with scope(staff.registrar(slug)) as actor:
        load = upload_register(
            actor=actor,
            content=content,
            filename=filename,
            academic_year=academic_year,
            complete=complete,
        )
        read_load(actor=actor, uuid=load.uuid, progress=quiet)
        return RegisterLoad.objects.get(pk=load.pk)


def accept(staff: Staff, slug: str, load: RegisterLoad) -> None:
    with scope(staff.approver(slug)) as actor:
        accept_load(actor=actor, uuid=load.uuid, content_hash=bytes(load.content_hash or b"").hex())


def _correct(staff: Staff, slug: str, plan: PlannedRegister, seed: int) -> None:
    """Degrees of the oldest year, which no question of the story is about."""
    rows = [row for row in graduates_of(slug, YEARS[0], seed) if row.standing == "conferred"]
    moment = on(CORRECTED_ON)
    for place in range(plan.corrected + plan.withdrawn):
        with at(moment + dt.timedelta(days=place)):
            if place < plan.corrected:
                load = correction(staff, slug, rows[place], place)
            else:
                load = _withdrawal(staff, slug, rows[place])
        with at(moment + dt.timedelta(days=place) + REVIEWED_AFTER):
            accept(staff, slug, load)


def correction(staff: Staff, slug: str, row: DegreeRow, place: int) -> RegisterLoad:
    """A change of name for even places, a mistyped average for odd ones."""
    with scope(staff.registrar(slug)) as actor:
        entry = standing_entry(row)
        known = row_of(entry)
        if place % 2 == 0:
            other = stream("renamed", slug, place).choice(("เมธาวี", "รุ่งอรุณ", "ธาราสินธุ์"))
            new = replace(known, last_name=other, former_last_name=known.last_name)
            reason, note = CorrectionReason.NAME_CHANGE, _RENAMED
        else:
            lower = (known.gpax or Decimal(3)) - Decimal("0.04")
            new = replace(known, gpax=lower)
            reason, note = CorrectionReason.REGISTRY_ERROR, _MISTYPED
        return bring_correction(actor=actor, line=entry.line, row=new, reason=reason, note=note)


def _withdrawal(staff: Staff, slug: str, row: DegreeRow) -> RegisterLoad:
    with scope(staff.registrar(slug)) as actor:
        line = standing_entry(row).line
        return bring_withdrawal(
            actor=actor, line=line, reason=CorrectionReason.REVOKED, note=_REVOKED
        )


def standing_entry(row: DegreeRow) -> Conferral:
    """The degree in the register of whoever's scope is open."""
    return Conferral.objects.get(student_code=row.student_code, status=ConferralStatus.IN_FORCE)


def line_of(row: DegreeRow) -> UUID:
    return standing_entry(row).line


def withhold(staff: Staff, slug: str, rows: Sequence[DegreeRow]) -> None:
    """Holds at the wish of these persons, long before anybody asks."""
    with at(on(CORRECTED_ON)), scope(staff.approver(slug)) as actor:
        for row in rows:
            place_hold(actor=actor, line=line_of(row), note=_HELD)


def leave_waiting(
    staff: Staff, slug: str, plan: PlannedRegister, seed: int, today: dt.date
) -> None:
    """What nobody has approved yet: a correction, a file with findings."""
    rows = [row for row in graduates_of(slug, YEARS[1], seed) if row.standing == "conferred"]
    for place in range(plan.pending):
        with at(moment_before(today, 2, "pending", slug, place)):
            correction(staff, slug, rows[place], place)
    if plan.waiting:
        with at(moment_before(today, 1, "waiting", slug)):
            name = f"ผู้สำเร็จการศึกษาเพิ่มเติม {YEARS[-1] + 543}"
            grid = register_grid(late_graduates(slug, seed), REGISTER_FAULTS)
            content = workbook(grid, title=name, sheet_name="เพิ่มเติม")
            upload(staff, slug, content, f"{name}.xlsx", academic_year=YEARS[-1])


def late_graduates(slug: str, seed: int) -> list[DegreeRow]:
    """New ones; then one twice, and three of the register, of whom one has another average."""
    new = [
        graduate(slug, _LATE_NUMBERS + place, YEARS[-1], seed=seed)
        for place in range(LATE_GRADUATES)
    ]
    known = [row for row in graduates_of(slug, YEARS[-1], seed) if row.standing == "conferred"]
    other = replace(known[-1], gpax=Decimal("2.75"))
    twice = replace(new[-1], gpax=Decimal("3.01" if new[-1].gpax != Decimal("3.01") else "3.02"))
    return [*new, twice, *known[-3:-1], other]
