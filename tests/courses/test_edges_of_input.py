"""Addresses and bodies that only somebody's own program writes: refused by place, never a 500."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from apps.partner_api.reading import half_character
from tests.builders.courses import Exchange
from tests.courses.pages import browser_of
from tests.courses.partner_system import CLERK, asked_for, pointers, student, system_of

HALF = "\ud800"


class TestHalfCharacters:
    @pytest.mark.parametrize(
        ("data", "place"),
        [
            (HALF, ""),
            ({"term": HALF}, "/term"),
            ({"students": [{"title": "a"}, {"title": f"b{HALF}"}]}, "/students/1/title"),
            ({HALF: 1}, ""),
            ({"officer": {HALF: 1}}, "/officer"),
            ({"1101700230708 x": {"note": HALF}}, "/note"),
        ],
    )
    def test_where_it_stands(self, data: Any, place: str) -> None:
        assert half_character(data) == place

    @pytest.mark.parametrize("data", [None, 1, "", "😀", {"a": ["ก", {"b": "𝒳"}]}])
    def test_whole_characters_pass(self, data: Any) -> None:
        assert half_character(data) is None

    def test_depth_does_not_matter(self) -> None:
        deep: Any = HALF
        for _level in range(3_000):
            deep = [deep]
        assert half_character(deep) == "/0" * 3_000

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("changes", "pointer"),
        [
            ({"term": HALF}, "/term"),
            ({"host": HALF}, "/host"),
            ({"officer": {"name": HALF, "post": "ก"}}, "/officer/name"),
            ({"students": [student(), student(2, gender=HALF)]}, "/students/1/gender"),
            ({HALF: 1}, ""),
        ],
    )
    def test_the_api_names_the_place(
        self, made: Exchange, changes: dict[str, Any], pointer: str
    ) -> None:
        body = json.dumps({"officer": CLERK, **asked_for(made), **changes})
        headers = {
            "Authorization": f"Bearer {system_of(made.home).token}",
            "Idempotency-Key": str(uuid4()),
        }
        answer = Client().post("/api/v1/cross-requests/", body, "application/json", headers=headers)
        assert answer.status_code == 400
        assert pointers(answer.json()) == [(pointer, "half_character")]
        assert answer.json()["errors"][0]["message_en"].isascii()


@pytest.mark.django_db
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
@pytest.mark.parametrize(
    "path", ["registrations/", "recognitions/", "hosting/", "hosting/enrolment/"]
)
def test_a_cursor_outside_all_time_begins_at_the_newest(
    made: Exchange, path: str, moment: str
) -> None:
    for way in "on":
        asked = {"after": f"{way}{moment}~{uuid4()}"}
        assert browser_of(made.registrar).get(f"/courses/{path}", asked).status_code == 200
