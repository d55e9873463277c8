"""Files that a school takes away: its findings, and the template to fill in."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from apps.core.spreadsheets import csv_response
from apps.graduates.models import Finding, Roster
from apps.graduates.phrases import finding_remedy, finding_sentence
from apps.graduates.spellings import POR3_HEADINGS


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
