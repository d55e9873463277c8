"""Shapes of a picture in hundredths of it, and what they become: paths in drawing units.

Colours stand in the shapes themselves (`fill="…"`), for a paper's layout engine gives an inline
picture none of the document's style sheets, and the pages' content security policy forbids
`style="…"`, yet allows these.
"""

from dataclasses import dataclass
from typing import Literal

from apps.kpi.charts.frames import Frame

Shape = Literal["line", "area", "dot", "diamond", "triangle"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """How a mark is drawn. `size`: half the width of a dot, in drawing units."""

    fill: str = "none"
    stroke: str = "none"
    width: float = 0
    dash: str = ""
    size: float = 0


NAVY, AMBER, RED = "#12325b", "#9a5f0c", "#94211c"
GREY, SOFT, PALE, WASH, PAPER = "#5d6b7e", "#8a97a8", "#dfe5ed", "#e9eff7", "#ffffff"

INKS = {
    "grid": Ink(stroke=PALE, width=1),
    "axis": Ink(stroke=SOFT, width=1),
    "leader": Ink(stroke=SOFT, width=0.8),
    "own_line": Ink(stroke=NAVY, width=2.4),
    "own_dot": Ink(fill=NAVY, stroke=PAPER, width=1.2, size=4),
    "own": Ink(fill=NAVY, stroke=PAPER, width=1.6, size=7.5),
    "own_beyond": Ink(fill=NAVY, stroke=PAPER, width=1.6, size=9.5),
    "target": Ink(stroke=AMBER, width=1.6, dash="7 4"),
    "target_mark": Ink(fill=AMBER, size=6),
    "network_line": Ink(stroke=GREY, width=1.5, dash="2 3"),
    "median": Ink(stroke=GREY, width=2),
    "middle_half": Ink(fill=WASH, stroke="#b9c8dc", width=1),
    "other": Ink(fill="#a9b6c8", stroke=GREY, width=0.9, size=4.2),
    "beyond": Ink(fill=PAPER, stroke=RED, width=1.8, size=6.2),
    "centre": Ink(stroke=GREY, width=1.5),
    "limit_95": Ink(stroke=SOFT, width=1.2, dash="5 3"),
    "limit_998": Ink(stroke=GREY, width=1.2),
    "within_95": Ink(fill="#f1f5fa"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Points that are drawn alike: one line or area through them, or a sign at each."""

    ink: str
    shape: Shape
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One `<path>`."""

    name: str
    path: str
    ink: Ink


def drawn(mark: Mark, frame: Frame) -> Drawn:
    """Raises KeyError for an ink that there is not."""
    ink = INKS[mark.ink]
    points = [(x * frame.width / 100, y * frame.height / 100) for x, y in mark.points]
    if mark.shape in {"line", "area"}:
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        return Drawn(mark.ink, path + ("z" if mark.shape == "area" else ""), ink)
    return Drawn(mark.ink, "".join(_sign(mark.shape, x, y, ink.size) for x, y in points), ink)


def _sign(shape: Shape, x: float, y: float, size: float) -> str:
    if shape == "dot":
        half = f"a{size} {size} 0 1 0"
        return f"M{x - size:.1f} {y:.1f}{half} {2 * size:.1f} 0{half} {-2 * size:.1f} 0z"
    if shape == "diamond":
        steps = f"l{size} {size}l{-size} {size}l{-size} {-size}z"
        return f"M{x:.1f} {y - size:.1f}{steps}"
    return f"M{x:.1f} {y:.1f}l{size} {-1.4 * size:.1f}h{-2 * size}z"  # its tip is the value
