"""Figures are entered, and read with everything that was said of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.courses.api.inputs.base import read_query
from apps.courses.api.outputs.base import page_shape
from apps.courses.api.paging import page_by_number
from apps.institutions.actor import Actor
from apps.kpi.api.examples.submissions import (
    ANSWERS_SENT,
    SHARE_SENT,
    SUBMISSION,
    TAKEN_OVER_SENT,
)
from apps.kpi.api.inputs.queries import IndicatorSubmissionQueryIn
from apps.kpi.api.inputs.submissions import IndicatorSubmissionIn
from apps.kpi.api.outputs.submissions import IndicatorSubmissionOut, WholeIndicatorSubmissionOut
from apps.kpi.api.refusals import counts_named, version_told
from apps.kpi.api.views.base import TAG, IndicatorsView, actor_of, location
from apps.kpi.choices import Source
from apps.kpi.models import Cycle, Submission
from apps.kpi.policies import can_read_own, demand
from apps.kpi.selectors import submissions as read
from apps.kpi.selectors.cycles import cycle_get, is_open_for
from apps.kpi.selectors.findings import findings_of
from apps.kpi.selectors.sources import readings_of
from apps.kpi.services.attachments import evidence_of
from apps.kpi.services.entering import Entry, is_editable, save_entry
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input

EDITING, SENDING = ("save", "evidence"), ("submit",)


class SubmissionsView(IndicatorsView):
    @extend_schema(
        parameters=[IndicatorSubmissionQueryIn],
        responses=page_shape(IndicatorSubmissionOut),
        operation_id="list_indicator_submissions",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Figures of your institution, every revision, those begun last first."""
        asked, actor = read_query(IndicatorSubmissionQueryIn, request), actor_of(request)
        demand(can_read_own(actor))

        def shown(rows: Sequence[Submission]) -> list[dict[str, Any]]:
            return [dict(IndicatorSubmissionOut(row).data) for row in rows]

        return page_by_number(request, _listed(actor, asked), shown)

    @extend_schema(
        request=IndicatorSubmissionIn,
        responses={
            200: WholeIndicatorSubmissionOut,
            201: WholeIndicatorSubmissionOut,
        },
        operation_id="save_indicator_submission",
        tags=TAG,
        examples=[SHARE_SENT, ANSWERS_SENT, TAKEN_OVER_SENT, SUBMISSION],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Save the draft of a figure whole; 201 where there was none. `findings` says what a check
        finds: nothing is refused for it before the figure is sent.

        Possible while the cycle is open for you, in the states `draft` and `returned`. Whoever is
        named here cannot approve the figure; an approval that was given is void.
        """
        sent, actor = read_input(IndicatorSubmissionIn, request), actor_of(request)
        cycle = cycle_get(actor, sent["cycle"])
        figure = {"institution_id": actor.institution_id, "cycle": cycle}
        with counts_named(), version_told(**figure):
            row = save_entry(
                actor=actor,
                cycle=cycle,
                entry=_entry(actor, cycle, sent),
                version=sent["version"],
                named=sent["officer"],
            )
        saved = whole(actor, row.uuid)
        if row.version > 1:
            return saved
        headers = location("submissions", row.uuid)
        return Response(saved.data, status.HTTP_201_CREATED, headers=headers)


def _listed(actor: Actor, asked: dict[str, Any]) -> QuerySet[Submission]:
    rows = Submission.objects.filter(institution_id=actor.institution_id)
    names = {
        "indicator": "cycle__indicator__code",
        "period": "cycle__period_code",
        "state": "state",
        "current": "is_current",
    }
    wanted = {column: asked[name] for name, column in names.items() if name in asked}
    return rows.filter(**wanted).select_related("cycle__definition", "cycle__indicator")


def _entry(actor: Actor, cycle: Cycle, sent: dict[str, Any]) -> Entry:
    basis, counts = Source(sent["basis"]), sent["counts"]
    if counts is None and basis != Source.DECLARED:
        reading = readings_of(actor, cycle).get(basis)
        counts = reading.counts if reading else None
    return Entry(
        counts=counts or {},
        basis=basis,
        narrative=sent["narrative"],
        overrides=sent.get("overrides", {}),
    )


class SubmissionView(IndicatorsView):
    @extend_schema(
        responses=WholeIndicatorSubmissionOut,
        operation_id="get_indicator_submission",
        tags=TAG,
        examples=[SUBMISSION],
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """One revision: numbers, evidence, findings, what was sent back and why, all revisions of
        its cycle and what was done."""
        actor = actor_of(request)
        demand(can_read_own(actor))
        return whole(actor, uuid)


def whole(actor: Actor, uuid: UUID) -> Response:
    """Raises NotFoundError."""
    row = read.submission_get(actor, uuid)
    sent = read.sent_versions(row)
    context = {
        "evidence": evidence_of(row),
        "findings": findings_of(actor, row),
        "returns": row.returns.order_by("-pk"),
        "last_sent": sent[0].version if sent else 0,
        "revisions": read.revisions_of(row),
        "acts": read.timeline(row),
        "actions": _actions(actor, row),
    }
    return Response(WholeIndicatorSubmissionOut(row, context=context).data)


def _actions(actor: Actor, row: Submission) -> list[str]:
    today = timezone.localdate()
    if not is_editable(row) or not is_open_for(row.cycle, actor.institution_id, today=today):
        return []
    return [*EDITING, *(SENDING if row.counts else ())]
