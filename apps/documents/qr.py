"""The square code on a paper, as inline SVG: sharp at any size, and nothing to fetch."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET_ZONE = 4  # modules of white on each side (ISO/IEC 18004)


def qr_svg(content: str, *, title: str) -> SafeString:
    """SVG of `content` at error level M; `title` is what a screen reader says in its place.

    Dark runs become one path of horizontal strokes, a fraction of the size of one square a module.
    """
    code = segno.make(content, error="m", micro=False)
    side = code.symbol_size(border=QUIET_ZONE)[0]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {0} {0}" role="img">'
        '<title>{1}</title><path fill="none" stroke="#000" stroke-width="1.02" d="{2}"/></svg>',
        side,
        title,
        _strokes(code.matrix),
    )


def _strokes(matrix: tuple[bytearray, ...]) -> str:
    drawn: list[str] = []
    for y, line in enumerate(matrix):
        x = 0
        while x < len(line):
            start = x
            while x < len(line) and line[x]:
                x += 1
            if x > start:
                drawn.append(f"M{start + QUIET_ZONE} {y + QUIET_ZONE}.5h{x - start}")
            x += 1
    return "".join(drawn)
