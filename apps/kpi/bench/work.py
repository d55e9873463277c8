"""What is measured: pages, reads beneath them, and the work of counting."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import User
from apps.events.services import Happening, emit_many, seal
from apps.institutions.scope import scope, system_scope
from apps.kpi.bench.network import Network
from apps.kpi.bench.records import STREAMS
from apps.kpi.choices import ServiceKind
from apps.kpi.models import SurveyResponse
from apps.kpi.selectors.counts import counts_by_bucket
from apps.kpi.services.following import follow_events
from apps.kpi.services.portal import portal_of
from apps.kpi.services.recomputing import recompute

FOLLOWED = 5_000
DISTRIBUTION = "SELECT * FROM kpi_distribution(%s)"
OWN = ("SAVEPOINT", "RELEASE", "SELECT set_config", "SELECT current_setting")
"""Statements of transactions and scopes, which ask for nothing."""

Works = dict[str, Callable[[], object]]


def pages(director: User) -> Works:
    """Through the whole of Django in this process."""
    browser = Client()
    browser.force_login(director)
    paths = {
        "dashboard": reverse("kpi:dashboard"),
        "REG01 with funnel and strip": reverse("kpi:indicator", args=["REG01"]),
        "REG03 with funnel and strip": reverse("kpi:indicator", args=["REG03"]),
    }
    return {
        f"page: {what}, {_queries(browser, path)} queries": _visit(browser, path)
        for what, path in paths.items()
    }


def _visit(browser: Client, path: str) -> Callable[[], object]:
    return lambda: _get(browser, path)


def _queries(browser: Client, path: str) -> int:
    """Of a second visit: the first one also fills what a process keeps."""
    _get(browser, path)
    with CaptureQueriesContext(connection) as captured:
        _get(browser, path)
    return sum(not _statement(each).startswith(OWN) for each in captured.captured_queries)


def _statement(query: dict[str, Any]) -> str:
    return str(query["sql"]).strip()


def _get(browser: Client, path: str) -> None:
    answer = browser.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")


def reads(network: Network) -> Works:
    return {
        "sums of three years": lambda: _sums(network),
        "distribution of all cycles": lambda: _distribution(network.cycles),
    }


def _sums(network: Network) -> None:
    measures = [str(each.measure) for each in STREAMS]
    names = [*network.terms[:9], *network.months[:36]]
    with scope(portal_of(network.institutions[0])) as portal:
        counts_by_bucket(portal, measures, names)


def _distribution(cycles: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(DISTRIBUTION, [list(cycles)])
        cursor.fetchall()


def counting(network: Network) -> Works:
    """Once each: events that were sealed are counted, and all of one university anew."""
    institution = network.institutions[0]
    _answer(institution, network.months[0])
    while seal():
        pass
    return {
        f"{FOLLOWED:,} events counted": _follow,
        "one university recomputed": lambda: recompute(institution),
    }


def _follow() -> None:
    while follow_events():
        pass


def _answer(institution: int, month: str) -> None:
    """Answers to the survey that nobody counted yet, each with its event."""
    with system_scope("the bench's answers to the survey"):
        rows = SurveyResponse.objects.bulk_create(
            SurveyResponse(
                institution_id=institution,
                service=ServiceKind.COUNTER,
                bucket=month,
                language="th",
                points={"overall": 1 + place % 5},
            )
            for place in range(FOLLOWED)
        )
    with scope(portal_of(institution)) as portal:
        happenings = [Happening(row.uuid) for row in rows]
        emit_many(actor=portal, kind="survey.answered", happenings=happenings)
