"""How years and days are to be written: in the reader's calendar, and understood as shown."""

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from apps.certificates.examples import day_example, year_example
from apps.certificates.facts import FIELDS, read_facts
from apps.certificates.forms.application import HINTS
from apps.certificates.forms.batches import BatchForm
from apps.certificates.kinds import Kind
from apps.core.academic_year import christian_year
from apps.core.thai.dates import parse_date
from apps.courses.choices import Level
from tests.builders.certificates import GRADUATED, STATUS

DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 1, 1))


@given(DAYS, st.sampled_from(["th", "en"]))
def test_an_example_is_read_as_what_it_stands_for(day: dt.date, language: str) -> None:
    with translation.override(language):
        assert parse_date(str(day_example(day))).value == day
        assert christian_year(int(str(year_example(day.year)))) == day.year


@pytest.mark.parametrize(("language", "year"), [("en", "2026"), ("th", "2569")])
def test_hints_follow_the_reader(language: str, year: str) -> None:
    with translation.override(language):
        hints = [str(hint) for hint in HINTS.values()]
        hints.append(str(BatchForm().fields["title"].help_text))
        assert year in hints[0]
        assert year in hints[-1]
        assert ("256" in " ".join(hints)) == (language == "th")


def sentences(kind: str, **wrong: object) -> list[str]:
    facts = {Kind.GRADUATION.value: GRADUATED, Kind.STUDENT_STATUS.value: STATUS}[kind]
    given_facts = {**facts, "student_code": "6500000001", **wrong}
    _facts, problems = read_facts(kind, given_facts, language="th")
    return [str(problem.sentence) for problem in problems]


def test_refusals_follow_the_reader() -> None:
    with translation.override("en"):
        (year,) = sentences("student_status", academic_year="25")
        (day,) = sentences("graduation", completed_on="last spring")
    assert "as 2026" in year
    assert "as 5/3/2025" in day


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_wrong_choice_is_answered_with_words_not_with_codes(language: str) -> None:
    with translation.override(language):
        (told,) = sentences("student_status", level="wizard")
        assert all(str(label) in told for label in Level.labels)
    codes = {code for field in FIELDS["student_status"] for code, _word in field.choices}
    assert not any("_" in code and code in told for code in codes)


@pytest.mark.parametrize("name", ["kind", "language"])
def test_nothing_chosen_is_told_as_a_choice(name: str) -> None:
    with translation.override("en"):
        form = BatchForm({"title": "x"})
        assert form.errors[name] == ["Choose one of these."]
