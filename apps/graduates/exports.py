"""Files that a school takes away: its findings, and the template to fill in."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse
from django.utils.translation import gettext as _

from apps.graduates.models import Finding, Roster
from apps.graduates.phrases import finding_remedy, finding_sentence
from apps.graduates.spellings import POR3_HEADINGS

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def csv_response(filename: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """UTF-8 with BOM, so that Excel shows Thai at once."""
    written = StringIO()
    csv.writer(written).writerows([safe_cell(cell) for cell in row] for row in rows)
    return HttpResponse(
        "\ufeff" + written.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def template_csv() -> HttpResponse:
    return csv_response("roster-template.csv", [POR3_HEADINGS])


def findings_csv(roster: Roster) -> HttpResponse:
    found = Finding.objects.filter(roster=roster).order_by("row", "pk")
    heading = [_("Row"), _("Column"), _("Class"), _("Value"), _("What is wrong"), _("What to do")]
    rows = [
        [
            finding.row or "",
            finding.column,
            finding.get_cls_display(),
            finding.value,
            finding_sentence(finding),
            finding_remedy(finding),
        ]
        for finding in found
    ]
    return csv_response(f"findings-v{roster.version}.csv", [heading, *rows])
