"""What a person sends and reads on the pages of one figure."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.institutions.scope import scope
from apps.kpi.choices import Measure, Source
from apps.kpi.models import FedCounts, Submission, Tally
from tests.builders import kpi as build
from tests.certificates.pages import form_of
from tests.kpi.desks import WORK, Desk

EXPORT = f"{WORK}export.csv"
MOST_QUERIES = 30
HTML = '<img src=x onerror="alert(1)">'


def pdf(name: str = "report.pdf", content: bytes = build.PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def figure(row: Submission, more: str = "") -> str:
    return f"{WORK}{row.uuid}/{more}"


def typed(good: Any = 95, n: Any = 100, **more: Any) -> dict[str, Any]:
    given = {"basis": "declared", "numerator": good, "denominator": n, "step": "save"}
    return given | {"version": "0", "narrative": "นับครบทุกคณะ"} | more


def current(desk: Desk) -> Submission:
    with scope(desk.clerk.actor):
        return Submission.objects.get(is_current=True)


def as_it_stands(browser: Client, url: str, **changes: Any) -> dict[str, Any]:
    """What the page's last form would send, with changes."""
    return form_of(browser.get(url).content.decode()) | changes


def seen_by_portal(desk: Desk, right: int, wrong: int) -> None:
    with scope(desk.clerk.actor) as actor:
        for outcome, count in (("right", right), ("registry_error", wrong)):
            Tally.objects.create(
                institution_id=actor.institution_id,
                measure=Measure.RESULTS,
                source=Source.DERIVED,
                bucket=build.TERM,
                outcome=outcome,
                count=count,
            )


def fed(desk: Desk, good: int, bad: int) -> None:
    with scope(desk.clerk.actor) as actor:
        FedCounts.objects.create(
            institution_id=actor.institution_id,
            indicator=desk.cycle.indicator,
            bucket=build.TERM,
            version=1,
            counts={"good": good, "bad": bad},
        )
