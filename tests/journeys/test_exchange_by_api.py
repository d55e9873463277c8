"""The partner's script against the running portal, and what the database holds afterwards."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from apps.courses.models import CreditEntry, CrossRegistration, Recognition, Result
from apps.events.services import seal
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.partner_api.services import make_client
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.journeys import exchange_by_api
from tests.live import Portal

pytestmark = pytest.mark.fault
SCOPES = ["courses:read", "courses:home", "courses:host", "courses:approve", "changes:read"]


def credentials(side: str, university: Institution) -> dict[str, str]:
    client_id, secret = make_client(institution=university, name="Student system", scopes=SCOPES)
    return {f"{side}_ID": client_id, f"{side}_SECRET": secret}


def run_script(environment: dict[str, str]) -> tuple[int, str, str]:
    """As a partner runs it: without the portal's code and settings. Meanwhile events are sealed."""
    script = Path(exchange_by_api.__file__)
    with subprocess.Popen(
        [sys.executable, "-I", str(script)],
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while True:
            seal()
            try:
                told, complaint = process.communicate(timeout=0.2)
            except subprocess.TimeoutExpired:
                continue
            return process.returncode, told, complaint


def test_two_systems_carry_a_course_there_and_back(
    committed: None, live_portal: Portal, cast: Cast
) -> None:
    made = build.make_exchange(cast)
    code, told, complaint = run_script(
        {
            "PORTAL": live_portal.url,
            **credentials("HOME", made.home),
            **credentials("HOST", made.host),
        }
    )
    assert (code, complaint) == (0, "")
    came = json.loads(told)
    assert came["state_after_correction"] == "completed"
    assert came["state"] == "recognised"
    assert came["decisions"] == ["reopened", "approved"]
    assert came["home_grades"] == ["B+", "A"]
    assert came["totals"] == {"earned": "3.0", "recognised": "3.0", "available": "0.0"}

    with scope(made.registrar.actor):
        row = CrossRegistration.objects.select_related("result").get(uuid=came["registration"])
        assert (row.state, row.host_student_code) == ("recognised", "X690001")
        results = Result.objects.filter(registration=row).order_by("version")
        assert [(one.grade, one.reason) for one in results] == [
            ("B+", ""),
            ("A", "instructor_error"),
        ]
        assert row.result == results[1]
        for result in results:
            assert result.entered_name == exchange_by_api.CLERK_AT_HOST["name"]
            assert result.approved_name == exchange_by_api.CHIEF_AT_HOST["name"]
        decisions = Recognition.objects.order_by("pk").values_list("state", "approved_name")
        chief = exchange_by_api.CHIEF_AT_HOME["name"]
        assert list(decisions) == [("reopened", chief), ("approved", chief)]
        entries = list(CreditEntry.objects.order_by("pk"))
        assert [(one.kind, one.after) for one in entries] == [
            ("earned", Decimal(3)),
            ("used", Decimal(0)),
            ("released", Decimal(3)),
            ("reversed", Decimal(0)),
            ("earned", Decimal(3)),
            ("used", Decimal(0)),
        ]
        assert sum(one.credits for one in entries) == entries[-1].after
        acts = list(row.acts.order_by("pk").values_list("action", flat=True))
    assert acts == [
        "draft",
        "submit",
        "accept",
        "enrol",
        "announce",
        "acknowledge",
        "recognise",
        "correct",
        "acknowledge",
        "recognise",
    ]
