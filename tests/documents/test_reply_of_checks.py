"""From answered checks to the words of their one letter."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from apps.documents.models import Paper
from apps.institutions.scope import scope
from apps.qualifications.letter_content import reply_content
from apps.qualifications.models import Check
from tests.builders.cast import Cast
from tests.documents.test_paper_ledger import reserve

pytestmark = pytest.mark.django_db
SENT = dt.datetime(2026, 11, 12, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def paper(cast: Cast) -> Paper:
    with scope(cast.registrar_a.actor) as actor:
        return reserve(actor, cast.network)


def check(cast: Cast, number: int, **changes: Any) -> Check:
    given: dict[str, Any] = {
        "number": f"Q2569-{number:06d}",
        "asker": cast.university_a,
        "holder": cast.university_b,
        "title": "นาย",
        "first_name": "อำนาจ",
        "last_name": "ป่ำพิทักษ์วงศ์",
        "degree": "วท.บ. (เคมี)",
        "major": "เคมี",
        "outcome": "confirmed",
        "agreeing": ["degree", "major"],
        "case": "อว 6501/998",
        "sent_at": SENT,
        "as_of": SENT,
        **changes,
    }
    return Check(**given)


def content(cast: Cast, paper: Paper, *checks: Check) -> dict[str, Any]:
    with scope(cast.registrar_a.actor):
        return dict(reply_content(checks, paper).context)


def test_a_degree_that_names_its_field_says_it_once(cast: Cast, paper: Paper) -> None:
    plain = check(cast, 2, degree="วิทยาศาสตรบัณฑิต")
    named, apart = content(cast, paper, check(cast, 1), plain)["lines"]
    assert named["stated"][:1] == ("วท.บ. (เคมี)",)
    assert "เคมี" not in named["stated"][1:]
    assert apart["stated"][:2] == ("วิทยาศาสตรบัณฑิต", "เคมี")


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([5], "Q2569-000005 "),
        ([2, 3, 4], "Q2569-000002 – 000004 "),
        ([2, 19], "Q2569-000002, Q2569-000019 "),
    ],
)
def test_the_letter_names_what_it_answers_and_no_more(
    cast: Cast, paper: Paper, numbers: list[int], told: str
) -> None:
    letter = content(cast, paper, *[check(cast, number) for number in numbers])["letter"]
    assert letter.references == (f"คำขอตรวจสอบเลขที่ {told}ลงวันที่ ๑๒ พฤศจิกายน ๒๕๖๙ (อว ๖๕๐๑/๙๙๘)",)


def test_days_and_cases_that_differ(cast: Cast, paper: Paper) -> None:
    later = check(cast, 3, sent_at=SENT + dt.timedelta(days=2), case="GRAD-2")
    (reference,) = content(cast, paper, check(cast, 2), later)["letter"].references
    assert reference.endswith("ลงวันที่ ๑๒ พฤศจิกายน ๒๕๖๙ ถึง ๑๔ พฤศจิกายน ๒๕๖๙")
