"""Equal texts are told to agree without a canonical form; that must never change an answer."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.graduates.answering import _names, _papers
from apps.graduates.claims import Claim
from apps.graduates.matching import PersonName, compare_names, compare_por1
from apps.graduates.register import Record

SIGNS = st.text("กข้ำเฯๆ.-0๑aB \u200b", max_size=4)


def claimed(first: str, last: str, papers: tuple[str, str] = ("", "")) -> Claim:
    return Claim(first_name=first, last_name=last, por1_set=papers[0], por1_number=papers[1])


def recorded(first: str, last: str, papers: tuple[str, str] = ("", "")) -> Record:
    return Record(
        school_id=1,
        academic_year=2024,
        kind="graduates",
        certified_at=datetime(2025, 4, 1, tzinfo=UTC),
        title="",
        first_name=first,
        last_name=last,
        name_as_written=f"{first} {last}",
        born_on=None,
        born_year=None,
        gpax=None,
        decision="graduated",
        approved_on=None,
        por1_set=papers[0],
        por1_number=papers[1],
    )


@given(SIGNS, SIGNS, st.booleans(), SIGNS)
@settings(max_examples=100)
def test_names_are_told_as_the_full_comparison_tells_them(
    first: str, last: str, same: bool, other: str
) -> None:
    theirs = last if same else other
    full = compare_names(PersonName(first, last), PersonName(first, theirs))
    assert _names(claimed(first, last), recorded(first, theirs)) == full


@given(st.tuples(SIGNS, SIGNS), st.booleans(), st.tuples(SIGNS, SIGNS))
@settings(max_examples=100)
def test_papers_are_told_as_the_full_comparison_tells_them(
    ours: tuple[str, str], same: bool, other: tuple[str, str]
) -> None:
    theirs = ours if same else other
    told = _papers(claimed("ก", "ข", ours), recorded("ก", "ข", theirs))
    assert told == compare_por1(ours, theirs)
