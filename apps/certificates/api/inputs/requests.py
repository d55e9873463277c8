"""Papers that somebody asks for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from apps.certificates.api.inputs.facts import CertificateFactsIn
from apps.certificates.applications import Application
from apps.certificates.errors import NeededByError
from apps.certificates.kinds import MADE_HERE, Kind, Language
from apps.certificates.office_fields import LENGTHS
from apps.courses.api.inputs.base import MOST, Input, OfficerIn
from apps.institutions.scope import current_actor
from apps.partner_api.errors import FieldProblem, InvalidInputError
from apps.partner_api.problems import in_both
from apps.qualifications.api.inputs.base import TextField
from apps.qualifications.models import Conferral
from apps.qualifications.models.conferral import ConferralStatus

OFFERED = [(kind.value, kind.value) for kind in MADE_HERE]
UNKNOWN_DEGREE = _("Your register holds no degree with this uuid in force. Look it up again.")
OTHER_KIND = _("Only a certificate of graduation is made from the register. Send the facts.")


class PaperIn(Input):
    """One paper for one person."""

    facts = CertificateFactsIn(required=False)
    degree = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="For `graduation`: the degree in your own register, as `register/degrees/` shows "
        "it. What the register holds goes before `facts`.",
    )
    purpose = TextField(LENGTHS["purpose"], help_text="Printed on the paper.")
    addressee = TextField(LENGTHS["addressee"], help_text="For the office alone.")
    letter_number = TextField(
        LENGTHS["letter_number"], help_text="Number (ที่) in your office's register of letters."
    )
    contact_email = serializers.EmailField(
        max_length=254, required=False, allow_blank=True, help_text="For the office alone."
    )
    needed_by = serializers.DateField(
        required=False, allow_null=True, help_text="For the office alone. ISO 8601."
    )


class NewPaperIn(PaperIn):
    def validate_needed_by(self, value: Any) -> Any:
        if value is not None and value < timezone.localdate():
            detail = ErrorDetail(str(NeededByError.message), NeededByError.code)
            raise serializers.ValidationError([detail])
        return value


class CertificateRequestsIn(Input):
    """1 to 1,000 papers of one kind in one language. Two or more are one batch."""

    officer = OfficerIn()
    kind = serializers.ChoiceField(
        choices=OFFERED, help_text="The portal makes these; tell the stages of others to the feed."
    )
    language = serializers.ChoiceField(choices=Language.choices, default="th", required=False)
    title = TextField(200, help_text="What your office calls the batch.")
    requests: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=NewPaperIn(), min_length=1, max_length=MOST, allow_empty=False
    )


class ChangeRequestIn(Input):
    """The whole request anew: what is left out is empty then."""

    officer = OfficerIn()
    seen = serializers.CharField(
        max_length=64, help_text="As the request shows it; other content since then gives 409."
    )
    request = PaperIn()


class ReplaceRequestIn(Input):
    officer = OfficerIn()
    reason = serializers.CharField(
        max_length=300,
        help_text="At least five letters. Made public with the former paper: name no person.",
    )
    request = NewPaperIn()


def applications_of(
    kind: str, rows: Sequence[Mapping[str, Any]], pointers: Sequence[str]
) -> list[Application]:
    """`pointers`: where each of the rows stands in the body.

    Raises InvalidInputError for degrees that are not in force in the own register.
    """
    versions = _versions([row["degree"] for row in rows if row.get("degree")])
    problems = []
    for row, pointer in zip(rows, pointers, strict=True):
        if row.get("degree") and kind != Kind.GRADUATION:
            problems.append(_problem(pointer, "other_kind", OTHER_KIND))
        elif row.get("degree") and row["degree"] not in versions:
            problems.append(_problem(pointer, "unknown_degree", UNKNOWN_DEGREE))
    if problems:
        raise InvalidInputError(problems)
    return [
        Application(
            facts=row.get("facts", {}),
            conferral=versions.get(row.get("degree")),
            needed_by=row.get("needed_by"),
            contact_email=row.get("contact_email", ""),
            **{name: row.get(name, "") for name in LENGTHS},
        )
        for row in rows
    ]


def _versions(lines: Sequence[Any]) -> dict[Any, Any]:
    """Degree → its version in force. One query."""
    held = Conferral.objects.filter(
        holder_id=current_actor().institution_id, status=ConferralStatus.IN_FORCE, line__in=lines
    )
    return dict(held.values_list("line", "uuid")) if lines else {}


def _problem(pointer: str, code: str, message: Any) -> FieldProblem:
    texts = in_both(message)
    return FieldProblem(f"{pointer}/degree", code, texts["th"], texts["en"])
