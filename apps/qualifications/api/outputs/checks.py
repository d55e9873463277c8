"""Checks as either side reads them."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.courses.api.outputs.base import NamedOfficerOut, PartyOut, amount, officer
from apps.institutions.scope import current_actor
from apps.qualifications import policies
from apps.qualifications.choices import Basis, CameBy, Closing, Level, Purpose
from apps.qualifications.models import Answer, Check
from apps.qualifications.states import (
    SIDES,
    WITH_HOLDER,
    CheckAction,
    CheckState,
    Side,
    next_check_state,
    shown_state,
)

OFFERED = (
    CheckAction.GIVE_DOCUMENTS,
    CheckAction.CANCEL,
    CheckAction.REQUEST_DOCUMENTS,
    CheckAction.PROPOSE,
)
"""Acts that a system may pass on; approving, returning and reopening are for persons."""
OFFERED_CHOICES = [(one.value, one.value) for one in OFFERED]


def side_of(check: Check) -> Side:
    """Of a letter on paper, which a holder keyed in itself, the house has both sides."""
    return policies.side_of(current_actor(), check)


def names_list(help_text: str = "") -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), help_text=help_text)


class CoverageNoteOut(serializers.Serializer[Any]):
    """How far the holder's register reached for the year and level, at the time of the answer."""

    academic_year = serializers.IntegerField(help_text="Christian number.")
    conferrals = serializers.IntegerField()
    complete = serializers.BooleanField()
    as_of = serializers.DateTimeField(allow_null=True)


class CheckAnswerOut(serializers.Serializer[Any]):
    """Where a check stands, and its answer once there is one."""

    uuid = serializers.UUIDField()
    number = serializers.CharField()
    reference = serializers.SerializerMethodField(help_text="Your own key, as you sent it.")
    holder = PartyOut()
    state = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField(
        help_text="To be named in the next act. It is your side's own, and changes with what your "
        "side may see."
    )
    sent_at = serializers.DateTimeField()
    due_on = serializers.DateField(allow_null=True, help_text="null: no person is asked.")
    overdue = serializers.SerializerMethodField()
    by_register = serializers.BooleanField(help_text="true: confirmed at once, without a person.")
    outcome = serializers.ChoiceField(choices=Closing.choices, allow_blank=True)
    agreeing = names_list("Compared fields that agree.")
    differing = names_list("Compared fields that differ.")
    told = serializers.DictField(
        child=serializers.CharField(), help_text="Values that the holder chose to tell."
    )
    explanation = names_list("What was overlooked for it, e.g. `title`, `former_name`.")
    note = serializers.CharField(source="answer_note")
    answered_at = serializers.DateTimeField(allow_null=True)
    answered_by = serializers.SerializerMethodField()
    as_of = serializers.DateTimeField(allow_null=True)
    coverage = serializers.SerializerMethodField()

    def get_reference(self, row: Check) -> str:
        return row.reference if row.asker_id == current_actor().institution_id else ""

    @extend_schema_field(serializers.ChoiceField(choices=CheckState.choices))
    def get_state(self, row: Check) -> str:
        return str(shown_state(row.state, side_of(row)).value)

    def get_version(self, row: Check) -> int:
        return policies.version_of(current_actor(), row)

    def get_overdue(self, row: Check) -> bool:
        late = row.due_on is not None and row.due_on < timezone.localdate()
        return late and row.state in WITH_HOLDER

    @extend_schema_field(NamedOfficerOut(allow_null=True))
    def get_answered_by(self, row: Check) -> dict[str, str] | None:
        return officer(row, "answered")

    @extend_schema_field(CoverageNoteOut(allow_null=True))
    def get_coverage(self, row: Check) -> dict[str, Any] | None:
        return {"as_of": None, **row.coverage} if row.coverage else None


class CheckAnswersOut(serializers.Serializer[Any]):
    """In the order sent."""

    checks = CheckAnswerOut(many=True)


