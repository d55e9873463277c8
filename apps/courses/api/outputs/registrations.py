"""Requests and registrations as either side reads them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.courses.api.outputs.base import NamedOfficerOut, PartyOut, amount, officer
from apps.courses.api.outputs.results import ResultOut
from apps.courses.models import CrossRegistration, CrossRequest, RegistrationAct
from apps.courses.policies import side_of
from apps.courses.states import Action, Side, State, possible_actions
from apps.institutions.scope import current_actor


class MovedOut(serializers.Serializer[Any]):
    """A registration after an act."""

    uuid = serializers.UUIDField()
    state = serializers.ChoiceField(choices=State.choices)
    version = serializers.IntegerField(help_text="To be named in the next act.")


class MovedRowsOut(serializers.Serializer[Any]):
    """In the order sent."""

    registrations = MovedOut(many=True)


class CourseOut(serializers.Serializer[Any]):
    """The course as it was when it was asked for."""

    code = serializers.CharField(source="course_code")
    name_th = serializers.CharField(source="course_name_th")
    name_en = serializers.CharField(source="course_name_en")
    credits = serializers.CharField()
    credit_value = amount()
    level = serializers.CharField()
    isced = serializers.CharField()
    language = serializers.CharField()
    section = serializers.CharField()


class StudentOut(serializers.Serializer[Any]):
    home_code = serializers.CharField(source="home_student_code")
    host_code = serializers.CharField(source="host_student_code")
    title = serializers.CharField(source="learner.title")
    first_name = serializers.CharField(source="learner.first_name")
    last_name = serializers.CharField(source="learner.last_name")
    first_name_en = serializers.CharField(source="learner.first_name_en")
    last_name_en = serializers.CharField(source="learner.last_name_en")
    person_id = serializers.CharField(
        source="learner.id_masked", help_text="Masked: x-xxxx-xxxxx-dd-d."
    )
    level = serializers.CharField(source="learner.level")
    programme = serializers.CharField(source="learner.programme")
    faculty = serializers.CharField(source="learner.faculty")


class RegistrationOut(MovedOut):
    """One student in one course."""

    side = serializers.SerializerMethodField(help_text="Yours.")
    actions = serializers.SerializerMethodField(help_text="What your side may do now.")
    request = serializers.UUIDField(source="request.uuid")
    request_number = serializers.CharField(source="request.number")
    home = PartyOut()
    host = PartyOut()
    academic_year = serializers.IntegerField(help_text="Christian number.")
    term = serializers.IntegerField()
    course = CourseOut(source="*")
    student = StudentOut(source="*")
    payment = serializers.CharField()
    home_credits = amount()
    needed_by = serializers.DateField(allow_null=True)
    withdraw_by = serializers.DateField(allow_null=True)
    reason = serializers.CharField(help_text="Code of the last act's reason.")
    note = serializers.CharField()
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()
    result = ResultOut(allow_null=True, help_text="The announced result in force.")

    @extend_schema_field(serializers.ChoiceField(choices=Side.choices))
    def get_side(self, row: CrossRegistration) -> str:
        return str(side_of(current_actor(), row) or "")

    @extend_schema_field(
        serializers.ListField(child=serializers.ChoiceField(choices=Action.choices))
    )
    def get_actions(self, row: CrossRegistration) -> list[str]:
        side = side_of(current_actor(), row)
        return [] if side is None else [str(one) for one in possible_actions(row.state, side)]


class ActOut(serializers.Serializer[Any]):
    """One act of either side."""

    at = serializers.DateTimeField(source="created_at")
    institution = PartyOut()
    action = serializers.CharField()
    from_state = serializers.CharField()
    to_state = serializers.CharField()
    version = serializers.IntegerField()
    officer = serializers.SerializerMethodField()
    reason = serializers.CharField()
    note = serializers.CharField()
    changes = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Field → [before, after].",
    )

    @extend_schema_field(NamedOfficerOut)
    def get_officer(self, row: RegistrationAct) -> dict[str, str]:
        return {"name": row.name, "post": row.post}


class WholeRegistrationOut(RegistrationOut):
    results = serializers.SerializerMethodField(help_text="Versions, the newest first.")
    mapped_grade = serializers.SerializerMethodField(
        help_text="For the home: its own grade for the result; null where a person must decide."
    )
    recognition = serializers.SerializerMethodField(
        help_text="For the home: the decision that stands on this course, or is proposed."
    )
    history = serializers.SerializerMethodField(help_text="Acts of both sides, the newest first.")

    @extend_schema_field(ResultOut(many=True))
    def get_results(self, row: CrossRegistration) -> Any:
        return ResultOut(self.context["results"], many=True).data

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_mapped_grade(self, row: CrossRegistration) -> str | None:
        grade: str | None = self.context["mapped_grade"]
        return grade

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_recognition(self, row: CrossRegistration) -> str | None:
        uuid = self.context["recognition"]
        return str(uuid) if uuid else None

    @extend_schema_field(ActOut(many=True))
    def get_history(self, row: CrossRegistration) -> Any:
        return ActOut(self.context["history"], many=True).data


class RequestOut(serializers.Serializer[Any]):
    """One letter's worth: many students, one host, one term."""

    uuid = serializers.UUIDField()
    number = serializers.CharField()
    home = PartyOut()
    host = PartyOut()
    agreement = serializers.UUIDField(source="agreement.uuid")
    academic_year = serializers.IntegerField(help_text="Christian number.")
    term = serializers.IntegerField()
    reference = serializers.CharField()
    contact = serializers.CharField()
    note = serializers.CharField()
    created_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True, help_text="null: in preparation.")
    submitted_by = serializers.SerializerMethodField()
    states = serializers.SerializerMethodField(help_text="State → number of lines.")

    @extend_schema_field(NamedOfficerOut(allow_null=True))
    def get_submitted_by(self, row: CrossRequest) -> dict[str, str] | None:
        return officer(row, "submitted")

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField()))
    def get_states(self, row: CrossRequest) -> dict[str, int]:
        counts: dict[str, int] = self.context["states"][row.pk].counts
        return counts


class LineOut(MovedOut):
    home_student_code = serializers.SerializerMethodField(
        help_text="For the home; a host reads students with their registrations."
    )
    course_code = serializers.CharField()
    section = serializers.CharField()

    def get_home_student_code(self, row: CrossRegistration) -> str:
        mine = row.home_id == current_actor().institution_id
        return row.home_student_code if mine else ""


class WholeRequestOut(RequestOut):
    registrations = serializers.SerializerMethodField(
        help_text="In the order entered, at most 1,000; all of them, with names, are listed at "
        "cross-registrations/?request=…"
    )

    @extend_schema_field(LineOut(many=True))
    def get_registrations(self, row: CrossRequest) -> Any:
        return LineOut(self.context["lines"], many=True).data
