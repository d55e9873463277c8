"""A degree that names its field is shown with it once, in Thai and in English."""

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.qualifications.degree_words import degree_and_major, major_beside, names_major
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.units import unit_key
from tests.builders import qualifications as build
from tests.builders.qualifications import Graduate
from tests.qualifications.held import HISTORY, LOADS, QUEUE, REGISTER, waiting_check

FIELDS = st.sampled_from(["เคมี", "ฟิสิกส์", "วิทยาการคอมพิวเตอร์", "Chemistry", "Applied Physics", "Law"])
WRITTEN = st.sampled_from(["{0} ({1})", "{0} [{1}]", "{0}  ( {1} )", "{0} ({1}) เกียรตินิยมอันดับ 1"])


@pytest.mark.parametrize(
    ("degree", "major", "shown"),
    [
        ("วท.บ. (เคมี)", "เคมี", "วท.บ. (เคมี)"),
        ("วท.บ. (เคมี)", "สาขาวิชาเคมี", "วท.บ. (เคมี)"),
        ("วท.บ. (เคมี) (ต่อเนื่อง)", "เคมี", "วท.บ. (เคมี) (ต่อเนื่อง)"),
        ("วิทยาศาสตรบัณฑิต สาขาวิชาเคมี", "เคมี", "วิทยาศาสตรบัณฑิต สาขาวิชาเคมี"),
        ("วิทยาศาสตรบัณฑิต (สาขาวิชาเคมี)", "เคมี", "วิทยาศาสตรบัณฑิต (สาขาวิชาเคมี)"),
        ("B.Sc. (Chemistry)", "chemistry", "B.Sc. (Chemistry)"),
        ("Bachelor of Science in Chemistry", "Chemistry", "Bachelor of Science in Chemistry"),
        ("Bachelor of Science (Chemistry)", "Chemistry", "Bachelor of Science (Chemistry)"),
        ("วท.บ.", "เคมี", "วท.บ. เคมี"),
        ("วท.บ. (เคมี)", "เคมีประยุกต์", "วท.บ. (เคมี) เคมีประยุกต์"),
        ("วท.บ. (เคมีประยุกต์)", "เคมี", "วท.บ. (เคมีประยุกต์) เคมี"),
        ("วท.บ. (เคมี)", "Chemistry", "วท.บ. (เคมี) Chemistry"),
        ("B.Sc.", "Chemistry", "B.Sc. Chemistry"),
        ("วท.บ. (เคมี)", "", "วท.บ. (เคมี)"),
        ("วท.บ. ()", "", "วท.บ. ()"),
        ("", "เคมี", "เคมี"),
        ("", "", ""),
    ],
)
def test_the_field_stands_once(degree: str, major: str, shown: str) -> None:
    assert degree_and_major(degree, major) == shown


@settings(max_examples=60)
@given(st.sampled_from(["วท.บ.", "วิทยาศาสตรบัณฑิต", "B.Sc.", "Bachelor of Science"]), FIELDS, WRITTEN)
def test_in_brackets_it_is_found_however_it_is_written(
    degree: str, major: str, written: str
) -> None:
    named = written.format(degree, major)
    assert names_major(named, major)
    assert degree_and_major(named, major) == " ".join(named.split())


@settings(max_examples=60)
@given(FIELDS, FIELDS)
def test_another_field_is_not_left_out(one: str, other: str) -> None:
    beside = major_beside(f"วท.บ. ({one})", other)
    assert beside == ("" if unit_key(one) == unit_key(other) else other)


@pytest.mark.django_db
class TestOnPages:
    NAME = "วิทยาศาสตรบัณฑิต (เคมี)"

    @pytest.fixture
    def row(self) -> DegreeRow:
        return build.degree(1, degree_th=self.NAME, degree_abbr="วท.บ. (เคมี)", major="เคมี")

    def cells(self, answer: Any, heading: str) -> list[str]:
        """What the column has, without tags."""
        page = answer.content.decode()
        found = re.findall(rf'<td data-label="{heading}">(.*?)</td>', page, re.DOTALL)
        return [" ".join(re.sub("<[^>]*>", " ", cell).split()) for cell in found]

    def test_in_the_register_and_in_what_is_brought(
        self, world: Graduate, clerk: Client, row: DegreeRow
    ) -> None:
        other = build.degree(2)
        load = build.load_rows(world, [row, other])
        shown = {self.NAME, f"{other.degree_th} {other.major}"}
        brought = clerk.get(f"{LOADS}{load.uuid}/?change=added")
        assert set(self.cells(brought, "Degree")) == shown
        build.accepted(world, load)
        assert set(self.cells(clerk.get(REGISTER), "Degree")) == shown

    def test_in_lists_of_questions(
        self, world: Graduate, asker: Client, clerk: Client, row: DegreeRow
    ) -> None:
        waiting_check(world, row, degree="วท.บ. (เคมี)", academic_year=None)
        for answer in (clerk.get(QUEUE), clerk.get(HISTORY), asker.get("/qualifications/asked/")):
            assert self.cells(answer, "Degree as claimed") == ["วท.บ. (เคมี)"]
