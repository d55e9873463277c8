"""Grades: finding them as typed, scales kept as JSON, mapping between two institutions."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.courses.grades import (
    OUTCOME_LABELS,
    USUAL_SCALE,
    GradeMeaning,
    Outcome,
    Scale,
    grade_key,
    map_grade,
    nearest_grade,
    validate_scale,
    written_grade,
)

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
SIGNS = st.text(st.sampled_from("ABCDFSUWIPX+-ผพ๔4"), min_size=1, max_size=4)
POINTS = st.integers(min_value=0, max_value=400).map(lambda hundredths: Decimal(hundredths) / 100)
GRADED = st.builds(GradeMeaning, SIGNS, POINTS, st.sampled_from([PASSED, FAILED]))
UNGRADED = st.builds(GradeMeaning, SIGNS, st.none(), st.sampled_from(Outcome))
SCALES = st.lists(
    GRADED | UNGRADED, min_size=1, max_size=8, unique_by=lambda known: grade_key(known.grade)
).map(lambda grades: Scale(tuple(grades)))


def graded(grade: str, points: str, outcome: Outcome = PASSED) -> GradeMeaning:
    return GradeMeaning(grade, Decimal(points), outcome)


def entry(grade: Any = "A", points: Any = "4.00", outcome: Any = "passed") -> dict[str, Any]:
    return {"grade": grade, "points": points, "outcome": outcome}


@pytest.mark.parametrize(
    ("grade", "points", "outcome"),
    [
        ("A", "4.0", "passed"), ("B+", "3.5", "passed"), ("B", "3.0", "passed"),
        ("C+", "2.5", "passed"), ("C", "2.0", "passed"), ("D+", "1.5", "passed"),
        ("D", "1.0", "passed"), ("F", "0", "failed"), ("S", None, "passed"),
        ("U", None, "failed"), ("W", None, "withdrawn"), ("I", None, "in_progress"),
        ("AU", None, "not_counted"),
    ],
)  # fmt: skip
def test_usual_scale(grade: str, points: str | None, outcome: str) -> None:
    found = USUAL_SCALE.find(grade)
    assert found == GradeMeaning(
        grade, None if points is None else Decimal(points), Outcome(outcome)
    )


def test_what_differs_from_place_to_place_is_not_usual() -> None:
    assert [USUAL_SCALE.find(grade) for grade in ("P", "X", "T", "E")] == [None] * 4
    assert len(USUAL_SCALE.grades) == 13
    assert validate_scale(USUAL_SCALE.as_json()) == []


@pytest.mark.parametrize(
    "typed", ["B+", "b+", " B + ", "B＋", "Ｂ＋", "ｂ⁺", "B\u200b+\u00a0", "\ufeffb\t+"]
)
def test_finding_a_grade_as_typed(typed: str) -> None:
    assert USUAL_SCALE.find(typed) == graded("B+", "3.5")


@pytest.mark.parametrize("typed", ["", " ", "B++", "B-", "4", "๔", "AB", "ก"])
def test_what_is_not_on_the_scale(typed: str) -> None:
    assert USUAL_SCALE.find(typed) is None


def test_thai_digits_are_signs_of_their_own() -> None:
    scale = Scale((graded("4", "4.00"), GradeMeaning("ผ่าน", None, PASSED)))
    assert scale.find("4") is not None
    assert scale.find("๔") is None
    assert scale.find(" ผ่าน ") == scale.grades[1]


@settings(max_examples=100)
@given(st.text(max_size=8) | SIGNS)
def test_keys_are_fixed_points(text: str) -> None:
    key = grade_key(text)
    assert grade_key(key) == key == grade_key(f" {text}\u200b ")
    assert written_grade(written_grade(text)) == written_grade(text)


@settings(max_examples=60)
@given(SCALES)
def test_a_scale_survives_being_kept(scale: Scale) -> None:
    kept = json.loads(json.dumps(scale.as_json()))
    assert validate_scale(kept) == []
    assert Scale.from_json(kept) == scale
    assert Scale.from_json(kept["grades"]) == scale  # the list alone: the usual maximum
    for known in scale.grades:
        assert scale.find(known.grade.lower()) == known


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (None, [("scale_shape", "")]),
        ("A", [("scale_shape", "")]),
        ([], [("scale_empty", "")]),
        ([entry(), entry(points=5)], [("grade_repeated", "/1/grade"), ("points", "/1/points")]),
        ({"grades": [entry()], "max_points": 10}, [("max_points", "/max_points")]),
        ({"grades": "A"}, [("scale_shape", "")]),
        ({"grades": []}, [("scale_empty", "/grades")]),
        ({"grades": [entry()], "max_points": 0}, [("max_points", "/max_points")]),
        ({"grades": [entry()], "max_points": None}, [("max_points", "/max_points")]),
        ({"grades": [entry(), "B"]}, [("entry_shape", "/grades/1")]),
        ({"grades": [entry(grade=" ")]}, [("grade_sign", "/grades/0/grade")]),
        ({"grades": [entry(grade=4)]}, [("grade_sign", "/grades/0/grade")]),
        ({"grades": [entry(grade="A" * 11)]}, [("grade_sign", "/grades/0/grade")]),
        ({"grades": [entry(), entry(" a ")]}, [("grade_repeated", "/grades/1/grade")]),
        ({"grades": [entry(points="4.01")]}, [("points", "/grades/0/points")]),
        ({"grades": [entry(points=-1)]}, [("points", "/grades/0/points")]),
        ({"grades": [entry(points="NaN")]}, [("points", "/grades/0/points")]),
        ({"grades": [entry(points=True)]}, [("points", "/grades/0/points")]),
        ({"grades": [entry(points="3.333")]}, [("points", "/grades/0/points")]),
        ({"grades": [entry(outcome="pass")]}, [("outcome", "/grades/0/outcome")]),
        ({"grades": [entry(outcome=["passed"])]}, [("outcome", "/grades/0/outcome")]),
        (
            {"grades": [entry("W", "0", "withdrawn")]},
            [("points_without_result", "/grades/0/points")],
        ),
        (
            {"grades": [entry(points=5, outcome=""), entry("A", None)]},
            [
                ("outcome", "/grades/0/outcome"),
                ("points", "/grades/0/points"),
                ("grade_repeated", "/grades/1/grade"),
            ],
        ),
    ],
)
def test_problems_of_a_scale(data: Any, problems: list[tuple[str, str]]) -> None:
    found = validate_scale(data)
    assert [(problem.code, problem.pointer) for problem in found] == problems
    with override("en"):
        assert all(problem.sentence.endswith(".") for problem in found)
        assert not any("%(" in problem.sentence for problem in found)
    with pytest.raises(ValueError, match=problems[0][0]):
        Scale.from_json(data)


def test_a_scale_of_its_own() -> None:
    data = {"max_points": 4.3, "grades": [entry("A+", 4.3), entry("P", "", "in_progress")]}
    scale = Scale.from_json(data)
    assert scale.max_points == Decimal("4.3")
    assert scale.find("a+") == graded("A+", "4.3")
    assert scale.find("P") == GradeMeaning("P", None, Outcome.IN_PROGRESS)


@pytest.mark.parametrize(
    ("points", "grade"),
    [("4.00", "A"), ("4", "A"), ("3.5", "B+"), ("0", "F"), ("3.49", None), ("3.7", None)],
)
def test_only_exact_points_name_a_grade(points: str, grade: str | None) -> None:
    found = nearest_grade(Decimal(points), USUAL_SCALE)
    assert (found.grade if found else None) == grade


def test_two_grades_with_the_same_points_need_a_person() -> None:
    home = Scale((graded("E", "0", FAILED), graded("F", "0", FAILED)))
    assert nearest_grade(Decimal(0), home) is None
    assert map_grade(graded("FX", "0", FAILED), home) is None
    assert map_grade(graded("F", "0", FAILED), home) == home.grades[1]


def test_points_of_another_maximum_are_not_compared() -> None:
    five = Decimal("5.00")
    assert nearest_grade(Decimal(4), USUAL_SCALE, source_max=five) is None
    assert map_grade(graded("A", "4"), USUAL_SCALE, source_max=five) is None
    withdrawn = GradeMeaning("W", None, Outcome.WITHDRAWN)
    assert map_grade(withdrawn, USUAL_SCALE, source_max=five) == withdrawn


@pytest.mark.parametrize(
    ("meaning", "home"),
    [
        (graded("B+", "3.50"), "B+"),
        (graded("AB", "3.50"), "B+"),  # another sign, the same points
        (graded("A-", "3.75"), None),
        (graded("D", "1.00", FAILED), None),  # failed there, passed here
        (graded("A", "3.00"), "B"),  # points decide, not the sign
        (GradeMeaning("s", None, PASSED), "S"),
        (GradeMeaning("P", None, PASSED), None),
        (GradeMeaning("W", None, Outcome.NOT_COUNTED), None),
        (GradeMeaning("A", None, PASSED), None),
    ],
)
def test_mapping_to_the_home_scale(meaning: GradeMeaning, home: str | None) -> None:
    found = map_grade(meaning, USUAL_SCALE)
    assert (found.grade if found else None) == home


@settings(max_examples=100)
@given(GRADED | UNGRADED, SCALES)
def test_a_mapping_never_changes_the_meaning(meaning: GradeMeaning, target: Scale) -> None:
    found = map_grade(meaning, target)
    if found is not None:
        assert found in target.grades
        assert (found.points, found.outcome) == (meaning.points, meaning.outcome)
    for known in target.grades:
        assert map_grade(known, target) == known


def test_every_outcome_has_its_word() -> None:
    assert list(OUTCOME_LABELS) == list(Outcome)
