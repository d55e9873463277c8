"""One university asks another how it reaches its figure; the other answers; both read it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.audit.services import record
from apps.core.errors import NotFoundError
from apps.events.services import emit
from apps.institutions.actor import Actor, Role
from apps.institutions.officers import officer_of
from apps.kpi.free_text import without_ids
from apps.kpi.models import HelpRequest, Sharing
from apps.kpi.notices import HELP_ANSWERED, HELP_ASKED
from apps.kpi.policies import READERS, SPEAKERS, can_ask_for_help, can_share, demand
from apps.kpi.sharing_errors import AskedAlreadyError, HelpStateError, HelpTextError
from apps.notices.services import remind

State = HelpRequest.State
SHORTEST, LONGEST = 10, 2_000


@transaction.atomic
def ask_for_help(*, actor: Actor, sharing: UUID, message: str) -> HelpRequest:
    """Ask whoever offers help under `sharing`; its approvers and director are told.

    Raises NotFoundError where the offer has ended or is the own one, HelpTextError and
    AskedAlreadyError.
    """
    demand(can_ask_for_help(actor))
    offer = (
        Sharing.objects.select_related("indicator")
        .filter(uuid=sharing, ended_at=None, offers_help=True)
        .exclude(institution_id=actor.institution_id)
        .first()
    )
    if offer is None:
        raise NotFoundError
    by = officer_of(actor)
    row = HelpRequest(
        asker_id=actor.institution_id,
        helper_id=offer.institution_id,
        indicator=offer.indicator,
        message=_text(message),
        asked_name=by.name,
        asked_post=by.post,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:  # one open question of the two about an indicator
        raise AskedAlreadyError from error
    _log(actor, row, "ask", row.helper_id)
    _tell(actor, row, HELP_ASKED, row.helper_id, SPEAKERS)
    return row


@transaction.atomic
def answer_request(*, actor: Actor, uuid: UUID, reply: str) -> HelpRequest:
    """By the university that was asked. Raises NotFoundError, HelpStateError, HelpTextError."""
    demand(can_share(actor))
    row = _locked(actor, uuid)
    if row.helper_id != actor.institution_id:
        raise NotFoundError
    _demand_state(row, State.SENT)
    by = officer_of(actor)
    row.reply, row.state = _text(reply), State.ANSWERED
    row.replied_name, row.replied_post, row.replied_at = by.name, by.post, timezone.now()
    row.save(update_fields=["reply", "state", "replied_name", "replied_post", "replied_at"])
    _log(actor, row, "answer", row.asker_id)
    _tell(actor, row, HELP_ANSWERED, row.asker_id, READERS)
    return row


@transaction.atomic
def close_request(*, actor: Actor, uuid: UUID) -> HelpRequest:
    """By the university that asked, answered or not. Raises NotFoundError, HelpStateError."""
    demand(can_ask_for_help(actor))
    row = _locked(actor, uuid)
    if row.asker_id != actor.institution_id:
        raise NotFoundError
    _demand_state(row, State.SENT, State.ANSWERED)
    row.state = State.CLOSED
    row.save(update_fields=["state"])
    _log(actor, row, "close", row.helper_id)
    return row


def _text(given: str) -> str:
    text = without_ids(given)
    if not SHORTEST <= len(text) <= LONGEST:
        raise HelpTextError
    return text


def _locked(actor: Actor, uuid: UUID) -> HelpRequest:
    mine = Q(asker_id=actor.institution_id) | Q(helper_id=actor.institution_id)
    row = HelpRequest.objects.select_for_update().filter(mine, uuid=uuid).first()
    if row is None:
        raise NotFoundError
    return row


def _demand_state(row: HelpRequest, *states: str) -> None:
    if row.state not in states:
        raise HelpStateError


def _tell(
    actor: Actor, row: HelpRequest, kind: str, institution_id: int, roles: Sequence[Role]
) -> None:
    remind(
        actor=actor,
        institution_id=institution_id,
        roles=roles,
        kind=kind,
        subject=row.uuid,
        path=reverse("kpi:help", args=[row.uuid]),
        step="once",
    )


def _log(actor: Actor, row: HelpRequest, action: str, audience_id: int) -> None:
    record(
        who=actor.who,
        action=f"help_request.{action}",
        target="indicator_help_request",
        target_uuid=row.uuid,
        owner_institution_id=row.asker_id,
        data={"state": row.state},
    )
    emit(
        actor=actor,
        kind=f"help_request.{action}",
        subject=row.uuid,
        audience_id=audience_id,
        data={"state": row.state},
    )
