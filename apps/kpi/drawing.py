"""Drawing a sample of the register that anybody can repeat, and how large it should be.

Each code is hashed together with the seed, and the codes with the smallest digests are the sample:
every code has the same chance whatever its place in the file (simple random sampling without
replacement by random numbers that belong to the units; A. B. Sunter, Applied Statistics 26 (1977),
261–268). Who has the file and the seed gets the same sample.
"""

import hashlib
import heapq
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from apps.kpi.audit_errors import SampleSizeError
from apps.kpi.intervals import exact_interval

LEAST_SAMPLE = 30
MOST_SAMPLE = 2_000
OFFERED = (30, 60, 100, 150, 200, 300, 400)
EXPECTED = Decimal("0.97")
"""Share of right records for which the width of an interval is foretold."""
_SEED_BYTES = 32


def new_seed() -> str:
    """64 hexadecimal digits that nobody can foretell."""
    return secrets.token_hex(_SEED_BYTES)


def frame_digest(codes: Collection[str]) -> str:
    """SHA-256 of the different codes in their order, one on a line; 64 hexadecimal digits."""
    return hashlib.sha256("\n".join(sorted(set(codes))).encode()).hexdigest()


def draw(codes: Collection[str], size: int, seed: str) -> list[str]:
    """Return `size` different codes in the order in which they were drawn.

    A smaller sample is the beginning of a larger one. Raises SampleSizeError where there are not
    so many codes.
    """
    frame = set(codes)
    if not 0 < size <= len(frame):
        raise SampleSizeError(1, len(frame))
    begun = hashlib.sha256(seed.encode())

    def place(code: str) -> bytes:
        whole = begun.copy()
        whole.update(code.encode())
        return whole.digest()

    return heapq.nsmallest(size, frame, key=place)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A size of the sample. half_width: points of percent that its 95 % interval reaches to each
    side, on average, where EXPECTED of the records are right.
    """

    size: int
    half_width: Decimal


def sizes_allowed(frame: int) -> tuple[int, int]:
    """The smallest and the largest sample of a register of so many records."""
    return min(LEAST_SAMPLE, frame), min(MOST_SAMPLE, frame)


def proposals(frame: int) -> tuple[Proposal, ...]:
    """Sizes to choose from, the smallest first; the whole register where it is small."""
    sizes = [size for size in OFFERED if size < frame]
    if frame <= OFFERED[-1]:
        sizes.append(frame)
    return tuple(Proposal(size, half_width(size, frame)) for size in sizes)


def half_width(size: int, frame: int) -> Decimal:
    """Points of percent, unrounded; 0 where every record is drawn."""
    interval = exact_interval(round(size * EXPECTED), size, frame)
    if interval is None:
        return Decimal(50)
    return (interval.upper - interval.lower) / 2
