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
from weasyprint import HTML
from weasyprint import Attachment as EmbeddedFile
from weasyprint.css import ColorProfile

from apps.documents.engine import paper_engine
from apps.documents.errors import FontMissingError, ForbiddenFetchError
from apps.documents.fetching import OwnFilesOnly, RefusedError
from apps.documents.shared_layout import element_styles, font_configuration, stylesheets
from apps.documents.streams import compress_streams, write_objects
from apps.documents.structure import join_margins
from apps.documents.text_layer import DocumentFonts, Runs, mark_syllables

Language = Literal["th", "en"]
PDF_VARIANT = "pdf/a-3a"  # tagged for screen readers; costs the same as 3u and says more

COLOURS = "sRGB2014.icc"


@dataclass(frozen=True, slots=True)
class Attachment:
    """The paper's data for machines, inside it. `name` ends in .json or .xml: it gives the type."""

    name: str
    content: bytes
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One paper to be laid out.

    template: "documents/….html"; context: its data, to which `paper` is added (title, author,
    language, created, signed_by)
    author: the issuing institution; created_at: aware, becomes the file's date
    signed_by: whose certificate will sign the file, '' where nothing is signed digitally
    """

    template: str
    context: Mapping[str, object]
    language: Language
    title: str
    author: str
    created_at: dt.datetime
    attachments: Sequence[Attachment] = ()
    stylesheet: str = "letter.css"
    signed_by: str = ""


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
    signed_by: str = "",
) -> bytes:
    """A conforming PDF/A-3a of one paper, fonts embedded. See `Order` and `render_order`."""
    return render_order(
        Order(
            template=template, context=context, language=language, title=title, author=author,
            created_at=created_at, attachments=attachments, stylesheet=stylesheet,
            signed_by=signed_by,
        )
    )  # fmt: skip


def render_order(order: Order, known: dict[bytes, Runs] | None = None) -> bytes:
    """`known` is shared by papers that are laid out together (text_layer.py).

    Raises ForbiddenFetchError if the paper asks for anything outside the project, FontMissingError
    if Thai cannot be printed here, TemplateSyntaxError if its data lack a value.
    """
    try:
        return _lay_out(
            paper_html(order),
            order.stylesheet,
            [_embedded(one, order.created_at) for one in order.attachments],
            {} if known is None else known,
        )
    except RefusedError as error:
        raise ForbiddenFetchError from error


def paper_html(order: Order) -> str:
    """The paper's page, before it is laid out."""
    if not order.template.startswith("documents/"):
        raise ValueError("papers are made from templates/documents only")
    paper = {
        "title": order.title,
        "author": order.author,
        "language": order.language,
        "created": order.created_at.isoformat(timespec="seconds"),
        "signed_by": order.signed_by,
    }
    context = Context({**order.context, "paper": paper})
    return str(paper_engine().get_template(order.template).render(context))


class _PaperPage(HTML):  # type: ignore[misc]
    """With the styles of the elements that papers use in place of those of all HTML."""

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return [element_styles()]


def _lay_out(
    html: str, stylesheet: str, embedded: list[EmbeddedFile], known: dict[bytes, Runs]
) -> bytes:
    form = {"pdf_variant": PDF_VARIANT, "pdf_tags": True, "output_intent": COLOURS}
    document = _PaperPage(string=html, url_fetcher=OwnFilesOnly()).render(
        font_config=font_configuration(),
        stylesheets=stylesheets(stylesheet),
        color_profiles={COLOURS: _srgb()},
        **form,
    )
    used = document.fonts = DocumentFonts()

    def finish(document: Any, pdf: Any) -> None:
        mark_syllables(document, pdf, known)
        join_margins(pdf)
        if "AF" in pdf.catalog:  # WeasyPrint lists each attached file twice
            pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
        compress_streams(pdf)
        write_objects(pdf)

    content: bytes = document.write_pdf(finisher=finish, attachments=embedded, **form)
    if used.lacks_thai():
        raise FontMissingError
    return content


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
        created=created_at.astimezone(dt.UTC),  # WeasyPrint writes every time as UTC
        modified=created_at.astimezone(dt.UTC),
        relationship="Data",
        url_fetcher=OwnFilesOnly(),
    )
