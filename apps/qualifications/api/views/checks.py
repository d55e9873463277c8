"""Questions are sent, and read by both sides."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.courses.api.inputs.base import read_query
from apps.courses.api.outputs.base import page_shape
from apps.courses.api.paging import page_by_number
from apps.documents.models import Paper
from apps.institutions.actor import Actor
from apps.jobs.models import State as JobState
from apps.partner_api.idempotency import idempotent
from apps.partner_api.reading import read_input
from apps.qualifications.api.examples.checks import (
    ANSWERED,
    ASKED,
    BOARD,
    CHECK,
    NEAR,
    TIMELINE,
)
from apps.qualifications.api.inputs.claims import CheckQuestionIn, question_of
from apps.qualifications.api.inputs.queries import BoardQueryIn, CheckQueryIn
from apps.qualifications.api.outputs.checks import (
    CheckAnswersOut,
    CheckOut,
    WholeCheckOut,
    side_of,
)
from apps.qualifications.api.outputs.conversation import BoardOut, NearDegreesOut, TimelineOut
from apps.qualifications.api.views.base import ASK, TAG, QualificationsView, actor_of
from apps.qualifications.comparing import compare_entry
from apps.qualifications.models import Check
from apps.qualifications.selectors import checks as read
from apps.qualifications.selectors.register import near_matches
from apps.qualifications.services.asking import ask
from apps.qualifications.services.conversing import attach_to_question
from apps.qualifications.services.looking import note_looks
from apps.qualifications.states import WITH_HOLDER, CheckState, Side


class ChecksView(QualificationsView):
    post_scopes = ASK

    @extend_schema(
        parameters=[CheckQueryIn],
        responses=page_shape(CheckOut),
        operation_id="list_qualification_checks",
        tags=TAG,
    )
    def get(self, request: Request) -> Response:
        """Checks that you sent (`side=asker`) or that were sent to you (`side=holder`), newest
        first. Each look is on record, and the other university can read that log."""
        asked = read_query(CheckQueryIn, request)
        actor = actor_of(request)

        def shown(rows: Sequence[Check]) -> list[dict[str, Any]]:
            note_looks(actor, rows)
            return [dict(CheckOut(row).data) for row in rows]

        return page_by_number(request, _listed(actor, asked), shown)

    @extend_schema(
        request=CheckQuestionIn,
        responses=CheckAnswersOut,
        operation_id="ask_qualification_checks",
        tags=TAG,
        examples=[ASKED, ANSWERED],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Ask about 1 to 1,000 degrees: all or none. Answers stand in the order sent.

        What the holder's register confirms is answered at once (`by_register`). Everything else
        waits for a person of the holder until `due_on`: a negative is always given by a person.
        Each claim counts as one look-up against the day's budget (429).
        """
        sent = read_input(CheckQuestionIn, request)
        actor = actor_of(request)
        claimed = sent["claims"]
        checks = ask(
            actor=actor,
            question=question_of(sent),
            claims=[one.claim for one in claimed],
            named=sent["officer"],
        )
        for check, one in zip(checks, claimed, strict=True):
            if one.documents:
                attach_to_question(actor=actor, check=check, files=one.documents)
        prefetch_related_objects(checks, "holder")
        return Response(CheckAnswersOut({"checks": checks}).data)


def _listed(actor: Actor, asked: dict[str, Any]) -> QuerySet[Check]:
    side = Side(asked["side"])
    partner = asked.get("partner")
    wanted = read.Filters(
        show="overdue" if asked.get("overdue") else "",
        partner=partner.pk if partner else None,
        outcome=asked.get("outcome", ""),
    )
    rows = read.asked(actor, wanted) if side is Side.ASKER else read.held(actor, wanted)
    if "state" in asked:
        rows = rows.filter(state__in=_states(asked["state"], side))
    if "case" in asked:
        rows = rows.filter(case=asked["case"])
    return rows.select_related("asker", "holder")


def _states(state: str, side: Side) -> tuple[str, ...]:
    """An asker does not see that an answer waits for approval."""
    if side is Side.ASKER and state == CheckState.WAITING:
        return WITH_HOLDER
    return () if side is Side.ASKER and state == CheckState.PROPOSED else (state,)


class BoardView(QualificationsView):
    @extend_schema(
        parameters=[BoardQueryIn],
        responses=BoardOut,
        operation_id="qualification_check_board",
        tags=TAG,
        examples=[BOARD],
    )
    def get(self, request: Request) -> Response:
        """What you asked, counted for each university: answered, waiting, overdue."""
        asked = read_query(BoardQueryIn, request)
        lines: list[Any] = read.asked_board(actor_of(request), asked.get("case", ""))
        return Response(BoardOut({"items": lines}).data)


class CheckView(QualificationsView):
    @extend_schema(
        responses=WholeCheckOut,
        operation_id="get_qualification_check",
        tags=TAG,
        examples=[CHECK],
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """One check with its answer, for either side. An identifier is masked, always."""
        return whole(actor_of(request), uuid)


class TimelineView(QualificationsView):
    @extend_schema(
        responses=TimelineOut,
        operation_id="get_qualification_check_timeline",
        tags=TAG,
        examples=[TIMELINE],
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """What both sides did and wrote, oldest first, with the documents that they gave."""
        actor = actor_of(request)
        check = read.check_get(actor, uuid)
        note_looks(actor, [check])
        acts: list[Any] = read.timeline(check)
        return Response(TimelineOut({"items": acts}, context={"side": side_of(check)}).data)


class MatchesView(QualificationsView):
    @extend_schema(
        responses=NearDegreesOut,
        operation_id="list_near_degrees",
        tags=TAG,
        examples=[NEAR],
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """For the holder: degrees of its own register that come near the question, each compared
        with it field by field. Its `uuid` is what an answer names as `degree`."""
        actor = actor_of(request)
        check = read.check_get(actor, uuid)
        found = near_matches(actor, check)
        note_looks(actor, [check])
        items = [{"degree": one, "fields": compare_entry(check, one).fields} for one in found]
        return Response(NearDegreesOut({"items": items}).data)


def whole(actor: Actor, uuid: UUID, *, look: bool = True) -> Response:
    """Raises NotFoundError. `look`: not where an act is on record already."""
    check = read.check_get(actor, uuid)
    if look:
        note_looks(actor, [check])
    mine = side_of(check) is Side.HOLDER and check.state != CheckState.ANSWERED
    proposal = (read.open_answer(check) or read.last_returned(check)) if mine else None
    context = {"proposal": proposal, "letter": letter_of(check)}
    return Response(WholeCheckOut(check, context=context).data)


def letter_of(check: Check) -> dict[str, str]:
    """In the shape of LetterOut."""
    paper = Paper.objects.filter(uuid=check.paper).first() if check.paper else None
    if paper is None:
        return {"status": "none", "serial": ""}
    status = str(paper.status)
    if paper.sha256 is None:
        failed = check.paper_job is not None and check.paper_job.state == JobState.FAILED
        status = "failed" if failed else "making"
    return {"status": status, "serial": paper.serial}
