"""Thai that can be searched and copied out of a finished PDF.

WeasyPrint (70) notes for each glyph the text of the first cluster that it met it in. The shaper
splits ำ into two glyphs and moves a tone mark between them, so after the first "น้ำ" of a paper
every า would read "้ำ", and tone marks nothing at all: the page looks right and its text is wrong.
Two repairs, both in the PDF's own terms:

* a glyph's text is taken from its name in the font (`uni0E49.low` is U+0E49, as the Adobe Glyph
  List has it), not from the cluster that it stood in;
* a syllable's consonant and marks are tagged with the text that they stand for (`/ActualText`,
  ISO 32000-1, 14.9.4) where the glyphs alone mislead a reader: with ำ, where the font draws the
  tone mark before the vowel (กุ่), and where a mark is moved aside for a tall consonant (ฝ่าย),
  which readers take for a space between words.
"""

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from apps.documents.font_subset import share_subset

THAI_GLYPH = re.compile(r"uni((?:0E[0-9A-F]{2})+)(?:\.|$)")
SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
TONES = "\u0e48\u0e49\u0e4a\u0e4b"
SILENCERS = "\u0e4c\u0e4e"
MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
MARKS = re.compile(f"{MARK}{{2,}}")
SYLLABLE = re.compile(f"[\u0e01-\u0e2e](?:{MARK}*{SARA_AM.pattern}|{MARK}*)|.", re.DOTALL)
NOTICEABLE_SHIFT = 30  # thousandths of an em; readers see a space from about 100 on
FONT = re.compile(rb"/(\S+) \S+ Tf$")
PIECE = re.compile(rb"<([0-9a-f]*)>|([^<]+)")

Piece = tuple[bytes, str]  # as written in the stream, and the text of its glyph or ''
Runs = dict[tuple[bytes, ...], list[bytes]]  # operators as laid out → as they are to be written


@lru_cache(maxsize=16)
def _thai_of(file_content: bytes) -> dict[int, str]:
    """Glyph index → Thai text, for the glyphs that say so by their names."""
    found = {}
    for index, name in enumerate(TTFont(io.BytesIO(file_content), lazy=True).getGlyphOrder()):
        if named := THAI_GLYPH.match(name):
            found[index] = bytes.fromhex(named[1]).decode("utf-16-be")
    return found


class _GlyphTexts(dict[int, str]):
    """What WeasyPrint writes into as it draws; Thai glyphs keep the text of their names."""

    def __init__(self, thai: dict[int, str]) -> None:
        super().__init__()
        self.thai = thai

    def __setitem__(self, glyph: int, text: str) -> None:
        super().__setitem__(glyph, self.thai.get(glyph, text))


class DocumentFonts(dict[Any, Any]):
    """Stands in for `Document.fonts`: every font that is added gets a truthful glyph table, and
    shares its file with other papers.
    """

    def __setitem__(self, key: Any, font: Any) -> None:
        share_subset(font)
        font.to_unicode = _GlyphTexts(_thai_of(font.file_content))
        super().__setitem__(key, font)

    def lacks_thai(self) -> bool:
        missing = (point for font in self.values() for point in font.missing)
        return any(0x0E01 <= point <= 0x0E5B for point in missing)


def mark_syllables(document: Any, pdf: Any, known: dict[bytes, Runs] | None = None) -> None:
    """A finisher of `Document.write_pdf`: walks the pages' operators before they are written.

    `known`: what was found for each font (by its name in the file), kept by the caller for papers
    that are laid out together: most of their lines are the same.
    """
    known = {} if known is None else known
    thai = {font.hash.encode(): font.to_unicode.thai for font in document.fonts.values()}
    for stream in pdf.objects:
        operators = getattr(stream, "stream", None)
        if isinstance(operators, list) and b"BT" in operators:
            stream.stream = list(_marked(operators, thai, known))


