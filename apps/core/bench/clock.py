"""Taking the time of work that may be done several times."""

from collections.abc import Callable
from time import perf_counter


def seconds_of(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def side_by_side(
    first: Callable[[], object], second: Callable[[], object], times: int
) -> tuple[float, float]:
    """The shortest time of each, taken in turns, so that a busy moment does not hit one alone."""
    taken = [(seconds_of(first), seconds_of(second)) for _ in range(times)]
    return min(one for one, _ in taken), min(two for _, two in taken)
