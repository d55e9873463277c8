"""The result letter beside the bare render of the same page."""

from datetime import UTC, datetime

from django.template import Context
from django.utils import translation
from weasyprint import HTML

from apps.core.bench.clock import side_by_side
from apps.core.bench.report import Comparison
from apps.documents import rendering
from apps.documents.engine import paper_engine
from apps.documents.fetching import OwnFilesOnly
from apps.documents.models import Paper
from apps.documents.shared_layout import font_configuration, stylesheets
from apps.graduates.letter_content import SUBJECTS, TEMPLATE, attached_data, letter_context
from apps.graduates.models import Verification
from apps.graduates.selectors import items_of
from apps.graduates.services.lettering import request_letter
from apps.institutions.actor import Actor
from apps.institutions.scope import scope

TIMES = 8


def compare_letter(registrar: Actor, verification: Verification) -> Comparison:
    """Both with fonts and style sheet read before; the bare one is no PDF/A and holds no data."""
    with scope(registrar), translation.override("th"):
        request_letter(actor=registrar, uuid=verification.uuid)
        verification.refresh_from_db()
        items = items_of(verification)
        paper = Paper.objects.select_related("issuer").get(source_uuid=verification.uuid)
        context = letter_context(verification, items, paper)
        data = attached_data(verification, items, paper)
    created_at = datetime.now(UTC)

    def letter() -> bytes:
        return rendering.render_pdf(
            template=TEMPLATE, context=context, language="th", title=SUBJECTS["th"], author="ผู้วัด",
            created_at=created_at, attachments=[data],
        )  # fmt: skip

    described = {
        "title": SUBJECTS["th"], "author": "ผู้วัด", "language": "th",
        "created": created_at.isoformat(),
    }  # fmt: skip
    html = paper_engine().get_template(TEMPLATE).render(Context({**context, "paper": described}))

    def bare() -> None:
        HTML(string=html, url_fetcher=OwnFilesOnly()).write_pdf(
            font_config=font_configuration(), stylesheets=stylesheets("letter.css")
        )

    letter()
    bare()
    made, rendered = side_by_side(letter, bare, TIMES)
    what = f"letter of {len(items)} applicants, PDF/A-3 with data"
    return Comparison(what, made, "WeasyPrint, same HTML and fonts, plain PDF", rendered, 2)
