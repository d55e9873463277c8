"""Reports: asking for one, how far it is, its files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.errors import NotFoundError
from apps.core.reader import reads_thai
from apps.documents.models import Paper, Status
from apps.documents.selectors import paper_content, paper_get
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor, Role
from apps.jobs.models import State as JobState
from apps.jobs.selectors import job_status
from apps.kpi.forms.reports import LANGUAGES, ReportForm
from apps.kpi.models import Report
from apps.kpi.periods import label
from apps.kpi.policies import READERS, can_run_network
from apps.kpi.reports.paper import attached_data
from apps.kpi.reports.workbook import workbook_of
from apps.kpi.selectors.reports import (
    ReportRow,
    period_of_report,
    report_get,
    report_page,
    with_papers,
)
from apps.kpi.services.reporting import ask_report, make_again

ASKING = (*READERS, Role.SECRETARIAT)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN = (JobState.QUEUED, JobState.RUNNING)


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*ASKING)
def report_list(request: HttpRequest) -> HttpResponse:
    """What was asked for, the newest first, and the form that asks for another."""
    actor = actor_of(request)
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        language="th" if reads_thai() else "en",
    )
    if form.is_bound and form.is_valid():
        ask_report(actor=actor, period=form.chosen, language=form.cleaned_data["language"])
        text = _("The report is being made. You are told when it is ready.")
        messages.success(request, text)
        return HttpResponseRedirect(reverse("kpi:report_list"))
    page = report_page(actor, request.GET.get("after", ""))
    context = {
        "form": form,
        "network": can_run_network(actor),
        "rows": [_shown(each) for each in with_papers(page.rows)],
        "newer": f"?after={page.previous}" if page.previous else "",
        "older": f"?after={page.next}" if page.next else "",
    }
    return render(request, "kpi/reports/list.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_roles(*ASKING)
def again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    make_again(actor=actor_of(request), uuid=uuid)
    messages.success(request, _("The report is being made again."))
    return HttpResponseRedirect(reverse("kpi:report_list"))


@require_GET
@never_cache
@for_roles(*ASKING)
def paper_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The PDF as it was issued."""
    actor = actor_of(request)
    _report, paper = _issued(actor, uuid)
    content = paper_content(actor=actor, paper=paper)
    return _saved(content, "application/pdf", f"{paper.serial}.pdf")


@require_GET
@never_cache
@for_roles(*ASKING)
def workbook_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The numbers of the issued PDF, in the report's language."""
    actor = actor_of(request)
    report, paper = _issued(actor, uuid)
    data = attached_data(paper_content(actor=actor, paper=paper))
    with translation.override(report.language):
        content = workbook_of(data)
    return _saved(content, XLSX, f"{paper.serial}.xlsx")


def _issued(actor: Actor, uuid: UUID) -> tuple[Report, Paper]:
    """Raises NotFoundError also before the paper is issued."""
    report = report_get(actor, uuid)
    if report.paper is None:
        raise NotFoundError
    paper = paper_get(actor=actor, uuid=report.paper)
    if paper.issued_at is None:
        raise NotFoundError
    return report, paper


def _saved(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _shown(row: ReportRow) -> dict[str, Any]:
    """One line of the list: making, failed, ready or ended."""
    report, paper = row.report, row.paper
    state = _state(report, paper)
    making = state == "making" and report.job is not None
    return {
        "report": report,
        "paper": paper,
        "period": label(period_of_report(report)),
        "language": dict(LANGUAGES)[report.language],
        "state": state,
        "job": job_status(report.job.uuid) if making and report.job else None,
        "failure": report.job.failure if state == "failed" and report.job else "",
    }


def _state(report: Report, paper: Paper | None) -> str:
    if paper is not None and paper.status == Status.ACTIVE:
        return "ready"
    if paper is not None and paper.status != Status.RESERVED:
        return "ended"
    return "making" if report.job is not None and report.job.state in OPEN else "failed"
