"""One subset of each font for all papers: the letters that Thai offices write with.

WeasyPrint cuts every font down to the glyphs of each paper. The Thai and Latin letters of a font of
papers take 15 KB, so that they are cut out once and used again; a paper with any other glyph gets a
subset of its own. Which letters a paper uses is then not to be seen in its fonts, and one paper's
font does not depend on the papers before it.
"""

import io
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

THAI = range(0x0E01, 0x0E5C)
LATIN = range(0x20, 0x7F)
SIGNS = (0xA0, 0xB7, 0x2010, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026)
THAI_FORMS = "uni0E"  # forms of Thai letters that have no code of their own: uni0E49.low

_files: dict[tuple[bytes, bool], bytes] = {}


def share_subset(font: Any) -> None:
    """Have WeasyPrint's `font` take the shared file instead of cutting one out, where it can."""
    cut, whole = font.clean, font.file_content

    def clean(used: dict[int, str], hinting: bool) -> None:
        if used and not font.missing and office_glyphs(whole).issuperset(used):
            font.file_content = _shared(whole, hinting, cut, font)
        else:
            cut(used, hinting)

    font.clean = clean


def _shared(whole: bytes, hinting: bool, cut: Callable[..., None], font: Any) -> bytes:
    kept = _files.get((whole, hinting))
    if kept is None:
        cut(dict.fromkeys(office_glyphs(whole), ""), hinting)
        kept = _files[whole, hinting] = font.file_content
    return kept


@lru_cache(maxsize=16)
def office_glyphs(file_content: bytes) -> frozenset[int]:
    """Indexes of the letters' glyphs in a font file; every composed form of a Thai one included."""
    font = TTFont(io.BytesIO(file_content), lazy=True)
    named = font.getBestCmap()
    letters = {named[point] for point in (*LATIN, *THAI, *SIGNS) if point in named}
    return frozenset(
        index
        for index, name in enumerate(font.getGlyphOrder())
        if name in letters or name.startswith(THAI_FORMS)
    )
