"""The persons and the file of a planned roster: what the school of the story really sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from apps.core.demo.seeds import stream
from apps.graduates.demo.faults import spoiled
from apps.graduates.demo.files import Changes, dmc_xlsx, por3_csv, por3_xlsx
from apps.graduates.demo.mess import Mess
from apps.graduates.demo.people import RosterRow, roster_rows
from apps.graduates.demo.revisions import corrected, finished_later
from apps.graduates.demo.story import FINDINGS_IN_REVIEW, PlannedRoster, closed_on, story

_TIDY_CSV = Mess(footers=True)
_OLD_CSV = Mess(title_rows=2, ids="dashed", footers=True, page_size=30)
_TITLED_WORKBOOK = Mess(title_rows=3, footers=True)


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A file as uploaded, the persons it means, and the faults put into it (row index → name)."""

    filename: str
    data: bytes
    rows: tuple[RosterRow, ...]
    faults: Mapping[int, str]


def planned_rows(plan: PlannedRoster, seed: int) -> list[RosterRow]:
    """The persons of one planned roster; equal plan and seed, equal rows.

    A second version corrects the first and adds one person; late graduates are those whom the
    school's latest `graduates` roster of that year had judged ไม่จบ.
    """
    rng = stream("version", seed, plan.name)
    if plan.kind == "late":
        return finished_later(
            planned_rows(_latest_graduates(plan), seed), rng, closed_on(plan.academic_year)
        )
    school, year = plan.school_code, plan.academic_year
    rows = roster_rows(school, year, plan.kind, plan.count, seed)
    for version in range(2, plan.version + 1):
        # A seed of its own gives the newcomer an ID outside the run of the first version.
        rows = corrected(rows, roster_rows(school, year, plan.kind, 1, seed + version), rng)
    return rows


def planned_file(plan: PlannedRoster, *, school_name: str, smis_code: str, seed: int) -> DemoFile:
    """The file of one planned roster, in the layout and the disorder that the story gives it."""
    rows = planned_rows(plan, seed)
    changes: Changes = {}
    faults: dict[int, str] = {}
    if plan.state == "in_review":
        changes, faults = spoiled(rows, FINDINGS_IN_REVIEW, stream("faults", seed, plan.name))
    data = _written(plan, rows, school_name, smis_code, changes)
    suffix = "csv" if plan.file_format.startswith("por3_csv") else "xlsx"
    return DemoFile(f"{plan.name}.{suffix}", data, tuple(rows), faults)


def _latest_graduates(late: PlannedRoster) -> PlannedRoster:
    found = [
        plan
        for plan in story()
        if (plan.school_code, plan.academic_year) == (late.school_code, late.academic_year)
        and plan.kind == "graduates"
    ]
    return max(found, key=lambda plan: plan.version)


def _written(
    plan: PlannedRoster,
    rows: list[RosterRow],
    school_name: str,
    smis_code: str,
    changes: Changes,
) -> bytes:
    year = plan.academic_year
    if plan.file_format == "dmc_xlsx":
        reported_at = datetime.combine(plan.received_on, time(9, 30))
        return dmc_xlsx(rows, smis_code=smis_code, school_name=school_name, reported_at=reported_at)
    if plan.file_format == "por3_xlsx":
        return por3_xlsx(
            rows,
            school_name=school_name,
            academic_year=year,
            mess=_TITLED_WORKBOOK,
            changes=changes,
        )
    old = plan.file_format == "por3_csv_cp874"
    return por3_csv(
        rows,
        school_name=school_name,
        academic_year=year,
        encoding="cp874" if old else "utf-8-sig",
        mess=_OLD_CSV if old else _TIDY_CSV,
        changes=changes,
    )
