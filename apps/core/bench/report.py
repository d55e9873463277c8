"""What was measured, as one table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """The portal's seconds beside those of a bare tool for the same work.

    `limit` is what the ratio portal / bare tool may be at most; None where nothing is promised.
    """

    what: str
    seconds: float
    beside: str
    beside_seconds: float
    limit: float | None = None

    @property
    def ratio(self) -> float:
        return self.seconds / self.beside_seconds

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return "-"
        return "met" if self.ratio <= self.limit else "MISSED"


HEADINGS = ("what", "measured", "beside", "takes", "ratio", "wanted", "")


def table(comparisons: Sequence[Comparison]) -> str:
    """One line for each comparison, columns of equal width."""
    lines = [HEADINGS, *map(_cells, comparisons)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(one: Comparison) -> tuple[str, ...]:
    wanted = "" if one.limit is None else f"<= {one.limit:.2g}"
    return (
        one.what, duration(one.seconds), one.beside, duration(one.beside_seconds),
        f"{one.ratio:.2f}", wanted, one.verdict,
    )  # fmt: skip


def duration(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
