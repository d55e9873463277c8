"""Reports asked for and made, as tests of reports do it; the layout itself is one test's matter."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import translation

from apps.documents.models import Paper
from apps.documents.selectors import paper_content
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.jobs.models import Job, State
from apps.jobs.registry import Run
from apps.jobs.services import run
from apps.kpi.models import Report
from apps.kpi.periods import parse_period
from apps.kpi.reports.content import ReportContent
from apps.kpi.reports.institution import institution_content
from apps.kpi.reports.network import network_content
from apps.kpi.services.reporting import ask_report, make_report
from tests.builders.cast import Person


@contextmanager
def reading(person: Person, language: str) -> Iterator[Institution]:
    with scope(person.actor) as actor, translation.override(language):
        yield Institution.objects.get(pk=actor.institution_id)


def own_content(person: Person, period: str = "2024", language: str = "en") -> ReportContent:
    with reading(person, language) as institution:
        return institution_content(
            actor=person.actor,
            institution=institution,
            period=parse_period(period, "fiscal" if "Q" in period else "academic"),
            language=language,
        )


def whole_content(secretary: Person, period: str = "2024", language: str = "en") -> ReportContent:
    with reading(secretary, language) as network:
        return network_content(
            actor=secretary.actor,
            institution=network,
            period=parse_period(period, "fiscal" if "Q" in period else "academic"),
            language=language,
        )


def asked(person: Person, language: str = "en", period: str = "2024") -> Report:
    with scope(person.actor) as actor:
        return ask_report(actor=actor, period=parse_period(period), language=language)


def do_jobs(person: Person) -> list[str]:
    """Whatever waits, once; the states afterwards."""
    with scope(person.actor):
        waiting = list(Job.objects.filter(state=State.QUEUED).order_by("pk"))
    return [run(job.uuid) for job in waiting]


def made_again(person: Person, report: Report) -> None:
    """As a worker does whose first try was committed and not noticed."""
    with scope(person.actor) as actor:
        make_report(Run(report.uuid, actor, {"report": str(report.uuid)}, lambda *_at: None))


def fresh(person: Person, report: Report) -> Report:
    with scope(person.actor):
        return Report.objects.select_related("job").get(pk=report.pk)


def paper_of(person: Person, report: Report) -> Paper:
    with scope(person.actor):
        return Paper.objects.get(source_uuid=report.uuid)


def file_of(person: Person, report: Report) -> bytes:
    with scope(person.actor) as actor:
        return paper_content(actor=actor, paper=Paper.objects.get(source_uuid=report.uuid))
