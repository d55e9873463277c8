"""Batches, and how far they are."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.certificates.kinds import Channel, Kind, Language
from apps.certificates.models import RequestBatch
from apps.certificates.selectors.batches import BatchProgress
from apps.certificates.states import State
from apps.courses.api.outputs.base import NamedOfficerOut, officer


class RequestCountsOut(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, Any]:
        return {state.value: serializers.IntegerField() for state in State}


class CertificateArchiveOut(serializers.Serializer[Any]):
    """Made once nothing of the batch is on its way any more; read it at `archive`."""

    state = serializers.ChoiceField(choices=["none", "making", "ready", "failed"])
    papers = serializers.IntegerField()
    size = serializers.IntegerField(allow_null=True, help_text="Bytes of the ZIP.")
    made_at = serializers.DateTimeField(allow_null=True)


class CertificateBatchOut(serializers.Serializer[Any]):
    """`context["progress"]`: id → progress."""

    uuid = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    language = serializers.ChoiceField(choices=Language.choices)
    channel = serializers.ChoiceField(choices=Channel.choices)
    title = serializers.CharField()
    created_at = serializers.DateTimeField()
    requested_by = serializers.SerializerMethodField()
    total = serializers.IntegerField()
    states = serializers.SerializerMethodField(help_text="State → number of requests.")
    made = serializers.SerializerMethodField(help_text="Papers that are ready or delivered.")
    stuck = serializers.SerializerMethodField(
        help_text="Approved, and given up by the portal; an approver has them made again."
    )
    running = serializers.SerializerMethodField(
        help_text="true: papers or the archive are being made; ask again in some seconds."
    )
    archive = serializers.SerializerMethodField()

    @extend_schema_field(NamedOfficerOut)
    def get_requested_by(self, row: RequestBatch) -> dict[str, str] | None:
        return officer(row, "requested")

    @extend_schema_field(RequestCountsOut)
    def get_states(self, row: RequestBatch) -> dict[str, int]:
        return dict.fromkeys(State.values, 0) | self._of(row).states

    def get_made(self, row: RequestBatch) -> int:
        return self._of(row).made

    def get_stuck(self, row: RequestBatch) -> int:
        return self._of(row).stuck

    def get_running(self, row: RequestBatch) -> bool:
        return self._of(row).is_running

    @extend_schema_field(CertificateArchiveOut)
    def get_archive(self, row: RequestBatch) -> Any:
        kept = {
            "state": self._of(row).archive or "none",
            "papers": row.archive_papers,
            "size": row.archive_size,
            "made_at": row.archived_at,
        }
        return CertificateArchiveOut(kept).data

    def _of(self, row: RequestBatch) -> BatchProgress:
        found: BatchProgress = self.context["progress"][row.pk]
        return found
