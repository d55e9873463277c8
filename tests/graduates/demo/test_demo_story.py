"""The story of the demonstration is consistent with the schools, and its files with its rows."""

import json
from collections import Counter
from pathlib import Path

import pytest

from apps.graduates.demo.faults import KEEPS_ROW_OUT
from apps.graduates.demo.story import (
    KAENNAKHON,
    MAHIDOLWIT,
    SILENT,
    SIZES,
    SKIPPED,
    SUAN,
    TARDY,
    YEARS,
    due_on,
    story,
)
from apps.graduates.demo.telling import planned_file, planned_rows

SEED = 2569
FIXTURES = Path(__file__).parents[3] / "fixtures"
SCHOOLS = {
    row["code"]: row
    for row in json.loads((FIXTURES / "demo/schools.json").read_text(encoding="utf-8"))["rows"]
}


@pytest.fixture(scope="module")
def told():
    return {plan: planned_rows(plan, SEED) for plan in story()}


def test_every_school_of_the_demonstration_has_its_part():
    assert set(SIZES) | set(SILENT) == set(SCHOOLS)
    assert not set(SIZES) & set(SILENT)
    assert SCHOOLS[SUAN]["slug"] == "suan"
    assert SCHOOLS[KAENNAKHON]["slug"] == "kaennakhon"
    assert SCHOOLS[MAHIDOLWIT]["slug"] == "mahidolwit"
    sent = {plan.school_code for plan in story()}
    assert sent == set(SIZES)


def test_three_years_with_gaps():
    plans = story()
    yearly = {
        (plan.school_code, plan.academic_year)
        for plan in plans
        if plan.kind == "graduates" and plan.version == 1
    }
    assert yearly == {(code, year) for code in SIZES for year in YEARS} - SKIPPED
    late = {
        (plan.school_code, plan.academic_year)
        for plan in plans
        if plan.kind == "graduates"
        and plan.version == 1
        and plan.certified_on
        and plan.certified_on > due_on(plan.academic_year)
    }
    assert late == TARDY


def test_one_roster_is_in_review_and_all_others_are_certified_in_order():
    plans = story()
    assert [
        (plan.school_code, plan.academic_year) for plan in plans if plan.state == "in_review"
    ] == [(SUAN, YEARS[-1])]
    assert all((plan.certified_on is None) == (plan.state == "in_review") for plan in plans)
    assert plans == sorted(plans, key=lambda plan: plan.received_on)
    assert len({plan.name for plan in plans}) == len(plans)
    versions = [plan for plan in plans if plan.version == 2]
    assert {plan.school_code for plan in versions} == {SUAN, KAENNAKHON}
    for second in versions:
        first = next(p for p in plans if p.name == second.name.replace("-v2", "-v1"))
        assert first.certified_on
        assert first.certified_on < second.received_on


def test_kinds_beyond_the_yearly_rosters(told):
    extras = Counter((plan.school_code, plan.kind) for plan in told if plan.kind != "graduates")
    assert extras == {
        (SUAN, "late"): 1,
        (KAENNAKHON, "late"): 2,
        (KAENNAKHON, "studying"): 1,
        (MAHIDOLWIT, "history"): 1,
    }
    assert all(rows for rows in told.values())


def test_late_graduates_are_those_judged_not_graduated_before(told):
    for plan, rows in told.items():
        if plan.kind != "late":
            continue
        before = max(
            (
                other
                for other in told
                if other.kind == "graduates"
                and (other.school_code, other.academic_year)
                == (plan.school_code, plan.academic_year)
            ),
            key=lambda other: other.version,
        )
        waiting = {row.national_id for row in told[before] if row.decision == "not_graduated"}
        assert {row.national_id for row in rows} == waiting
        assert all(row.approved_on < plan.received_on for row in rows if row.approved_on)


def test_no_two_persons_of_the_whole_story_share_an_id(told):
    person_of = {}
    for plan, rows in told.items():
        for row in rows:
            person = (plan.school_code, row.born_on, row.first_name)
            assert person_of.setdefault(row.national_id, person) == person


def test_the_story_is_told_alike_every_time(told):
    again = {plan: planned_rows(plan, SEED) for plan in story()}
    assert again == told


def test_the_roster_in_review_has_the_faults_that_it_names(told):
    plan = next(plan for plan in told if plan.state == "in_review")
    file = planned_file(plan, school_name="โรงเรียน", smis_code="10990001", seed=SEED)
    assert len(file.faults) == 10
    assert sum(fault in KEEPS_ROW_OUT for fault in file.faults.values()) == 8
    assert len(file.rows) == 350


def test_every_format_is_used_and_every_file_can_be_made(told):
    formats = {}
    for plan in told:
        formats.setdefault(plan.file_format, plan)
    assert set(formats) == {"por3_csv_utf8", "por3_csv_cp874", "por3_xlsx", "dmc_xlsx"}
    for file_format, plan in formats.items():
        school = SCHOOLS[plan.school_code]
        file = planned_file(
            plan, school_name=school["name_th"], smis_code=school["smis_code"], seed=SEED
        )
        assert list(file.rows) == told[plan]
        assert file.filename == f"{plan.name}.{'csv' if 'csv' in file_format else 'xlsx'}"
        assert file.data.startswith(b"PK") == (not file.filename.endswith("csv"))
