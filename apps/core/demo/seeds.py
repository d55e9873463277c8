"""One way to derive a random stream from a seed, so that every invented value can be made again."""

import hashlib
from random import Random


def stream(*parts: object) -> Random:
    """A generator that depends on nothing but `parts`; the same parts give the same stream."""
    return Random(_label(parts))  # noqa: S311 - invented demo data, nothing secret


def number_below(limit: int, *parts: object) -> int:
    """A number 0 ≤ n < `limit`, spread evenly over different parts."""
    digest = hashlib.sha256(_label(parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") % limit


def _label(parts: tuple[object, ...]) -> str:
    return "|".join(map(str, parts))
