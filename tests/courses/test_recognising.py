"""Planned and final recognition against the home institution's policy."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.courses.grades import USUAL_SCALE, GradeMeaning, Outcome
from apps.courses.recognising import (
    USUAL_TERMS,
    Criterion,
    PolicyTerms,
    SourceCourse,
    TargetCourse,
    check_recognition,
    is_undecided,
    needs_override,
    outcome_of,
)
from apps.courses.recognising_words import (
    CRITERION_LABELS,
    MET_LABELS,
    SENTENCES,
    criterion_sentence,
)

TARGET = TargetCourse("CS201", Decimal(3), "bachelor")
SHARE = Decimal("0.8")
CREDITS = st.integers(min_value=1, max_value=300).map(lambda tenths: Decimal(tenths) / 10)
LEVELS = st.sampled_from(["bachelor", "master", ""])
SOURCES = st.builds(
    SourceCourse,
    st.just("X"),
    CREDITS,
    LEVELS,
    st.none() | st.sampled_from(USUAL_SCALE.grades),
)
SHARES = st.integers(min_value=0, max_value=100).map(lambda percent: Decimal(percent) / 100)


def source(
    grade: str | None = "B", credit: str = "3", level: str = "bachelor", code: str = "01418"
) -> SourceCourse:
    meaning = None if grade is None else USUAL_SCALE.find(grade)
    assert (meaning is None) is (grade is None)
    return SourceCourse(code, Decimal(credit), level, meaning)


def found_for(
    code: str,
    *sources: SourceCourse,
    target: TargetCourse = TARGET,
    share: Decimal | None = SHARE,
    terms: PolicyTerms = USUAL_TERMS,
) -> Criterion:
    criteria = check_recognition(
        sources or [source()], target, share, terms=terms, programme_credits=Decimal(120)
    )
    return next(criterion for criterion in criteria if criterion.code == code)


def test_usual_terms_are_those_of_practice() -> None:
    assert (
        PolicyTerms(Decimal("0.75"), Decimal("2.00"), True, Decimal("15"), Decimal("0.75"))
        == USUAL_TERMS
    )


def test_everything_met() -> None:
    criteria = check_recognition(
        [source("B+")],
        TARGET,
        Decimal("0.75"),
        terms=USUAL_TERMS,
        recognised_before=Decimal(87),
        programme_credits=Decimal(120),
    )
    assert criteria == [
        Criterion("content", True, "75 %", "75 %"),
        Criterion("grade", True, "2.00", "01418 B+ (3.50)"),
        Criterion("credits", True, "3", "3"),
        Criterion("level", True, "bachelor", "bachelor"),
        Criterion("cap", True, "90", "90"),
    ]
    assert not needs_override(criteria)
    assert not is_undecided(criteria)


@pytest.mark.parametrize(
    ("share", "met", "shown"),
    [
        ("0.75", True, "75 %"),
        ("0.7499", False, "74.99 %"),
        ("1", True, "100 %"),
        ("0", False, "0 %"),
    ],
)
def test_three_quarters_of_the_content(share: str, met: bool, shown: str) -> None:
    assert found_for("content", share=Decimal(share)) == Criterion("content", met, "75 %", shown)


def test_content_that_nobody_judged() -> None:
    assert found_for("content", share=None) == Criterion("content", None, "75 %", "")


@pytest.mark.parametrize(
    ("grade", "met"),
    [
        ("A", True), ("C", True), ("D+", False), ("D", False), ("F", False), ("S", True),
        ("U", False), ("W", False), ("I", False), ("AU", False), (None, None),
    ],
)  # fmt: skip
def test_grade_of_a_bachelor_course(grade: str | None, met: bool | None) -> None:
    assert found_for("grade", source(grade)).met is met


@pytest.mark.parametrize(("grade", "met"), [("B", True), ("C+", False), ("S", False)])
def test_grade_under_a_graduate_policy(grade: str, met: bool) -> None:
    graduate = replace(USUAL_TERMS, grade_points=Decimal("3.00"), ungraded_passes=False)
    criterion = found_for("grade", source(grade), terms=graduate)
    assert (criterion.met, criterion.asked) == (met, "3.00")


def test_points_do_not_make_a_failure_a_pass() -> None:
    failed = replace(source(), grade=GradeMeaning("C", Decimal("2.00"), Outcome.FAILED))
    assert found_for("grade", failed).met is False


@pytest.mark.parametrize(
    ("grades", "met", "shown"),
    [
        (["A", "C"], True, "X1 A (4.00), X2 C (2.00)"),
        (["A", "D"], False, "X1 A (4.00), X2 D (1.00)"),
        (["A", None], None, "X1 A (4.00), X2 –"),
        ([None, "F"], False, "X1 –, X2 F (0.00)"),
        (["S", "B"], True, "X1 S, X2 B (3.00)"),
    ],
)
def test_every_one_of_several_courses_counts(
    grades: list[str | None], met: bool | None, shown: str
) -> None:
    sources = [source(grade, code=f"X{number}") for number, grade in enumerate(grades, 1)]
    assert found_for("grade", *sources) == Criterion("grade", met, "2.00", shown)


@pytest.mark.parametrize(
    ("taken", "met", "shown"),
    [(["3"], True, "3"), (["2"], False, "2"), (["1.5", "1.5"], True, "3"), (["2", "2"], True, "4")],
)
def test_credits_of_all_sources_together(taken: list[str], met: bool, shown: str) -> None:
    sources = [source(credit=credit) for credit in taken]
    assert found_for("credits", *sources) == Criterion("credits", met, "3", shown)


@pytest.mark.parametrize(
    ("levels", "home", "met", "shown"),
    [
        (["bachelor"], "bachelor", True, "bachelor"),
        (["master"], "bachelor", False, "master"),
        (["bachelor", "master"], "bachelor", False, "bachelor, master"),
        (["bachelor", ""], "bachelor", None, "bachelor"),
        (["", "master"], "bachelor", False, "master"),
        (["bachelor"], "", None, "bachelor"),
    ],
)
def test_same_level(levels: list[str], home: str, met: bool | None, shown: str) -> None:
    sources = [source(level=level) for level in levels]
    criterion = found_for("level", *sources, target=replace(TARGET, level=home))
    assert criterion == Criterion("level", met, home, shown)


@pytest.mark.parametrize(
    ("before", "programme", "share", "expected"),
    [
        ("87", "120", "0.75", Criterion("cap", True, "90", "90")),
        ("88", "120", "0.75", Criterion("cap", False, "90", "91")),
        ("57", "120", "0.5", Criterion("cap", True, "60", "60")),
        ("57.5", "120", "0.5", Criterion("cap", False, "60", "60.5")),
        ("0", None, "0.75", Criterion("cap", None, "75 %", "3")),
        ("0", "120", None, None),
        ("0", None, None, None),
    ],
)
def test_cap_of_the_programme(
    before: str, programme: str | None, share: str | None, expected: Criterion | None
) -> None:
    criteria = check_recognition(
        [source()],
        TARGET,
        SHARE,
        terms=replace(USUAL_TERMS, programme_share=None if share is None else Decimal(share)),
        recognised_before=Decimal(before),
        programme_credits=None if programme is None else Decimal(programme),
    )
    assert next((found for found in criteria if found.code == "cap"), None) == expected


def test_no_transfer_asks_for_nothing() -> None:
    criteria = check_recognition([source("F")], None, None, terms=USUAL_TERMS)
    assert criteria == []
    assert not needs_override(criteria)
    assert outcome_of([source("F")], None) == "not_recognised"


def test_calls_that_make_no_sense() -> None:
    with pytest.raises(ValueError, match="at least one course"):
        check_recognition([], TARGET, SHARE, terms=USUAL_TERMS)
    for share in (Decimal(75), Decimal("-0.1")):
        with pytest.raises(ValueError, match="between 0 and 1"):
            check_recognition([source()], TARGET, share, terms=USUAL_TERMS)


@pytest.mark.parametrize(
    ("mets", "override_needed", "undecided"),
    [
        ([True, True], False, False),
        ([True, None], False, True),
        ([None, False], True, True),
        ([False], True, False),
        ([], False, False),
    ],
)
def test_override(mets: list[bool | None], override_needed: bool, undecided: bool) -> None:
    criteria = [Criterion("grade", met, "", "") for met in mets]
    assert needs_override(criteria) is override_needed
    assert is_undecided(criteria) is undecided


@pytest.mark.parametrize(
    ("taken", "granted", "outcome"),
    [
        (["3"], "3", "recognised"),
        (["4"], "3", "partly_recognised"),
        (["1.5", "1.5"], "3", "recognised"),
        (["2", "2"], "3", "partly_recognised"),
        (["2"], "3", "recognised"),
    ],
)
def test_outcome(taken: list[str], granted: str, outcome: str) -> None:
    sources = [source(credit=credit) for credit in taken]
    assert outcome_of(sources, replace(TARGET, credits=Decimal(granted))) == outcome


@settings(max_examples=100)
@given(
    st.lists(SOURCES, min_size=1, max_size=4),
    st.builds(TargetCourse, st.just("Y"), CREDITS, LEVELS),
    SHARES,
)
def test_a_stricter_policy_never_meets_more(
    sources: Sequence[SourceCourse], target: TargetCourse, share: Decimal
) -> None:
    lenient = replace(USUAL_TERMS, content_share=Decimal("0.5"), grade_points=Decimal("1.00"))
    strict = PolicyTerms(Decimal("0.9"), Decimal("3.00"), False, None, Decimal("0.25"))
    pairs = zip(
        check_recognition(sources, target, share, terms=lenient, programme_credits=Decimal(120)),
        check_recognition(sources, target, share, terms=strict, programme_credits=Decimal(120)),
        strict=True,
    )
    for loose, tight in pairs:
        assert loose.code == tight.code
        assert tight.met is not True or loose.met is True
        assert (tight.met is None) <= (loose.met is None)


@settings(max_examples=60)
@given(st.lists(SOURCES, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_courses_decides_nothing(
    sources: list[SourceCourse], random: object
) -> None:
    shuffled = list(sources)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    mets = [
        [found.met for found in check_recognition(courses, TARGET, SHARE, terms=USUAL_TERMS)]
        for courses in (sources, shuffled)
    ]
    assert mets[0] == mets[1]
    assert outcome_of(sources, TARGET) == outcome_of(shuffled, TARGET)


@settings(max_examples=60)
@given(st.lists(SOURCES, min_size=1, max_size=3), LEVELS, st.none() | SHARES)
def test_every_criterion_has_its_words(
    sources: list[SourceCourse], level: str, share: Decimal | None
) -> None:
    target = replace(TARGET, level=level)
    with override("en"):
        for criterion in check_recognition(sources, target, share, terms=USUAL_TERMS):
            sentence = criterion_sentence(criterion)
            assert sentence.endswith(".")
            assert "%(" not in sentence
            assert CRITERION_LABELS[criterion.code]
            assert MET_LABELS[criterion.met]


def test_words_name_both_sides() -> None:
    with override("en"):
        levels = Criterion("level", False, "bachelor", "bachelor, master")
        names = {"bachelor": "Bachelor's degree", "master": "Master's degree"}
        sentence = criterion_sentence(levels, level_labels=names)
        assert "Bachelor's degree, Master's degree for a course of the level Bachelor" in sentence
        assert "74.99 %" in criterion_sentence(Criterion("content", False, "75 %", "74.99 %"))
    # credits are always known; every other condition may be open
    assert len(SENTENCES) == 3 * len(CRITERION_LABELS) - 1
