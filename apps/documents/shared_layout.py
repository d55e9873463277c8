"""What all papers of a process share: fonts and style sheets, read once."""

from functools import cache
from typing import Any

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration

from apps.documents.fetching import FONTS, TEMPLATES, OwnFilesOnly


def stylesheets(name: str) -> list[Any]:
    """Parsed style sheets for a paper with the style sheet `name` of templates/documents."""
    return [_font_faces(), _stylesheet(name)]


@cache
def font_configuration() -> Any:
    """One for each process: making it reads the fonts of the whole system."""
    return FontConfiguration()


@cache
def _stylesheet(name: str) -> Any:
    """Parsed once: parsing costs as much as laying out a page."""
    return CSS(
        filename=str(TEMPLATES / "documents" / name),
        font_config=font_configuration(),
        url_fetcher=OwnFilesOnly(),
    )


@cache
def element_styles() -> Any:
    """What HTML's elements are on a paper."""
    return _stylesheet("elements.css")


@cache
def _font_faces() -> Any:
    """The pages' Sarabun, for a machine without Laksaman.

    Its Thai and Latin files must not share a family name: the later one would hide the other.
    """
    faces = [
        f"@font-face {{ font-family: 'Sarabun {script.title()}'; font-weight: {weight};"
        f" src: url('{path.as_uri()}') }}"
        for script in ("thai", "latin")
        for weight in (400, 700)
        for path in sorted(FONTS.rglob(f"sarabun-{script}-{weight}-normal.woff2"))
    ]
    return CSS(
        string="\n".join(faces), font_config=font_configuration(), url_fetcher=OwnFilesOnly()
    )