class ClaimedDegreeOut(serializers.Serializer[Any]):
    """What was asked."""

    person_id = serializers.CharField(source="id_masked", help_text="Masked: x-xxxx-xxxxx-dd-d.")
    title = serializers.CharField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    first_name_en = serializers.CharField()
    last_name_en = serializers.CharField()
    former_name = serializers.CharField()
    born_on = serializers.DateField(allow_null=True)
    born_year = serializers.IntegerField(allow_null=True)
    student_code = serializers.CharField()
    degree = serializers.CharField()
    major = serializers.CharField()
    faculty = serializers.CharField()
    level = serializers.ChoiceField(choices=Level.choices, allow_blank=True)
    academic_year = serializers.IntegerField(allow_null=True, help_text="Christian number.")
    completed_on = serializers.DateField(allow_null=True)
    gpax = amount(3, 2, allow_null=True)


class CheckOut(CheckAnswerOut):
    side = serializers.SerializerMethodField(help_text="Yours.")
    actions = serializers.SerializerMethodField(help_text="What your side may send now.")
    asker = PartyOut()
    came_by = serializers.ChoiceField(choices=CameBy.choices)
    officer = serializers.CharField(help_text="Who asks.")
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    basis = serializers.ChoiceField(choices=Basis.choices)
    case = serializers.CharField()
    claim = ClaimedDegreeOut(source="*")
    degree = serializers.SerializerMethodField(
        help_text="For the holder: the degree in its register that the answer stands on."
    )

    @extend_schema_field(serializers.ChoiceField(choices=Side.choices))
    def get_side(self, row: Check) -> str:
        return str(side_of(row).value)

    @extend_schema_field(
        serializers.ListField(child=serializers.ChoiceField(choices=OFFERED_CHOICES))
    )
    def get_actions(self, row: Check) -> list[str]:
        mine = policies.sides_of(current_actor(), row)
        return [
            str(one.value)
            for one in OFFERED
            if SIDES[one] in mine and next_check_state(row.state, one) is not None
        ]

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_degree(self, row: Check) -> str | None:
        return str(row.line) if row.line and side_of(row) is Side.HOLDER else None


class ProposedAnswerOut(serializers.Serializer[Any]):
    """For the holder alone: the answer that waits for approval, or was sent back last."""

    state = serializers.ChoiceField(choices=["proposed", "returned"])
    outcome = serializers.ChoiceField(choices=Closing.choices)
    degree = serializers.UUIDField(source="line", allow_null=True)
    adds_degree = serializers.SerializerMethodField()
    agreeing = names_list()
    differing = names_list()
    told = serializers.DictField(child=serializers.CharField())
    note = serializers.CharField()
    entered_by = serializers.SerializerMethodField()
    entered_at = serializers.DateTimeField(source="created_at")
    returned_by = serializers.SerializerMethodField()
    return_note = serializers.CharField()

    def get_adds_degree(self, row: Answer) -> bool:
        return row.load_id is not None

    @extend_schema_field(NamedOfficerOut)
    def get_entered_by(self, row: Answer) -> dict[str, str] | None:
        return officer(row, "made")

    @extend_schema_field(NamedOfficerOut(allow_null=True))
    def get_returned_by(self, row: Answer) -> dict[str, str] | None:
        return officer(row, "decided")


class LetterOut(serializers.Serializer[Any]):
    """How far the reply letter is."""

    status = serializers.ChoiceField(
        choices=["none", "making", "failed", "active", "superseded", "revoked"]
    )
    serial = serializers.CharField(help_text="Empty without a letter.")


class WholeCheckOut(CheckOut):
    proposal = serializers.SerializerMethodField(
        help_text="For the holder: the answer that waits, or was sent back last. Else null."
    )
    letter = serializers.SerializerMethodField()

    @extend_schema_field(ProposedAnswerOut(allow_null=True))
    def get_proposal(self, row: Check) -> Any:
        answer = self.context["proposal"]
        return ProposedAnswerOut(answer).data if answer else None

    @extend_schema_field(LetterOut)
    def get_letter(self, row: Check) -> Any:
        return self.context["letter"]
