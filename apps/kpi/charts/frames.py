"""The pictures' two shapes: a wide one for pages and papers, a narrow one for phones and columns.

Labels keep the size of text while a picture grows and shrinks with its column. Whether two labels
touch is therefore worked out for the smallest size at which a shape is used (`least`); charts.css
changes from one shape to the other at the same widths.
"""

from dataclasses import dataclass
from unicodedata import category

TEXT = 0.82  # rem, the size of a label in charts.css
LETTER = (
    0.6 * TEXT
)  # rem, a wide letter; Thai letters and figures of the portal's type are narrower
LINE = 1.3 * TEXT  # rem


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of `width` × `height` drawing units; `least`: the smallest width in rem.

    Everything is placed in hundredths of it: x from the left, y from the top, 0–100.
    """

    name: str
    width: int
    height: int
    least: float

    @property
    def line(self) -> float:
        """Height of a line of text, in hundredths of the picture's height."""
        return 100 * LINE / (self.least * self.height / self.width)

    def text_width(self, text: str) -> float:
        """In hundredths of the picture's width; marks above and below a letter take no room."""
        letters = sum(category(letter) != "Mn" for letter in text)
        return 100 * LETTER * letters / self.least

    def across(self, units: float) -> float:
        """Drawing units as hundredths of the width."""
        return 100 * units / self.width

    def down(self, units: float) -> float:
        """Drawing units as hundredths of the height."""
        return 100 * units / self.height


WIDE, NARROW = "wide", "narrow"
LEAST = {WIDE: 36.0, NARROW: 16.5}  # rem; the container query and the least width of charts.css


def frames(wide: tuple[int, int], narrow: tuple[int, int]) -> tuple[Frame, Frame]:
    return Frame(WIDE, *wide, LEAST[WIDE]), Frame(NARROW, *narrow, LEAST[NARROW])


@dataclass(frozen=True, slots=True)
class Plot:
    """The part of a frame between the axes, in hundredths of the frame."""

    left: float
    right: float
    top: float
    bottom: float
