"""The holder's answer as an officer decided it; it waits for the approver in the portal."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.courses.api.inputs.base import Input, OfficerIn
from apps.partner_api.errors import FieldProblem, InvalidInputError
from apps.partner_api.problems import in_both
from apps.qualifications.answering import Comparison
from apps.qualifications.api.inputs.acts import note_field, version_field
from apps.qualifications.api.inputs.claims import told
from apps.qualifications.api.inputs.degrees import DegreeIn
from apps.qualifications.choices import Closing
from apps.qualifications.comparing import (
    compare_entry,
    compare_row,
    record_of,
    record_of_row,
    told_values,
)
from apps.qualifications.fields import FIELD_LABELS
from apps.qualifications.models import Check, Conferral
from apps.qualifications.register import Record
from apps.qualifications.services.answering import Proposal

UNDECIDED = (Closing.NOT_FOUND, Closing.NEEDS_DOCUMENTS, Closing.UNABLE_TO_CONFIRM)
"""Answers that state nothing of what the register has."""
FIELDS = [(name, name) for name in FIELD_LABELS]
NOT_COMPARED = _(
    "This field does not stand on both sides, so it cannot differ. Take it out of the list."
)
NOT_DIFFERENT = _("Only fields that differ are told. Name it under `differing` too.")
UNKNOWN_DEGREE = _("Your register holds no degree with this uuid in force. Look it up again.")


def fields_field(**how: Any) -> Any:
    return serializers.ListField(
        child=serializers.ChoiceField(choices=FIELDS), required=False, **how
    )


class ProposedAnswerIn(Input):
    """Which outcome needs what: `confirmed` and `confirmed_with_differences` a degree, from the
    register or written here; `needs_documents` and `unable_to_confirm` a note."""

    officer = OfficerIn()
    version = version_field()
    outcome = serializers.ChoiceField(choices=Closing.choices)
    degree = serializers.UUIDField(required=False, help_text="The degree in your own register.")
    facts = DegreeIn(
        required=False,
        help_text="Instead: a degree that your register does not hold yet; it enters the register "
        "together with the approval, so that the next question is answered at once.",
    )
    differing = fields_field(
        help_text="Fields that differ as the officer judged it; without it as compared. Compared "
        "fields that are not named count as agreeing."
    )
    tell = fields_field(
        help_text="Those of the differing fields whose value in your register the asker is told."
    )
    note = note_field(1_000, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "degree" in attrs and "facts" in attrs:
            message = _("Name a degree of your register, or write one; not both.")
            raise serializers.ValidationError({"facts": told(message, "degree")})
        return attrs


def proposal_of(check: Check, entry: Conferral | None, read: dict[str, Any]) -> Proposal:
    """The answer with what was compared. Raises InvalidInputError for fields that were not."""
    compared, record = _compared(check, entry, read)
    names = [] if read["outcome"] in UNDECIDED else _given(compared)
    usual = [name for name in names if compared and compared.fields[name] != "agree"]
    wanted = read.get("differing", usual)
    _refuse_others("differing", wanted, names, NOT_COMPARED)
    _refuse_others("tell", read.get("tell", ()), wanted, NOT_DIFFERENT)
    return Proposal(
        outcome=read["outcome"],
        line=read.get("degree"),
        facts=read.get("facts"),
        differing=[name for name in names if name in wanted],
        agreeing=[name for name in names if name not in wanted],
        told=told_values(record, list(read.get("tell", ()))) if record else {},
        note=read["note"],
    )


def unknown_degree() -> InvalidInputError:
    return InvalidInputError([_problem("/degree", "unknown_degree", UNKNOWN_DEGREE)])


def _compared(
    check: Check, entry: Conferral | None, read: dict[str, Any]
) -> tuple[Comparison | None, Record | None]:
    if entry is not None:
        return compare_entry(check, entry), record_of(entry)
    if "facts" in read:
        return compare_row(check, read["facts"]), record_of_row(read["facts"], check)
    return None, None


def _given(compared: Comparison | None) -> list[str]:
    if compared is None:
        return []
    return [name for name, found in compared.fields.items() if found != "not_given"]


def _refuse_others(field: str, wanted: Sequence[str], known: Sequence[str], why: Any) -> None:
    others = [place for place, name in enumerate(wanted) if name not in known]
    if others:
        raise InvalidInputError(
            [_problem(f"/{field}/{place}", "not_compared", why) for place in others]
        )


def _problem(pointer: str, code: str, message: Any) -> FieldProblem:
    texts = in_both(message)
    return FieldProblem(pointer, code, texts["th"], texts["en"])
