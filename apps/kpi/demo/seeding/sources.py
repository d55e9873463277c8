"""What the universities' systems sent, and what was frozen when the cycles were locked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from apps.core.demo.seeds import stream
from apps.institutions.scope import scope
from apps.kpi.choices import Source
from apps.kpi.demo.audits import AUDITED
from apps.kpi.demo.processes import drawn, share
from apps.kpi.demo.seeding.drafting import FED, Draft
from apps.kpi.demo.seeding.rows import insert
from apps.kpi.demo.seeding.staff import NETWORK, Staff
from apps.kpi.models import FrozenFigure
from apps.kpi.services.feeding import feed_counts

SYSTEM = "ระบบทะเบียนนักศึกษา"
FEEDING = (*FED, "tu")
MISREAD = 310
"""Requests past their day that the system of one university still counts as in time."""
SEEN_YEARS, SEEN_PART = 3, 0.004
"""The portal has seen a small part of the last years: courses elsewhere and its own requests."""


def write_sources(staff: Staff, made: Sequence[Draft], *, seed: int) -> None:
    for slug in sorted({one.slug for one in made}):
        mine = [one for one in made if one.slug == slug]
        system = replace(staff.registrar(slug), user_id=None, label=SYSTEM)
        with scope(system):
            if slug in FEEDING:
                for one in mine:
                    if one.planned.is_open and one.planned.indicator in ("REG01", "REG02"):
                        feed_counts(
                            actor=system,
                            indicator=one.submission.cycle.indicator,
                            rows={one.planned.period.code: _fed(one)},
                            reference=f"{slug.upper()}-{one.planned.period.code}",
                        )
            insert([frozen for one in mine for frozen in _frozen(one, staff, seed)])


def _fed(one: Draft) -> dict[str, int]:
    counts: dict[str, int] = dict(one.submission.counts)
    if one.slug == "tu" and one.planned.indicator == "REG02":
        return share(sum(counts.values()), counts["bad"] - MISREAD)
    return counts


def _frozen(one: Draft, staff: Staff, seed: int) -> list[FrozenFigure]:
    locked_at = one.submission.cycle.locked_at
    if locked_at is None:
        return []
    found: dict[Source, Mapping[str, int]] = {}
    if derived := _seen(one, seed):
        found[Source.DERIVED] = derived
    if one.submission.basis == Source.FED:
        found[Source.FED] = one.submission.counts
    return [
        FrozenFigure(
            institution_id=one.submission.institution_id,
            network=staff.institutions[NETWORK],
            cycle=one.submission.cycle,
            source=source,
            counts=dict(counts),
            as_of=locked_at,
        )
        for source, counts in found.items()
    ]


def _seen(one: Draft, seed: int) -> Mapping[str, int]:
    """Counts of the portal's own records; none where it had none."""
    indicator, age = one.planned.indicator, one.planned.age
    if one.slug == AUDITED and indicator == "REG04" and age == 1:
        counts: dict[str, int] = one.submission.counts
        return counts
    terms = {"REG01": SEEN_YEARS * 3, "REG02": SEEN_YEARS}.get(indicator, 0)
    if age > terms:
        return {}
    rng = stream("seen", seed, one.slug, *one.planned.key)
    n = round((one.submission.n or 0) * SEEN_PART)
    value = float(one.submission.value or 0) / 100
    return share(n, drawn(n, 1 - value, rng, 1.4)) if n else {}
