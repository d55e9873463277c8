"""The demonstration's indicators: the plan, what is written, and the story that is to be found."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.test import override_settings
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from apps.graduates.management.commands import seed_demo
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.kpi.choices import Measure
from apps.kpi.demo.answers import ASKED, FEW, planned_answers
from apps.kpi.demo.audits import AUDITED, RUNNING_CHECKED, RUNNING_SAMPLE, WRONG, finished_sample
from apps.kpi.demo.calendar import PlannedCycle, planned_cycles
from apps.kpi.demo.fates import MISSING, OPEN, Fate, fate_of, sent_on
from apps.kpi.demo.processes import answers, counts_of, drawn
from apps.kpi.demo.seeding.staff import NETWORK, Staff
from apps.kpi.demo.universities import IMPROVING, LATE, RECOVERED, SIGNAL, SMALL, UNIVERSITIES
from apps.kpi.demo.wording import HELP, SHARING
from apps.kpi.formulas import evaluate
from apps.kpi.limits import Position, limits_at, position
from apps.kpi.models import (
    AuditItem,
    AuditRound,
    Cycle,
    Evidence,
    Expectation,
    Extension,
    FedCounts,
    FrozenFigure,
    HelpRequest,
    Observation,
    Return,
    Sharing,
    Submission,
    SubmissionAct,
    SubmissionVersion,
    SurveyInvitation,
    SurveyResponse,
    Tally,
)
from apps.kpi.services.evidencing import open_evidence
from apps.kpi.services.recomputing import recompute
from apps.kpi.services.surveying import asked_by
from apps.kpi.states import State
from tests.courses.worlds import undone

SEED = 2569
TODAY = dt.date(2026, 11, 21)
DAYS = [dt.date(2026, 1, 1) + dt.timedelta(days=17 * n) for n in range(44)]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_cycles_follow_each_other_on_any_day(today: dt.date) -> None:
    planned = planned_cycles(today)
    assert Counter(one.indicator for one in planned) == {
        "REG01": 15, "REG02": 5, "REG03": 5, "REG04": 5,
    }  # fmt: skip
    assert len({one.key for one in planned}) == 30
    for one in planned:
        assert one.period.ends_on < one.opens_on <= one.due_on <= one.locks_on
        assert (one.locks_on > today) == one.is_open
        for slug in UNIVERSITIES:
            sent = sent_on(slug, one, today, seed=SEED)
            assert one.opens_on < sent <= today - dt.timedelta(days=5)


def test_the_years_of_the_story_are_those_that_ended() -> None:
    found = {one.key for one in planned_cycles(TODAY) if one.age in (0, 4, 14)}
    assert {("REG01", "2021-T1"), ("REG01", "2025-T3"), ("REG02", "2022")} < found
    assert {("REG02", "2026"), ("REG03", "2026"), ("REG04", "2021"), ("REG04", "2025")} < found


def _values(indicator: str, age: int) -> dict[str, Any]:
    cycle = next(
        one for one in planned_cycles(TODAY) if (one.indicator, one.age) == (indicator, age)
    )
    return {slug: evaluate("share", {}, counts_of(slug, cycle, seed=SEED)) for slug in UNIVERSITIES}


def _positions(figures: dict[str, Any]) -> dict[str, Position]:
    good, n = (sum(getattr(one, name) for one in figures.values()) for name in ("numerator", "n"))
    centre = evaluate("share", {}, {"good": good, "bad": n - good})
    found = {}
    for slug, figure in figures.items():
        point = limits_at(centre, figure.n)
        assert point is not None
        found[slug] = position(figure.value, point)
    return found


def test_the_funnel_tells_the_small_one_from_the_signal() -> None:
    figures = _values("REG01", 1)
    assert min(figures, key=lambda slug: figures[slug].value) == SMALL
    found = _positions(figures)
    assert found.pop(SIGNAL) == Position.FAR_BELOW
    assert set(found.values()) == {Position.WITHIN}
    audits = _values("REG04", 1)
    assert max(audits, key=lambda slug: audits[slug].value) == SMALL
    assert _positions(audits)[SMALL] == Position.WITHIN


def test_one_rises_and_one_falls_and_comes_back() -> None:
    rising = [_values("REG02", age)[IMPROVING].value for age in range(4, -1, -1)]
    assert rising == sorted(rising)
    assert rising[0] < 75 < 95 < rising[-1]
    back = [_values("REG02", age)[RECOVERED].value for age in range(4, -1, -1)]
    assert min(back) == back[2] < 85
    assert back[0] > 95 < back[-1]
    assert all(_values("REG02", age)["tu"].value < 95 for age in (0, 1))


def test_processes_stay_near_what_they_are_meant_to_give() -> None:
    class Far:
        def gauss(self, *_given: float) -> float:
            return 9.0

    assert drawn(900, 0.01, Far(), 1.0) == 12  # type: ignore[arg-type]
    assert drawn(10, 0.0, Far(), 1.0) == 0  # type: ignore[arg-type]
    for mean in (3.6, 4.1, 4.6):
        value = evaluate("mean_of_scale", {}, answers(2_000, mean)).value
        assert value is not None
        assert abs(value / 20 - Decimal(str(mean))) < Decimal("0.01")
    few = planned_answers(FEW[0], TODAY, seed=SEED)
    assert 0 < min(Counter(one.on.strftime("%Y-%m") for one in few).values()) < 10
    assert max(one.on for one in few) <= TODAY


def make_accounts() -> None:
    """Of the universities; those of schools need the demo's schools."""
    for row in seed_demo.demo_rows("accounts"):
        codes = [held["institution"] for held in row["memberships"]]
        if Institution.objects.filter(code__in=codes).count() == len(codes):
            seed_demo.make_account(row)


