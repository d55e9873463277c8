"""How far registers reach: counts, without persons; every institution of the network may read."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from apps.qualifications.choices import Standing
from apps.qualifications.models import Check, RegisterCoverage, RegisterLoad
from apps.qualifications.selectors.answering import draft_rows

Coverage = dict[str, Any]
"""`complete`: the register of that year and level is whole; `conferrals`: entries; `as_of`: ISO."""


def coverage_list(holder_id: int) -> list[RegisterCoverage]:
    """Years newest first; within a year by campus and level."""
    rows = RegisterCoverage.objects.filter(holder_id=holder_id)
    return list(rows.order_by("-academic_year", "campus", "level"))


def no_longer_complete(load: RegisterLoad) -> list[RegisterCoverage]:
    """Years that are called complete, to which a load in review adds degrees that were missing."""
    if load.complete:
        return []
    known = RegisterCoverage.objects.filter(holder_id=load.holder_id, complete=True)
    groups = draft_rows(load, "added").filter(standing=Standing.CONFERRED).order_by()
    added = set(groups.values_list("academic_year", "campus", "level").distinct())
    rows = known.order_by("-academic_year", "campus", "level") if added else []
    return [row for row in rows if (row.academic_year, row.campus, row.level) in added]


def coverage_for(checks: Sequence[Check]) -> dict[UUID, Coverage]:
    """What each holder's register holds of the year and level that a check is about; one query."""
    found: dict[int, list[RegisterCoverage]] = defaultdict(list)
    holders = {check.holder_id for check in checks}
    for row in RegisterCoverage.objects.filter(holder_id__in=holders):
        found[row.holder_id].append(row)
    return {check.uuid: _of(check, found[check.holder_id]) for check in checks}


def _of(check: Check, rows: Sequence[RegisterCoverage]) -> Coverage:
    if check.academic_year is None:
        return {}
    meant = [
        row
        for row in rows
        if row.academic_year == check.academic_year and check.level in ("", row.level)
    ]
    if not meant:
        return {"academic_year": check.academic_year, "conferrals": 0, "complete": False}
    return {
        "academic_year": check.academic_year,
        "conferrals": sum(row.conferrals for row in meant),
        "complete": all(row.complete for row in meant),
        "as_of": max(row.as_of for row in meant).isoformat(),
    }
