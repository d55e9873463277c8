"""The same page through WeasyPrint alone: a plain PDF, without tags, data, profile or signature."""

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from apps.documents.content import PaperContent
from apps.documents.fetching import TEMPLATES, OwnFilesOnly
from apps.documents.models import Paper
from apps.documents.rendering import Order, paper_html
from apps.documents.shared_layout import font_configuration, stylesheets


def page_of(paper: Paper, content: PaperContent) -> str:
    """Its HTML, which is not measured."""
    return paper_html(
        Order(
            template=content.template, context=content.context, language="th",
            title=paper.subject, author=paper.issuer.name_th, created_at=paper.created_at,
        )
    )  # fmt: skip


def as_it_comes(html: str, stylesheet: str) -> bytes:
    """Fonts and style sheet read for each paper, as WeasyPrint does unless it is told otherwise."""
    fonts = FontConfiguration()
    style = CSS(filename=str(TEMPLATES / "documents" / stylesheet), font_config=fonts)
    content: bytes = HTML(string=html).write_pdf(stylesheets=[style], font_config=fonts)
    return content


def warm(html: str, stylesheet: str) -> bytes:
    """Fonts and style sheet read once and kept, as the portal keeps them."""
    content: bytes = HTML(string=html, url_fetcher=OwnFilesOnly()).write_pdf(
        font_config=font_configuration(), stylesheets=stylesheets(stylesheet)
    )
    return content