def seed() -> str:
    said = StringIO()
    call_command("seed_indicators", skip_checks=True, stdout=said)
    return said.getvalue()


def test_a_production_system_is_never_seeded(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="never loaded into a production system"):
        seed()


def test_the_command_says_what_to_run_first(db: None) -> None:
    with pytest.raises(CommandError, match="Run seed_demo first"):
        seed()


@pytest.fixture(autouse=True)
def _papers() -> None:
    """The story's files lie in the folder of `told`."""


@pytest.fixture(scope="module")
def told(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Staff]:
    """The story is told once for all tests here, and taken back."""
    root = tmp_path_factory.mktemp("told")
    with (
        override_settings(PAPERS_ROOT=root, DEMO_CLIENT_FILE=root / "client.json"),
        django_db_blocker.unblock(),
        undone(),
    ):
        make_accounts()
        call_command("load_indicators", skip_checks=True, stdout=StringIO())
        assert "five years of figures" in seed()
        yield Staff()


EVERYTHING = (
    Cycle, Expectation, Extension, Submission, SubmissionVersion, SubmissionAct, Return, Evidence,
    FedCounts, FrozenFigure, Observation, Tally, AuditRound, AuditItem, SurveyInvitation,
    SurveyResponse, Sharing, HelpRequest,
)  # fmt: skip


def everything(staff: Staff) -> dict[str, int]:
    found: dict[str, int] = {}
    for slug in (*UNIVERSITIES, NETWORK):
        with scope(staff.registrar(slug) if slug != NETWORK else staff.secretary):
            found |= {f"{slug} {model.__name__}": model.objects.count() for model in EVERYTHING}
    return found


def test_a_second_run_changes_nothing(told: Staff, settings: Any) -> None:
    before, kept = everything(told), json.loads(settings.DEMO_CLIENT_FILE.read_text())
    assert all(before[f"tu {model.__name__}"] for model in EVERYTHING if model is not Extension)
    assert before["ru Extension"] == before["network Extension"] == 1
    assert seed() == ""
    assert everything(told) == before
    assert json.loads(settings.DEMO_CLIENT_FILE.read_text()) == kept


def test_past_figures_are_locked_and_open_ones_in_every_state(told: Staff) -> None:
    planned = {one.key: one for one in planned_cycles(timezone.localdate())}
    with scope(told.secretary):
        cycles = {
            (row.indicator.code, row.period_code): row
            for row in Cycle.objects.select_related("indicator")
        }
        assert cycles.keys() == planned.keys()
        assert all((row.locked_at is None) == planned[key].is_open for key, row in cycles.items())
        assert Expectation.objects.count() == 30 * 12
        assert Expectation.objects.exclude(excused="").count() == 1
        rows = list(Submission.objects.select_related("cycle__indicator", "institution"))
    states = Counter(
        (row.state, planned[row.cycle.indicator.code, row.cycle.period_code].is_open)
        for row in rows
    )
    assert (
        states[State.LOCKED, False]
        == 26 * 12 - len(MISSING)
        == sum(count for (_state, is_open), count in states.items() if not is_open)
    )
    assert {state for state, is_open in states if is_open} == set(State) - {State.LOCKED}
    fates = Counter(fate for each in OPEN.values() for fate in each.values())
    assert states[State.RETURNED, True] == fates[Fate.OWN_RETURN] + fates[Fate.NETWORK_RETURN]
    assert states[State.DRAFT, True] == fates[Fate.DRAFT]
    assert fates[Fate.NOTHING] > 0 < fates[Fate.EXCUSED]


