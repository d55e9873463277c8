"""A report as one paper of the ledger, with the same numbers for machines inside it."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from apps.core.errors import NotFoundError
from apps.documents.content import PaperContent
from apps.documents.details import PaperDetail
from apps.documents.heads import head_for
from apps.documents.models import Paper
from apps.documents.papers.head import sheet_head
from apps.documents.papers.letter_words import LETTER
from apps.documents.rendering import Attachment, Language
from apps.kpi.reports.content import ReportContent, data_of

TEMPLATE, STYLESHEET = "documents/indicator_report.html", "indicator_report.css"
TEMPLATE_VERSION = "1"
DATA = "report.json"


def report_paper(content: ReportContent, paper: Paper) -> PaperContent:
    """In the language in force, which is the report's."""
    language: Language = "en" if content.language == "en" else "th"
    data = {"serial": paper.serial, **data_of(content)}
    return PaperContent(
        template=TEMPLATE,
        context={
            "words": {**LETTER[language], **_words()},
            "head": sheet_head(
                head_for(paper), language, title=content.title, subtitle="", facts=content.about
            ),
            "report": content,
        },
        persons=0,
        detail=report_detail(content),
        attachments=(
            Attachment(
                DATA,
                json.dumps(data, ensure_ascii=False, indent=1).encode(),
                _("The numbers of this report"),
            ),
        ),
        stylesheet=STYLESHEET,
    )


def report_detail(content: ReportContent) -> PaperDetail:
    """What the PIN opens at the public check: the line of each indicator in the overview."""
    indicator, _finding, value, target, _place = content.overview
    return PaperDetail(
        facts=content.about,
        columns=(indicator, value, target),
        rows=tuple((each.code, each.value, each.target) for each in content.sections),
    )


def attached_data(pdf: bytes) -> Mapping[str, Any]:
    """The numbers inside a report as it was issued. Raises NotFoundError where there are none."""
    with pikepdf.open(BytesIO(pdf)) as file:
        if DATA not in file.attachments:
            raise NotFoundError
        found: Mapping[str, Any] = json.loads(file.attachments[DATA].get_file().read_bytes())
    return found


def _words() -> dict[str, str]:
    return {
        "serial": _("Serial number"),
        "issued_on": _("Issued on"),
        "unsigned": _("Issued by computer, without a signature. The code on page 1 checks it."),
        "overview": _("At a glance"),
        "arrivals": _("What came in"),
        "definitions": _("Definitions in short"),
        "reading": _("How to read this report"),
        "nothing": _("No indicator is defined yet."),
    }