def _marked(
    operators: list[Any], thai: dict[bytes, dict[int, str]], known: dict[bytes, Runs]
) -> Iterator[Any]:
    run: list[Any] = []
    glyphs: dict[int, str] = {}
    runs: Runs = {}
    for operator in operators:
        if isinstance(operator, bytes) and operator.endswith((b"] TJ", b" Ts")):
            run.append(operator)
            continue
        if run:
            found = runs.get(tuple(run))
            if found is None:
                found = runs[tuple(run)] = _marked_run(run, glyphs)
            yield from found
            run = []
        if isinstance(operator, bytes) and (font := FONT.match(operator)):
            glyphs, runs = thai.get(font[1], {}), known.setdefault(font[1], {})
        yield operator


def _marked_run(run: list[bytes], glyphs: dict[int, str]) -> list[bytes]:
    """The same operators with misleading syllables tagged; untouched where there is none."""
    pieces = [piece for operator in run for piece in _pieces(operator, glyphs)]
    text = "".join(text for _, text in pieces)
    spans = dict(_misleading(text, _shifted(pieces)))
    return _rewritten(pieces, text, spans) if spans else run


def _misleading(text: str, shifted: set[int]) -> Iterator[tuple[int, int]]:
    """(start, end) of what is to be tagged. Readers measure the space from the last glyph of a
    tagged text, so that one must stand where it belongs: the next syllable is taken along.
    """
    start = -1
    for found in SYLLABLE.finditer(text):
        inside = shifted.intersection(range(found.start() + 1, found.end()))
        if start < 0 and not inside and _spoken(found[0]) == found[0]:
            continue
        start = found.start() if start < 0 else start
        if found.end() - 1 not in inside or found.end() == len(text):
            yield start, found.end()
            start = -1


def _spoken(glyphs: str) -> str:
    """What the glyphs say, in the order in which it is written: vowel, then tone mark."""
    joined = SARA_AM.sub("\\1\u0e33", glyphs)
    return MARKS.sub(lambda marks: "".join(sorted(marks[0], key=_place)), joined)


def _place(mark: str) -> int:
    return 1 if mark in TONES else 2 if mark in SILENCERS else 0


def _shifted(pieces: list[Piece]) -> set[int]:
    """Places in the text whose glyph was moved from where the one before it ends."""
    places, at = set(), 0
    for operator, text in pieces:
        if not text and _is_array(operator) and _moves(operator):
            places.add(at)
        at += len(text)
    return places


def _moves(operator: bytes) -> bool:
    return any(abs(float(number)) > NOTICEABLE_SHIFT for number in operator[1:-4].split())


def _pieces(operator: bytes, glyphs: dict[int, str]) -> Iterator[Piece]:
    if not operator.endswith(b"] TJ"):
        yield operator, ""
        return
    for found in PIECE.finditer(operator[1:-4]):
        if found[1] is None:
            yield b"[" + found[2] + b"] TJ", ""
            continue
        for at in range(0, len(found[1]), 4):
            glyph = found[1][at : at + 4]
            yield b"[<" + glyph + b">] TJ", glyphs.get(int(glyph, 16), "\ufffd")


def _rewritten(pieces: list[Piece], whole: str, spans: dict[int, int]) -> list[bytes]:
    written: list[bytes] = []
    at, end = 0, -1
    for operator, text in pieces:
        if text and at in spans:
            end = spans[at]
            said = _spoken(whole[at:end]).encode("utf-16-be").hex().encode()
            written.append(b"/Span <</ActualText <feff" + said + b">>> BDC")
        if written and _is_array(operator) and _is_array(written[-1]):
            written[-1] = written[-1][:-4] + b" " + operator[1:]
        else:
            written.append(operator)
        at += len(text)
        if text and 0 <= end <= at:
            written.append(b"EMC")
            end = -1
    return written


def _is_array(operator: bytes) -> bool:
    return operator.startswith(b"[")
