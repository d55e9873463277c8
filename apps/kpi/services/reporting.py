"""Reports: asked for by a person or when they are due, made by a worker, kept as papers."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.documents.kinds import INDICATOR_REPORT
from apps.documents.models import Paper, Status
from apps.documents.services import produce_paper, reserve_paper
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution
from apps.institutions.officers import officer_of
from apps.jobs.models import State as JobState
from apps.jobs.registry import Run, handles
from apps.jobs.services import enqueue
from apps.kpi.locks import Doing, one_at_a_time
from apps.kpi.models import Report
from apps.kpi.notices import REPORT
from apps.kpi.periods import Period
from apps.kpi.policies import READERS, can_ask_for_report, can_run_network, demand
from apps.kpi.reports.errors import ReportLanguageError, ReportPeriodError, ReportStateError
from apps.kpi.reports.institution import institution_content
from apps.kpi.reports.network import network_content
from apps.kpi.reports.paper import TEMPLATE_VERSION, report_paper
from apps.kpi.reports.shared import report_title
from apps.kpi.selectors.reports import period_of_report
from apps.notices.services import remind

JOB = "kpi.report"
LANGUAGES = ("th", "en")
KINDS = ("quarter", "year")
CONTENTS = {
    Report.Scope.INSTITUTION: institution_content,
    Report.Scope.NETWORK: network_content,
}


def scope_for(actor: Actor) -> Report.Scope:
    """The network's for its secretariat, else the own institution's. Raises ForbiddenError."""
    demand(can_ask_for_report(actor))
    return Report.Scope.NETWORK if can_run_network(actor) else Report.Scope.INSTITUTION


@transaction.atomic
def ask_report(
    *,
    actor: Actor,
    period: Period,
    language: str,
    scheduled: bool = False,
    today: dt.date | None = None,
) -> Report:
    """A report of the actor's institution, of the whole network for its secretariat.

    The same one that is being made comes back as it is. Raises ForbiddenError, ReportPeriodError,
    ReportLanguageError.
    """
    asked = Report(
        institution=Institution.objects.get(pk=actor.institution_id),
        scope=scope_for(actor),
        period_kind=period.kind,
        year_kind=period.year_kind,
        period_code=period.code,
        language=language,
        scheduled=scheduled,
        asked_name="" if scheduled else officer_of(actor).name,
    )
    if period.kind not in KINDS or period.ends_on >= (today or timezone.localdate()):
        raise ReportPeriodError
    if language not in LANGUAGES:
        raise ReportLanguageError
    one_at_a_time(Doing.REPORTING, actor.institution_id)  # two clicks make one report
    same = _being_made(asked)
    if same is not None:
        return same
    asked.paper = _reserved(asked, period, actor).uuid
    asked.job = enqueue(actor=actor, kind=JOB, arguments={"report": str(asked.uuid)})
    asked.save()
    record(
        who=actor.who,
        action="indicator_report.request",
        target="indicator_report",
        target_uuid=asked.uuid,
        owner_institution_id=actor.institution_id,
        data={"period": period.code, "language": language, "scope": str(asked.scope)},
    )
    return asked


@transaction.atomic
def make_again(*, actor: Actor, uuid: UUID) -> Report:
    """A report whose making failed gets another job, with the serial that it has.

    Raises NotFoundError, ReportStateError.
    """
    scope_for(actor)
    rows = Report.objects.select_for_update(of=("self",)).select_related("job")
    found = rows.filter(uuid=uuid, institution_id=actor.institution_id).first()
    if found is None:
        raise NotFoundError
    if found.job is None or found.job.state != JobState.FAILED:
        raise ReportStateError
    found.job = enqueue(actor=actor, kind=JOB, arguments={"report": str(found.uuid)})
    found.save(update_fields=["job"])
    return found


@handles(JOB)
def make_report(run: Run) -> dict[str, Any]:
    """Lay the report out, issue it and tell whoever waits; run again it stays the same paper."""
    report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("institution")
        .get(uuid=run.arguments["report"])
    )
    paper = Paper.objects.select_related("issuer", "holder").get(source_uuid=report.uuid)
    if paper.status == Status.RESERVED:
        run.progress(0, 2, "laying out")
        with translation.override(report.language):
            content = CONTENTS[Report.Scope(report.scope)](
                actor=run.actor,
                institution=report.institution,
                period=period_of_report(report),
                language=report.language,
            )
            laid_out = report_paper(content, paper)
        paper = produce_paper(actor=run.actor, paper=paper, content=laid_out)
        run.progress(2, 2, "issuing")
    _tell(report, run.actor)
    return {"paper": str(paper.uuid)}


def _being_made(asked: Report) -> Report | None:
    fields = ("institution", "scope", "period_kind", "year_kind", "period_code", "language")
    alike = {field: getattr(asked, field) for field in fields}
    open_jobs = (JobState.QUEUED, JobState.RUNNING)
    rows = Report.objects.filter(**alike, scheduled=asked.scheduled, job__state__in=open_jobs)
    return rows.order_by("-pk").first()


def _reserved(report: Report, period: Period, actor: Actor) -> Paper:
    with translation.override(report.language):
        subject = report_title(report.scope, period)
    return reserve_paper(
        actor=actor,
        kind=INDICATOR_REPORT,
        source_type="kpi.report",
        source_uuid=report.uuid,
        issuer=report.institution,
        language="en" if report.language == "en" else "th",
        subject=subject,
        template_version=TEMPLATE_VERSION,
    )


def _tell(report: Report, actor: Actor) -> None:
    """Whoever asked; of one that was due, all who read the figures."""
    roles: tuple[Role, ...] = (actor.role,)
    if report.scheduled and report.scope == Report.Scope.INSTITUTION:
        roles = READERS
    remind(
        actor=actor,
        institution_id=report.institution_id,
        roles=roles,
        kind=REPORT,
        subject=report.uuid,
        path=reverse("kpi:report_list"),
        step="ready",
    )
