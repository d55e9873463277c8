"""From outcomes of records to outcomes of a formula, as a definition groups them."""

from collections import Counter
from collections.abc import Mapping

OPEN, OVERDUE = "open", "overdue"


def grouped(counts: Mapping[str, int], grouping: Mapping[str, str]) -> dict[str, int]:
    """{"in_time": 90, "late": 8, "open": 2} → {"good": 90, "bad": 8}: what is not named does not
    count. An empty grouping leaves the outcomes as they are ("1" … "5").
    """
    if not grouping:
        return dict(counts)
    sums: Counter[str] = Counter()
    for outcome, count in counts.items():
        if outcome in grouping:
            sums[grouping[outcome]] += count
    return dict(sums)


def settled(counts: Mapping[str, int], not_due: int) -> dict[str, int]:
    """Open records whose day has passed become "overdue"; the other `not_due` stay "open"."""
    open_ones = counts.get(OPEN, 0)
    rest = {outcome: count for outcome, count in counts.items() if outcome != OPEN}
    if open_ones - not_due:
        rest[OVERDUE] = open_ones - not_due
    return rest | ({OPEN: not_due} if not_due else {})
