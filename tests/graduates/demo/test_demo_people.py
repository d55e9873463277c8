"""The invented persons: valid, unique, repeatable, and nobody real."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.demo.ids import BLOCK_SIZE, implausible_ids
from apps.core.demo.seeds import stream
from apps.graduates.demo.names import FEMALE_NAMES, MALE_NAMES, SURNAMES
from apps.graduates.demo.people import as_key, roster_rows
from apps.graduates.demo.revisions import corrected, finished_later
from apps.graduates.demo.staff import school_staff

SCHOOL = "1010720039"
KINDS = ("graduates", "late", "history", "studying")
any_roster = st.builds(
    roster_rows,
    st.just(SCHOOL),
    st.integers(2020, 2030),
    st.sampled_from(KINDS),
    st.integers(0, 90),
    st.integers(0, 10_000),
)


@given(any_roster)
@settings(max_examples=60, deadline=None)
def test_ids_are_valid_unique_and_of_the_block_that_nobody_has(rows):
    ids = [row.national_id for row in rows]
    assert len(set(ids)) == len(ids)
    for national_id in ids:
        assert len(national_id) == 13
        assert national_id[0] in "12345678"
        assert national_id[1:3] == "88"
        weighted = sum(int(d) * w for d, w in zip(national_id, range(13, 1, -1), strict=False))
        assert (weighted + int(national_id[12])) % 11 in (0, 1, 10)
        assert int(national_id[12]) == (11 - weighted % 11) % 10


@given(st.integers(0, BLOCK_SIZE - 1), st.integers(0, 50), st.integers(0, 50))
@settings(max_examples=60, deadline=None)
def test_neighbouring_runs_of_serials_share_no_id(start, first, second):
    here = set(implausible_ids(stream("a"), start, first))
    there = set(implausible_ids(stream("b"), start + first, second))
    assert len({national_id[1:12] for national_id in here | there}) == first + second


@pytest.mark.parametrize("divisor", [2, 5, 10, 10**8])
def test_serials_far_apart_share_no_id_either(divisor):
    # A stride with a factor in common with the block would come round after a part of it.
    steps = range(0, BLOCK_SIZE, BLOCK_SIZE // divisor)[:50]
    serials = {next(implausible_ids(stream(), step, 1))[3:12] for step in steps}
    assert len(serials) == min(divisor, 50)


@given(any_roster)
@settings(max_examples=60, deadline=None)
def test_names_and_codes_are_of_one_person_each_and_fit_cp874(rows):
    codes = [row.student_code for row in rows]
    assert codes == sorted(set(codes))
    for row in rows:
        female = row.gender == "f"
        assert row.title == ("นางสาว" if female else "นาย")
        assert row.first_name in (FEMALE_NAMES if female else MALE_NAMES)
        assert row.last_name in SURNAMES
        "".join(value or "" for value in as_key(row).values()).encode("cp874")


@given(st.sampled_from(KINDS), st.integers(2020, 2030), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_birth_dates_fit_the_sixth_year_and_papers_fit_the_decision(kind, year, seed):
    for row in roster_rows(SCHOOL, year, kind, 45, seed):
        assert date(year - 19, 5, 1) < row.born_on <= date(year - 17, 5, 16)
        if kind == "studying":
            assert row.gpax is row.credits_earned is row.approved_on is None
            assert row.decision == row.por1_set == row.por1_number == ""
            continue
        assert row.gpax is not None
        assert Decimal("1.00") <= row.gpax <= Decimal("4.00")
        assert row.gpax.as_tuple().exponent == -2
        graduated = row.decision == "graduated"
        assert graduated == bool(row.approved_on) == bool(row.por1_number)
        assert graduated == (row.credits_earned == row.credits_attempted)
        if row.approved_on:
            assert row.approved_on >= date(year + 1, 3, 31)


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_equal_seeds_give_equal_rows_and_others_do_not(seed):
    rows = roster_rows(SCHOOL, 2024, "graduates", 30, seed)
    assert rows == roster_rows(SCHOOL, 2024, "graduates", 30, seed)
    others = {row.national_id for row in roster_rows(SCHOOL, 2024, "graduates", 30, seed + 1)}
    assert others.isdisjoint(row.national_id for row in rows)


def test_one_in_forty_has_not_graduated_in_the_roster_of_the_year_only():
    def failed(kind):
        rows = roster_rows(SCHOOL, 2024, kind, 120, 7)
        return sum(row.decision == "not_graduated" for row in rows)

    assert {kind: failed(kind) for kind in KINDS} == {
        "graduates": 3,
        "late": 0,
        "history": 0,
        "studying": 0,
    }


def test_the_lists_of_names_are_large_enough():
    assert len(set(MALE_NAMES)) == len(MALE_NAMES) >= 120
    assert len(set(FEMALE_NAMES)) == len(FEMALE_NAMES) >= 120
    assert len(set(SURNAMES)) == len(SURNAMES) >= 300


def test_a_person_is_not_shown_when_printed():
    row = roster_rows(SCHOOL, 2024, "graduates", 1, 7)[0]
    assert row.national_id not in repr(row)
    assert row.first_name not in repr(row)


def test_a_correction_adds_one_removes_one_and_changes_two():
    before = roster_rows(SCHOOL, 2024, "graduates", 60, 7)
    newcomer = roster_rows(SCHOOL, 2024, "graduates", 1, 8)
    after = corrected(before, newcomer, stream("version"))
    old = {row.national_id: row for row in before}
    new = {row.national_id: row for row in after}
    assert new.keys() - old.keys() == {newcomer[0].national_id}
    assert len(old.keys() - new.keys()) == 1
    changed = [new[i] for i in new.keys() & old.keys() if new[i] != old[i]]
    assert sorted(
        (row.gpax != old[row.national_id].gpax, row.last_name != old[row.national_id].last_name)
        for row in changed
    ) == [(False, True), (True, False)]
    assert len({row.student_code for row in after}) == len(after)


def test_whoever_had_not_graduated_finishes_later():
    rows = roster_rows(SCHOOL, 2024, "graduates", 120, 7)
    waiting = {row.national_id: row for row in rows if row.decision == "not_graduated"}
    late = finished_later(rows, stream("late"), date(2025, 3, 31))
    assert {row.national_id for row in late} == set(waiting)
    for row in late:
        assert row.decision == "graduated"
        assert row.approved_on is not None
        assert date(2025, 5, 1) < row.approved_on < date(2025, 10, 1)
        assert row.born_on == waiting[row.national_id].born_on
        assert row.por1_number


def test_uploader_and_certifier_are_two_persons():
    uploader, certifier = school_staff("suan", 7)
    assert (uploader.role, certifier.role) == ("school_uploader", "school_certifier")
    assert uploader.name_th != certifier.name_th
    assert uploader.email == "uploader.suan@demo.example"
    assert certifier.email == "certifier.suan@demo.example"
    assert (uploader, certifier) == school_staff("suan", 7)
