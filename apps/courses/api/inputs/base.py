"""What the inputs of all endpoints share: strict objects, the officer, the version seen."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request

from apps.core.academic_year import christian_year
from apps.core.thai.text import clean
from apps.courses.choices import TermNumber
from apps.courses.services.registrations import Pick
from apps.institutions.models import Institution, Kind
from apps.institutions.officers import Officer, named_officer
from apps.partner_api.errors import FieldProblem, InvalidInputError
from apps.partner_api.reading import read_input

MOST = 1_000
"""Rows in one batch."""
YEARS = range(1957, 2101)  # academic years 2500 to 2643
CODE = re.compile(r"[0-9]{1,10}", re.ASCII)
FIELD_NAME = re.compile(r"[a-z_]{1,40}")


class Input(serializers.Serializer[Any]):
    """Refuses what it does not know: a misspelt field, and whatever only the portal may set."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := data.keys() - self.fields.keys()):
            message = _("This field is not known here. Take it out, or correct its name.")
            # a name that is none may be anything, so it is not repeated
            names = {name if FIELD_NAME.fullmatch(str(name)) else "" for name in unknown}
            raise serializers.ValidationError(
                {
                    name or "non_field_errors": [ErrorDetail(str(message), "unknown_field")]
                    for name in sorted(names)
                }
            )
        return super().to_internal_value(data)


class OfficerIn(Input):
    """Who decided. Written into the history of both sides with the post."""

    name = serializers.CharField(max_length=200)
    post = serializers.CharField(max_length=200, help_text="As it stands at this moment.")

    def validate(self, attrs: dict[str, Any]) -> Officer:
        return named_officer(attrs["name"], attrs["post"])


class SeenIn(Input):
    """A registration in the version that you saw; another version since then gives 409."""

    uuid = serializers.UUIDField()
    version = serializers.IntegerField(min_value=1)

    def validate(self, attrs: dict[str, Any]) -> Pick:
        return Pick(attrs["uuid"], attrs["version"])


class Rows(serializers.ListSerializer[Any]):
    """1 to 1,000 rows; `key` of the child stands on one of them only."""

    def __init__(self, *, key: str, **how: Any) -> None:
        self.key = key
        how = {"min_length": 1, "max_length": MOST, "allow_empty": False} | how
        super().__init__(**how)

    def to_internal_value(self, data: Any) -> Any:
        read = super().to_internal_value(data)
        seen: set[str] = set()
        doubled = []
        for row in data:
            written = str(row[self.key]).lower()
            doubled.append(written in seen)
            seen.add(written)
        if any(doubled):
            message = _("This stands in an earlier row already. Keep one of the two.")
            detail = [ErrorDetail(str(message), "repeated")]
            raise serializers.ValidationError(
                [{self.key: detail} if again else {} for again in doubled]
            )
        return read


def seen_rows() -> Rows:
    return Rows(key="uuid", child=SeenIn())


class YearField(serializers.IntegerField):
    """An academic year, Buddhist or Christian, as a Christian number."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**{"help_text": "2569 and 2026 mean the same academic year."} | how)

    def to_internal_value(self, data: Any) -> int:
        year = christian_year(super().to_internal_value(data))
        if year not in YEARS:
            raise serializers.ValidationError(
                _("Write the academic year, for example 2569 or 2026."), code="academic_year"
            )
        return year


class TermField(serializers.ChoiceField):
    def __init__(self, **how: Any) -> None:
        text = "1 first semester, 2 second semester, 3 summer session."
        super().__init__(choices=TermNumber.choices, **{"help_text": text} | how)


class CodeField(serializers.CharField):
    """A code that must not be empty, nor made of signs that nobody sees."""

    def to_internal_value(self, data: Any) -> str:
        code: str = super().to_internal_value(data)
        if not clean(code):
            self.fail("blank")
        return code


class UniversityField(serializers.CharField):
    """A university by the ministry's code, as an Institution."""

    def __init__(self, **how: Any) -> None:
        text = "The ministry's code of the university, for example 00300."
        given: dict[str, Any] = {"help_text": text} | how
        super().__init__(**given)

    def to_internal_value(self, data: Any) -> Institution:  # type: ignore[override]
        code = super().to_internal_value(data)
        known = Institution.objects.filter(kind=Kind.UNIVERSITY)
        found = known.filter(code=code).first() if CODE.fullmatch(code) else None
        if found is None:
            raise serializers.ValidationError(
                _("No university with this code is known here. Check the code."),
                code="unknown_institution",
            )
        return found


class Asked:
    """The query of an address in the shape of a request's body, without repeated values."""

    def __init__(self, request: Request) -> None:
        self.data = request.query_params.dict()


def read_query(serializer: type[Input], request: Request) -> Any:
    """The validated query. Raises InvalidInputError with pointers of the form `?name`."""
    try:
        return read_input(serializer, Asked(request))  # type: ignore[arg-type]
    except InvalidInputError as refused:
        raise InvalidInputError(
            [
                FieldProblem(
                    "?" + one.pointer.removeprefix("/"), one.code, one.message_th, one.message_en
                )
                for one in refused.errors
            ]
        ) from refused


class PageIn(Input):
    """What every list takes."""

    cursor = serializers.CharField(
        required=False, max_length=500, help_text="As given in `next` of the page before."
    )
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=200, help_text="1 to 200; 50 without it."
    )
