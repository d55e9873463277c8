"""Checks of a figure before it is submitted: arithmetic, bounds, history, evidence, derived figure.

The numbers are checked as they are entered or sent, the rest once they are a figure.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from apps.kpi.distribution import median_of
from apps.kpi.findings import Finding
from apps.kpi.formulas import Figure, is_count, shown

LARGEST = 999_999_999
"""More records than a university has: a slip of the pen."""

FEWEST_VALUES = 12
UNUSUAL = Decimal("3.5")
"""Bound of the modified z-score: B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers,
1993. Below twelve values it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a definition allows.

    ``lowest`` and ``highest``: bounds of the value. ``change_limit``: points of change against the
    last period; ``records_limit``: percent of change in the number of records. None checks nothing.
    """

    lowest: Decimal = Decimal(0)
    highest: Decimal = Decimal(100)
    change_limit: Decimal | None = Decimal(10)
    records_limit: Decimal | None = Decimal(50)


def check_share(
    numerator: object, denominator: object, labels: Mapping[str, str | Promise]
) -> list[Finding]:
    """Check what was entered for a share, before it becomes a histogram.

    ``labels``: the fields "numerator" and "denominator" as the person sees them.
    """
    found = check_counts({"numerator": numerator, "denominator": denominator}, labels)
    if found or not (isinstance(numerator, int) and isinstance(denominator, int)):
        return found
    if numerator <= denominator:
        return []
    params = {"numerator": f"{numerator:,}", "denominator": f"{denominator:,}"}
    return [Finding("numerator_larger", "numerator", "stop", params)]


def check_counts(
    counts: Mapping[str, object], labels: Mapping[str, str | Promise]
) -> list[Finding]:
    """Check each number of a histogram that was entered or sent: whole, not negative, possible."""
    found: list[Finding] = []
    for name, count in counts.items():
        label = labels.get(name, name)
        if not is_count(count):
            found.append(Finding("not_whole", name, "stop", {"label": label}))
        elif isinstance(count, int) and count > LARGEST:
            params = {"label": label, "limit": f"{LARGEST:,}"}
            found.append(Finding("too_large", name, "stop", params))
    return found


def check_entered(counts: Mapping[str, object]) -> list[Finding]:
    """Nothing was entered; a histogram of noughts is something, and shown as no data."""
    return [] if counts else [Finding("not_entered", "value", "stop")]


def check_figure(figure: Figure, rules: Rules, past: Sequence[Figure]) -> list[Finding]:
    """Check a figure against the definition and the institution's own past, oldest period first."""
    found = _against_last(figure, rules, past[-1]) if past else []
    if figure.value is None:
        return [Finding("no_data", "denominator", "note"), *found]
    if not rules.lowest <= figure.value <= rules.highest:
        params = {
            "value": shown(figure.value),
            "lowest": shown(rules.lowest),
            "highest": shown(rules.highest),
        }
        found.insert(0, Finding("outside_bounds", "value", "reason", params))
    known = [one.value for one in past if one.value is not None]
    distance = modified_z(figure.value, known)
    if distance is not None and abs(distance) > UNUSUAL:
        params = {
            "value": shown(figure.value),
            "periods": str(len(known)),
            "median": shown(median_of(known)),
        }
        found.append(Finding("unusual", "value", "reason", params))
    return found


def check_evidence(
    required: Mapping[str, str | Promise], present: Collection[str]
) -> list[Finding]:
    """``required``: criterion's code → its text; ``present``: criteria that have a file."""
    return [
        Finding("evidence_missing", f"evidence:{code}", "reason", {"criterion": text})
        for code, text in required.items()
        if code not in present
    ]


def check_derived(figure: Figure, derived: Figure | None) -> list[Finding]:
    """Compare with what the portal saw itself.

    As many records, yet another value: one of the two is wrong. Otherwise the portal saw something
    else than the institution counts, which is no fault and is explained elsewhere.
    """
    if derived is None or derived.value is None or figure.value is None:
        return []
    if derived.value == figure.value:
        return []
    params = {
        "records": f"{figure.n:,}",
        "seen": f"{derived.n:,}",
        "derived": shown(derived.value),
        "value": shown(figure.value),
    }
    if derived.n == figure.n:
        return [Finding("differs_from_derived", "value", "reason", params)]
    return [Finding("derived_in_part", "value", "note", params)]


def modified_z(value: Decimal, values: Sequence[Decimal]) -> Decimal | None:
    """Return 0.6745·(value - median)/MAD; None for fewer than twelve values.

    Where half of the values are equal, MAD is 0 and the mean absolute deviation stands in
    (divided by 1.253314, as Iglewicz and Hoaglin's followers do); None where all are equal.
    """
    if len(values) < FEWEST_VALUES:
        return None
    centre = median_of(values)
    distances = [abs(one - centre) for one in values]
    if middle := median_of(distances):
        return Decimal("0.6745") * (value - centre) / middle
    mean = sum(distances, start=Decimal(0)) / len(distances)
    return (value - centre) / (Decimal("1.253314") * mean) if mean else None


def _against_last(figure: Figure, rules: Rules, last: Figure) -> list[Finding]:
    found: list[Finding] = []
    known = figure.value is not None and last.value is not None
    if known and rules.change_limit is not None and _points(figure, last) > rules.change_limit:
        params = {
            "before": shown(last.value),
            "value": shown(figure.value),
            "limit": shown(rules.change_limit),
        }
        found.append(Finding("change", "value", "reason", params))
    limit = rules.records_limit
    if limit is not None and last.n and abs(figure.n - last.n) * 100 > limit * last.n:
        params = {"before": f"{last.n:,}", "now": f"{figure.n:,}", "limit": shown(limit, 0)}
        found.append(Finding("denominator_change", "denominator", "reason", params))
    return found


def _points(figure: Figure, last: Figure) -> Decimal:
    return abs((figure.value or Decimal(0)) - (last.value or Decimal(0)))
