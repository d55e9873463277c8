"""What the inputs of checks and of the register share: text, years, identifiers, documents."""

import base64
import binascii
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.core.academic_year import christian_year
from apps.core.errors import PortalError
from apps.core.identifiers import PersonId
from apps.core.thai.text import canonical, clean
from apps.courses.api.inputs.base import Input
from apps.intake.typed_person import YEAR_PROBLEM, YEARS, Wrong, read_id
from apps.qualifications.choices import TQF_LEVELS
from apps.qualifications.services.conversing import MOST_FILES, GivenFile, content_type_of


class TextField(serializers.CharField):
    """One line of text in canonical form; may be left out or empty."""

    def __init__(self, max_length: int, **how: Any) -> None:
        given: dict[str, Any] = {"required": False, "allow_blank": True} | how
        super().__init__(max_length=max_length, **given)

    def to_internal_value(self, data: Any) -> str:
        return canonical(clean(super().to_internal_value(data)))


class PersonIdField(serializers.CharField):
    """An identifier that was checked; None for an empty text."""

    def __init__(self, **how: Any) -> None:
        given: dict[str, Any] = {
            "max_length": 40,
            "required": False,
            "allow_blank": True,
            "help_text": "National ID, G-code or passport. Kept encrypted, never given out again.",
        }
        super().__init__(**given | how)

    def run_validation(self, data: Any = serializers.empty) -> PersonId | None:
        """After the length is known to be sane; the value is in no message."""
        text = super().run_validation(data)
        try:
            return read_id(text).person_id
        except Wrong as wrong:
            raise serializers.ValidationError(
                str(wrong.message), code=f"id_{wrong.code}"
            ) from wrong


class GraduationYearField(serializers.IntegerField):
    """A year, Buddhist or Christian, as a Christian number."""

    def __init__(self, **how: Any) -> None:
        text = "2565 and 2022 mean the same year."
        given: dict[str, Any] = {"required": False, "allow_null": True, "help_text": text}
        super().__init__(**given | how)

    def to_internal_value(self, data: Any) -> int:
        year = christian_year(super().to_internal_value(data))
        if year not in YEARS:
            raise serializers.ValidationError(YEAR_PROBLEM, code="year")
        return year


def date_field(help_text: str = "ISO 8601, Christian year.") -> serializers.DateField:
    return serializers.DateField(required=False, allow_null=True, help_text=help_text)


def gpax_field() -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=3, decimal_places=2, min_value=0, max_value=4, required=False, allow_null=True
    )


def level_number(code: str) -> int | None:
    """The number of TQF:HEd 2552 (1 to 6) of a level's code; None for ""."""
    return TQF_LEVELS.index(code) + 1 if code else None


class DocumentIn(Input):
    """A PDF, JPEG or PNG file. A request holds at most 4 MiB, so documents about 3 MB together."""

    filename = serializers.CharField(max_length=200)
    content = serializers.CharField(help_text="The file in base64 (RFC 4648, section 4).")

    def validate_content(self, value: str) -> bytes:
        try:
            content = base64.b64decode("".join(value.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise serializers.ValidationError(
                _("Send the file in base64, without a prefix."), code="base64"
            ) from error
        try:
            content_type_of(content)
        except PortalError as refused:
            raise serializers.ValidationError(str(refused.message), code=refused.code) from refused
        return content

    def validate(self, attrs: dict[str, Any]) -> GivenFile:
        return GivenFile(attrs["filename"], attrs["content"])


def documents_field(*, required: bool = False) -> Any:
    """At most ten; a ListSerializer, so that pointers name the one to blame."""
    return serializers.ListSerializer(
        child=DocumentIn(),
        required=required,
        min_length=1 if required else 0,
        max_length=MOST_FILES,
        allow_empty=not required,
    )
