"""Template and data in, finished PDF/A-3 out. Pure: no database, no network, no other file.

The layout of a hostile or very long paper can take minutes: rendering belongs into a job, whose
time limit kills it. There is no timeout in here, for a thread cannot be stopped from outside.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Literal

from django.template import Context
from weasyprint import CSS, HTML
from weasyprint import Attachment as EmbeddedFile
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration

from apps.documents.engine import paper_engine
from apps.documents.errors import FontMissingError, ForbiddenFetchError
from apps.documents.fetching import FONTS, TEMPLATES, OwnFilesOnly, RefusedError
from apps.documents.text_layer import DocumentFonts, mark_syllables

Language = Literal["th", "en"]
PDF_VARIANT = "pdf/a-3a"  # tagged for screen readers; costs the same as 3u and says more

COLOURS = "sRGB2014.icc"


@dataclass(frozen=True, slots=True)
class Attachment:
    """The paper's data for machines, inside it. `name` ends in .json or .xml: it gives the type."""

    name: str
    content: bytes
    description: str


def render_pdf(
    *,
    template: str,
    context: Mapping[str, object],
    language: Language,
    title: str,
    author: str,
    created_at: dt.datetime,
    attachments: Sequence[Attachment] = (),
    stylesheet: str = "letter.css",
) -> bytes:
    """A conforming PDF/A-3a of `template` ("documents/….html"), fonts embedded.

    `context` is the template's data; `paper` is added to it (title, author, language, created).
    `author` is the issuing institution. `created_at` is aware and becomes the file's date.
    Raises ForbiddenFetchError if the paper asks for anything outside the project, FontMissingError
    if Thai cannot be printed here, TemplateSyntaxError if `context` lacks a value.
    """
    if not template.startswith("documents/"):
        raise ValueError("papers are made from templates/documents only")
    created = created_at.isoformat(timespec="seconds")
    paper = {"title": title, "author": author, "language": language, "created": created}
    html = paper_engine().get_template(template).render(Context({**context, "paper": paper}))
    try:
        return _lay_out(html, stylesheet, [_embedded(one, created_at) for one in attachments])
    except RefusedError as error:
        raise ForbiddenFetchError from error


def _lay_out(html: str, stylesheet: str, embedded: list[EmbeddedFile]) -> bytes:
    form = {"pdf_variant": PDF_VARIANT, "pdf_tags": True, "output_intent": COLOURS}
    document = HTML(string=html, url_fetcher=OwnFilesOnly()).render(
        font_config=_font_configuration(),
        stylesheets=[_font_faces(), _stylesheet(stylesheet)],
        color_profiles={COLOURS: _srgb()},
        **form,
    )
    used = document.fonts = DocumentFonts()
    content: bytes = document.write_pdf(finisher=_finish, attachments=embedded, **form)
    if used.lacks_thai():
        raise FontMissingError
    return content


def _finish(document: Any, pdf: Any) -> None:
    mark_syllables(document, pdf)
    if "AF" in pdf.catalog:  # WeasyPrint lists each attached file twice
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _srgb() -> ColorProfile:
    """The profile that comes with WeasyPrint. By its own name for it, `srgb`, WeasyPrint would open
    the file for every paper and leave it open.
    """
    red, green, blue = ["r"], ["g"], ["b"]
    return ColorProfile(
        BytesIO(_srgb_content()), COLOURS, "relative-colorimetric", (red, green, blue)
    )


@cache
def _srgb_content() -> bytes:
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def _embedded(one: Attachment, created_at: dt.datetime) -> EmbeddedFile:
    """`Data`: the file that the visible paper is derived from (PDF/A-3, ISO 19005-3, 6.8)."""
    return EmbeddedFile(
        string=one.content,
        name=one.name,
        description=one.description,
        created=created_at,
        modified=created_at,
        relationship="Data",
        url_fetcher=OwnFilesOnly(),
    )


@cache
def _font_configuration() -> Any:
    """One for each process: making it reads the fonts of the whole system."""
    return FontConfiguration()


@cache
def _stylesheet(name: str) -> Any:
    """Parsed once: parsing costs as much as laying out a page."""
    return CSS(
        filename=str(TEMPLATES / "documents" / name),
        font_config=_font_configuration(),
        url_fetcher=OwnFilesOnly(),
    )


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
        string="\n".join(faces), font_config=_font_configuration(), url_fetcher=OwnFilesOnly()
    )
