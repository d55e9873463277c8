"""Where the invented figures come from: seeded chance around a level for each university and year.

REG01 is the same process everywhere but for one university, so that its funnel shows what chance
alone does: the others lie within the limits of their size.
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from random import Random

from apps.core.demo.seeds import stream
from apps.kpi.demo.audits import AUDITED, WRONG
from apps.kpi.demo.calendar import TERMS, PlannedCycle
from apps.kpi.demo.universities import (
    IMPROVING,
    OPEN_UNIVERSITY,
    RECOVERED,
    SIGNAL,
    SMALL,
    UNIVERSITIES,
)

FAULTS, FAULTS_FELL = 0.0080, 0.00015
"""Share of results corrected for a counted reason in the newest term; more in each one before."""
SIGNAL_FAULTS, SIGNAL_TERMS = 0.0038, 6
SUMMER = 0.1
WIDEST = 1.4
"""Standard deviations from the expectation that a figure of mere chance may have in the story."""

IN_TIME: Mapping[str, Sequence[float]] = {
    "tu": (94.1, 95.6, 95.2, 94.0, 93.1),
    "bu": (95.6, 96.0, 96.3, 96.1, 96.4),
    "ku": (94.8, 95.1, 95.3, 95.0, 95.5),
    "kmitl": (92.2, 92.9, 93.4, 92.8, 93.0),
    IMPROVING: (71.4, 78.2, 84.9, 91.3, 96.2),
    "cmu": (96.4, 96.6, 96.9, 96.5, 97.0),
    RECOVERED: (95.9, 95.2, 82.4, 90.6, 95.8),
    OPEN_UNIVERSITY: (88.7, 89.9, 90.6, 91.2, 91.4),
    "psu": (94.5, 95.2, 94.9, 95.3, 95.1),
    SMALL: (96.8, 97.6, 96.5, 97.9, 97.4),
    SIGNAL: (94.6, 94.2, 94.8, 94.1, 94.5),
    "npu": (91.5, 92.0, 92.6, 92.1, 92.8),
}
"""REG02 of the five years, percent."""
SATISFACTION: Mapping[str, float] = {
    "tu": 4.31, "bu": 4.46, "ku": 4.38, "kmitl": 4.12, "kku": 4.29, "cmu": 4.44, "wu": 4.35,
    "ru": 4.05, "psu": 4.30, "nida": 4.52, "mfu": 4.41, "npu": 4.22,
}  # fmt: skip
"""Mean answer to the survey, of five."""
RIGHT: Mapping[str, float] = {
    "tu": 0.983, "bu": 0.978, "ku": 0.981, "kmitl": 0.971, "kku": 0.984, "cmu": 0.988,
    "wu": 0.976, "ru": 0.966, "psu": 0.979, "nida": 1.0, "mfu": 0.982, "npu": 0.972,
}  # fmt: skip
"""Share of the register's records with every field right."""
_LOW, _HIGH = (0.04, 0.10, 0.35, 0.34, 0.17), (0.003, 0.007, 0.04, 0.20, 0.75)


def counts_of(slug: str, cycle: PlannedCycle, *, seed: int) -> dict[str, int]:
    """Outcome of the formula → number, as the university declares it for the cycle."""
    rng = stream("figure", seed, slug, *cycle.key)
    return {"REG01": _results, "REG02": _papers, "REG03": _answers, "REG04": _audited}[
        cycle.indicator
    ](slug, cycle, rng)


def _results(slug: str, cycle: PlannedCycle, rng: Random) -> dict[str, int]:
    if slug == SMALL and cycle.age == 1:
        return share(900, 12)  # the lowest value of all, and nothing that chance would not do
    summer = cycle.period.code.endswith(f"T{TERMS}")
    n = _size(UNIVERSITIES[slug].results, rng) if slug != SMALL else 900
    n = round(n * SUMMER) if summer else n
    faults = FAULTS + FAULTS_FELL * cycle.age
    if slug == SIGNAL and cycle.age < SIGNAL_TERMS:
        faults += SIGNAL_FAULTS
    return share(n, drawn(n, faults, rng, WIDEST * (0.2 if slug == OPEN_UNIVERSITY else 1)))


def _papers(slug: str, cycle: PlannedCycle, rng: Random) -> dict[str, int]:
    n = _size(UNIVERSITIES[slug].papers, rng)
    return share(n, drawn(n, 1 - IN_TIME[slug][-1 - cycle.age] / 100, rng, WIDEST))


def _answers(slug: str, cycle: PlannedCycle, rng: Random) -> dict[str, int]:
    mean = SATISFACTION[slug] - 0.02 * cycle.age + rng.uniform(-0.03, 0.03)
    return answers(_size(UNIVERSITIES[slug].answers, rng), mean)


def _audited(slug: str, cycle: PlannedCycle, rng: Random) -> dict[str, int]:
    n = UNIVERSITIES[slug].sample
    if slug == AUDITED and cycle.age == 1:
        return share(n, len(WRONG))  # as its sample audit found
    return share(n, drawn(n, 1 - RIGHT[slug], rng, WIDEST))


def answers(n: int, mean: float) -> dict[str, int]:
    """`n` answers on the scale of five with about this mean, between 3.5 and 4.7."""
    low, high = (sum(k * part for k, part in enumerate(parts, 1)) for parts in (_LOW, _HIGH))
    part = (mean - low) / (high - low)
    counts = [round(n * ((1 - part) * a + part * b)) for a, b in zip(_LOW, _HIGH, strict=True)]
    return {str(point): max(count, 0) for point, count in enumerate(counts, 1)}


def share(n: int, bad: int) -> dict[str, int]:
    return {"good": n - bad, "bad": bad}


def drawn(n: int, probability: float, rng: Random, widest: float) -> int:
    """About as many of `n` as chance gives, at most `widest` standard deviations away."""
    away = max(-widest, min(widest, rng.gauss(0, 1)))
    expected = n * probability
    number = round(expected + away * sqrt(expected * (1 - probability)))
    return max(0, min(n, number))


def _size(usual: int, rng: Random) -> int:
    return round(usual * rng.uniform(0.97, 1.03))