def test_what_waits_at_thammasat(told: Staff) -> None:
    with scope(told.registrar("tu")):
        mine = {
            row.cycle.indicator.code: row
            for row in Submission.objects.select_related("cycle__indicator").filter(
                cycle__locked_at=None
            )
        }
        assert {code: row.state for code, row in mine.items()} == {
            "REG01": State.SUBMITTED, "REG02": State.RETURNED,
        }  # fmt: skip
        pins = Return.objects.filter(submission=mine["REG02"])
        assert {pin.field for pin in pins} == {"numerator", "evidence:E1", "narrative"}
        assert {pin.version for pin in pins} == {mine["REG02"].version - 1}
        asked = HelpRequest.objects.get(asker=told.institutions["tu"])
        assert asked.state == HelpRequest.State.ANSWERED
        waiting = HelpRequest.objects.get(helper=told.institutions["tu"])
        assert waiting.state == HelpRequest.State.SENT
        assert HelpRequest.objects.count() == len(HELP)
        assert Sharing.objects.count() == len(SHARING)


def test_one_is_always_late_and_histories_are_in_order(told: Staff) -> None:
    with scope(told.secretary):
        sent = Submission.objects.exclude(first_sent_at=None).select_related("cycle", "institution")
        late = Counter(
            row.institution.code
            for row in sent
            if row.cycle.locked_at is not None
            and timezone.localdate(row.first_sent_at) > row.cycle.due_on
        )
        assert late == {UNIVERSITIES[LATE].code: 26}
    for slug in ("tu", LATE, "kku"):
        with scope(told.registrar(slug)):
            acts = SubmissionAct.objects.order_by("submission", "version")
            rows = list(acts.values_list("submission", "created_at", "version"))
            assert rows == sorted(rows)
            assert max(moment for _row, moment, _version in rows) < timezone.now()
            assert not Submission.objects.filter(created_at__gt=timezone.now()).exists()


def test_what_was_approved_is_what_was_sent_with_its_files(told: Staff) -> None:
    with scope(told.registrar("kku")) as actor:
        row = Submission.objects.get(cycle__locked_at=None, cycle__indicator__code="REG02")
        version = row.versions.get()
        assert row.approved_content == version.digest
        assert version.content["counts"] == row.counts
        assert set(version.content["evidence"]) == {"E1", "E2"}
        for file in row.evidence.all():
            kept, content = open_evidence(actor=actor, uuid=file.uuid)
            assert content.startswith(b"%PDF-")
            assert len(content) == kept.size


def test_audits_are_independent_and_count(told: Staff) -> None:
    with scope(told.registrar(AUDITED)):
        running, finished = AuditRound.objects.order_by("-created_at")
        assert finished.closed_at is not None
        assert Counter(finished.items.values_list("outcome", flat=True)) == {
            "good": finished_sample() - len(WRONG), "bad": len(WRONG),
        }  # fmt: skip
        assert running.closed_at is None
        assert running.items.filter(outcome="").count() == RUNNING_SAMPLE - RUNNING_CHECKED
        declared = Submission.objects.get(cycle=finished.cycle)
        assert declared.counts == {"good": finished_sample() - len(WRONG), "bad": len(WRONG)}
        frozen = FrozenFigure.objects.get(cycle=finished.cycle)
        assert frozen.counts == declared.counts


@pytest.mark.parametrize("slug", sorted(ASKED))
def test_sums_agree_with_the_records(told: Staff, slug: str) -> None:
    assert recompute(told.institutions[slug].pk) == []
    with scope(told.registrar(slug)):
        counted = Tally.objects.filter(measure=Measure.SURVEY).aggregate(all=Sum("count"))["all"]
        assert counted == SurveyResponse.objects.count() > 100


def test_two_links_can_be_answered(told: Staff, settings: Any) -> None:
    kept: Path = settings.DEMO_CLIENT_FILE
    tokens = json.loads(kept.read_text())["survey_tokens"]
    assert len(set(tokens)) == 2
    for token in tokens:
        found = asked_by(token)
        assert found.institution.code == "00500"
        assert not found.is_used


def test_every_fate_names_all_universities() -> None:
    for planned in OPEN.values():
        assert planned.keys() == UNIVERSITIES.keys()
    one: PlannedCycle = planned_cycles(TODAY)[0]
    assert fate_of("tu", one) == Fate.LOCKED
