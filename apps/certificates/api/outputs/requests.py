"""Requests for papers as the institution's own system reads them."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.certificates.content import content_digest
from apps.certificates.kinds import Channel, Delivery, Kind, Language
from apps.certificates.models import ServiceAct, ServiceRequest
from apps.certificates.selectors.clock import days_used
from apps.certificates.states import MADE, Action, State, next_state
from apps.courses.api.outputs.base import NamedOfficerOut, officer
from apps.documents.codes import grouped
from apps.documents.models import Paper, Status

REPLACE = "replace"
OFFERED: Mapping[Action, str] = {
    Action.EDIT: "change",
    Action.CANCEL: "cancel",
    Action.DELIVER: "deliver",
}
"""Acts that a system may pass on; approving and revoking are for persons, in the portal."""
ACTS = [(name, name) for name in (*OFFERED.values(), REPLACE)]
STAGES = [state.value for state in State]


class CertificatePaperOut(serializers.Serializer[Any]):
    """In the ledger of papers, from the approval on. `code` leads to the public check."""

    serial = serializers.CharField()
    code = serializers.SerializerMethodField(help_text="As printed; for /verify/<code>.")
    status = serializers.ChoiceField(choices=Status.choices, help_text="`reserved`: being made.")
    issued_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(
        allow_null=True, help_text="When it was superseded or revoked."
    )
    reason = serializers.CharField(help_text="Why it was; public.")
    sha256 = serializers.SerializerMethodField(help_text="Of the PDF; empty before it is made.")
    size = serializers.IntegerField(allow_null=True, help_text="Bytes of the PDF.")

    def get_code(self, paper: Paper) -> str:
        return grouped(paper.code)

    def get_sha256(self, paper: Paper) -> str:
        return bytes(paper.sha256 or b"").hex()


class StageOut(serializers.Serializer[Any]):
    stage = serializers.ChoiceField(choices=State.choices)
    at = serializers.DateTimeField()
    officer = NamedOfficerOut(allow_null=True, help_text="null: the portal did it by itself.")


def stages_of(row: ServiceRequest) -> list[dict[str, Any]]:
    """The stages that were reached, in their order."""
    reached = [
        {"stage": stage, "at": getattr(row, f"{stage}_at"), "officer": _officer(row, stage)}
        for stage in STAGES
        if getattr(row, f"{stage}_at") is not None
    ]
    return sorted(reached, key=lambda one: one["at"])


def _officer(row: ServiceRequest, stage: str) -> dict[str, str] | None:
    return officer(row, stage) if hasattr(row, f"{stage}_name") else None


class CertificateRequestOut(serializers.Serializer[Any]):
    """`context["papers"]`: uuid → paper in the ledger."""

    uuid = serializers.UUIDField()
    number = serializers.CharField(source="code", help_text="As people write it: 2569-000017.")
    kind = serializers.ChoiceField(choices=Kind.choices)
    language = serializers.ChoiceField(choices=Language.choices)
    channel = serializers.ChoiceField(choices=Channel.choices)
    reference = serializers.CharField(help_text="Your own key of a paper made elsewhere.")
    batch = serializers.SerializerMethodField()
    student_code = serializers.CharField(help_text="Empty where only stages were fed.")
    name = serializers.CharField()
    purpose = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)
    version = serializers.IntegerField()
    working_days = serializers.IntegerField(source="service_days", help_text="The service level.")
    due_on = serializers.DateField()
    overdue = serializers.BooleanField(source="is_overdue")
    stages = serializers.SerializerMethodField(help_text="Those reached, in their order.")
    delivered_how = serializers.ChoiceField(choices=Delivery.choices, allow_blank=True)
    reason = serializers.CharField(help_text="Why cancelled; or a code, where it failed.")
    replaces = serializers.SerializerMethodField(
        help_text="The request whose paper this one's will replace."
    )
    paper = serializers.SerializerMethodField(help_text="null before the approval.")

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_batch(self, row: ServiceRequest) -> str | None:
        return str(row.batch.uuid) if row.batch else None

    @extend_schema_field(StageOut(many=True))
    def get_stages(self, row: ServiceRequest) -> Any:
        return StageOut(stages_of(row), many=True).data

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_replaces(self, row: ServiceRequest) -> str | None:
        return str(row.replaces.uuid) if row.replaces else None

    @extend_schema_field(CertificatePaperOut(allow_null=True))
    def get_paper(self, row: ServiceRequest) -> Any:
        paper = self.context["papers"].get(row.paper)
        return CertificatePaperOut(paper).data if paper else None


class ServiceActOut(serializers.Serializer[Any]):
    at = serializers.DateTimeField(source="created_at")
    action = serializers.CharField(
        help_text="request, edit, approve, produce, fail, deliver, cancel, revoke or feed."
    )
    from_state = serializers.CharField(help_text="Empty at the beginning.")
    to_state = serializers.ChoiceField(choices=State.choices)
    version = serializers.IntegerField()
    officer = serializers.SerializerMethodField()
    note = serializers.CharField()
    changes = serializers.ListField(
        child=serializers.CharField(), help_text="Names of the fields that were changed."
    )

    @extend_schema_field(NamedOfficerOut)
    def get_officer(self, row: ServiceAct) -> dict[str, str]:
        return {"name": row.name, "post": row.post}


class CertificateSignerOut(NamedOfficerOut):
    acting_for = serializers.CharField()


class WholeCertificateRequestOut(CertificateRequestOut):
    """`context`: also "acts" and "replacement" (a request or None)."""

    facts = serializers.DictField(
        child=serializers.JSONField(), help_text="What the paper says, in the fields of the kind."
    )
    from_register = serializers.SerializerMethodField(
        help_text="true: the facts were taken from the own register of degrees."
    )
    addressee = serializers.CharField()
    letter_number = serializers.CharField()
    contact_email = serializers.CharField()
    needed_by = serializers.DateField(allow_null=True)
    letter_date = serializers.DateField(allow_null=True, help_text="Day of issue on the paper.")
    signer = serializers.SerializerMethodField(help_text="Who is printed as signing.")
    days_used = serializers.SerializerMethodField(
        help_text="Working days until the paper was ready, or until today."
    )
    seen = serializers.SerializerMethodField(help_text="The content as it is; for `change`.")
    actions = serializers.SerializerMethodField(help_text="What may be sent now.")
    replaced_by = serializers.SerializerMethodField(
        help_text="The request whose paper takes, or will take, the place of this one's."
    )
    history = serializers.SerializerMethodField(help_text="Every act, the newest first.")

    def get_from_register(self, row: ServiceRequest) -> bool:
        return row.conferral is not None

    @extend_schema_field(CertificateSignerOut(allow_null=True))
    def get_signer(self, row: ServiceRequest) -> dict[str, str] | None:
        signer = officer(row, "signer")
        return {**signer, "acting_for": row.signer_acting_for} if signer else None

    def get_days_used(self, row: ServiceRequest) -> int:
        return days_used(row)

    def get_seen(self, row: ServiceRequest) -> str:
        return content_digest(row)

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=ACTS)))
    def get_actions(self, row: ServiceRequest) -> list[str]:
        if row.channel == Channel.FEED:
            return []
        found = [name for act, name in OFFERED.items() if next_state(row.state, act) is not None]
        paper = self.context["papers"].get(row.paper)
        in_force = row.state in MADE and paper is not None and paper.status == Status.ACTIVE
        return [*found, REPLACE] if in_force and self.context["replacement"] is None else found

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_replaced_by(self, row: ServiceRequest) -> str | None:
        newer: ServiceRequest | None = self.context["replacement"]
        return str(newer.uuid) if newer else None

    @extend_schema_field(ServiceActOut(many=True))
    def get_history(self, row: ServiceRequest) -> Any:
        return ServiceActOut(self.context["acts"], many=True).data


class TakenRequestOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    number = serializers.CharField(source="code")
    student_code = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)
    due_on = serializers.DateField()


class TakenRequestsOut(serializers.Serializer[Any]):
    """In the order sent. `batch` is null where one paper was asked for."""

    batch = serializers.UUIDField(allow_null=True)
    requests = TakenRequestOut(many=True)
