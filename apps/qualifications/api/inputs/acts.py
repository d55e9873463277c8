"""Acts of either side on one check. Each names the officer, and the version that was seen."""

from rest_framework import serializers

from apps.courses.api.inputs.base import Input, OfficerIn
from apps.qualifications.api.inputs.base import documents_field

SHORTEST = "At least five letters; the other university reads it."


def version_field() -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=1, help_text="Of the check, as you saw it; another one since then gives 409."
    )


def note_field(most: int, *, required: bool = True) -> serializers.CharField:
    """Whether it says enough is decided where it is kept."""
    if required:
        return serializers.CharField(max_length=most, help_text=SHORTEST)
    return serializers.CharField(max_length=most, required=False, default="", allow_blank=True)


class MessageIn(Input):
    officer = OfficerIn()
    note = note_field(2_000)
    documents = documents_field()


class CancelCheckIn(Input):
    officer = OfficerIn()
    version = version_field()
    note = note_field(1_000)


class RequestDocumentsIn(Input):
    officer = OfficerIn()
    version = version_field()
    note = note_field(2_000)


class GiveDocumentsIn(Input):
    officer = OfficerIn()
    version = version_field()
    note = note_field(2_000, required=False)
    documents = documents_field(required=True)


class LetterIn(Input):
    language = serializers.ChoiceField(
        choices=[("th", "Thai"), ("en", "English")], default="th", required=False
    )
