"""Lines that leave the picture above or below."""

from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]


def clipped(points: Sequence[Point], top: float, bottom: float) -> list[tuple[Point, ...]]:
    """The pieces of a line that lie between y = `top` and y = `bottom` (top < bottom)."""
    pieces: list[list[Point]] = []
    for start, end in pairwise(points):
        piece = _between(start, end, top, bottom)
        if piece is None:
            continue
        if pieces and pieces[-1][-1] == piece[0]:
            pieces[-1].append(piece[1])
        else:
            pieces.append(list(piece))
    return [tuple(piece) for piece in pieces]


def _between(start: Point, end: Point, top: float, bottom: float) -> tuple[Point, Point] | None:
    """The part of one stretch, None where it lies outside."""
    if max(start[1], end[1]) < top or min(start[1], end[1]) > bottom:
        return None
    return _held(start, end, top, bottom), _held(end, start, top, bottom)


def _held(point: Point, other: Point, top: float, bottom: float) -> Point:
    """`point`, or where the stretch to `other` crosses the edge that it lies beyond."""
    edge = min(max(point[1], top), bottom)
    if edge == point[1]:
        return point
    share = (edge - point[1]) / (other[1] - point[1])
    return point[0] + share * (other[0] - point[0]), edge
