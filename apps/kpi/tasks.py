"""Background work of indicators: an id in, one service call."""

from celery import shared_task

from apps.kpi.services.audit_forgetting import forget_codes
from apps.kpi.services.cycles import lock_due_cycles
from apps.kpi.services.following import follow_events
from apps.kpi.services.reminding import remind_institutions
from apps.kpi.services.reports_due import ask_due_reports
from apps.kpi.services.survey_forgetting import forget_links


@shared_task(name="kpi.follow")
def follow() -> None:
    while follow_events():
        pass


@shared_task(name="kpi.remind")
def remind() -> None:
    remind_institutions()


@shared_task(name="kpi.lock")
def lock() -> None:
    lock_due_cycles()


@shared_task(name="kpi.reports")
def reports() -> None:
    ask_due_reports()


@shared_task(name="kpi.forget")
def forget() -> None:
    """What was kept for a time alone: codes of ended audits, links of the survey."""
    forget_codes()
    forget_links()
