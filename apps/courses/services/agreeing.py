"""Agreements: drafted, negotiated, signed by each side, in force, terminated."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.audit.services import record
from apps.core.errors import InvalidError, NotFoundError
from apps.courses.errors import CourseStateError, DocumentError, VersionError
from apps.courses.models import Agreement, AgreementAct, AgreementKind, AgreementSignature
from apps.courses.policies import STAFF, can_sign_agreement, demand
from apps.courses.services.registrations import require_note
from apps.courses.states import AGREEMENT_TRANSITIONS, AgreementAction, AgreementState
from apps.documents.storage import write_paper
from apps.events.services import Happening, emit_many
from apps.institutions.actor import Actor
from apps.institutions.models import Institution, Kind
from apps.institutions.officers import officer_of

LARGEST_DOCUMENT = 20 * 1024 * 1024


class AgreementTermsError(InvalidError):
    code = "agreement_terms"


@dataclass(frozen=True, slots=True)
class Content:
    """What is agreed. `partners` are the other parties, universities all."""

    kind: str
    title_th: str
    partners: Sequence[Institution]
    starts_on: dt.date
    ends_on: dt.date
    title_en: str = ""
    number: str = ""
    seats_per_term: int | None = None
    terms: str = ""


@transaction.atomic
def draft_agreement(*, actor: Actor, content: Content) -> Agreement:
    """All parties see it and may change it until it is opened for signature."""
    demand(actor.role in STAFF)
    _refuse(content, actor)
    agreement = Agreement(proposer_id=actor.institution_id)
    _fill(agreement, content)
    agreement.party_ids = [actor.institution_id, *(each.pk for each in content.partners)]
    agreement.save()
    _tell(agreement, "draft", actor)
    return agreement


@transaction.atomic
def change_agreement(*, actor: Actor, uuid: UUID, version: int, content: Content) -> Agreement:
    """By any party while it is negotiated; the parties themselves stay. Raises VersionError."""
    agreement = _lock(uuid, AgreementAction.CHANGE, version)
    demand(actor.role in STAFF)
    _refuse(content, actor)
    _fill(agreement, content)
    agreement.version += 1
    agreement.save()
    _tell(agreement, AgreementAction.CHANGE, actor)
    return agreement


def _refuse(content: Content, actor: Actor) -> None:
    parties = {each.pk for each in content.partners} - {actor.institution_id}
    if not parties or any(each.kind != Kind.UNIVERSITY for each in content.partners):
        raise AgreementTermsError(_("Choose at least one other university as a party."))
    if len(parties) != len(content.partners):
        raise AgreementTermsError(_("A university stands twice among the parties."))
    if content.kind == AgreementKind.ONE_OFF and len(parties) != 1:
        raise AgreementTermsError(_("A one-off approval is between two universities."))
    if content.ends_on <= content.starts_on:
        raise AgreementTermsError(_("The last day must come after the first day."))
    if not content.title_th.strip():
        raise AgreementTermsError(_("Write the title of the agreement in Thai."))


def _fill(agreement: Agreement, content: Content) -> None:
    agreement.kind, agreement.number = content.kind, content.number.strip()[:60]
    agreement.title_th = content.title_th.strip()[:300]
    agreement.title_en = content.title_en.strip()[:300]
    agreement.starts_on, agreement.ends_on = content.starts_on, content.ends_on
    agreement.seats_per_term, agreement.terms = content.seats_per_term, content.terms.strip()


@transaction.atomic
def attach_document(
    *, actor: Actor, uuid: UUID, version: int, content: bytes, filename: str
) -> Agreement:
    """The paper that is signed, as PDF. A new one is a new version. Raises DocumentError."""
    agreement = _lock(uuid, AgreementAction.CHANGE, version)
    demand(actor.role in STAFF)
    refuse_no_pdf(content)
    agreement.document = uuid4()
    agreement.document_path = write_paper(agreement.document, content)
    agreement.document_sha256 = hashlib.sha256(content).digest()
    agreement.document_name = filename.rpartition("/")[2][:255]
    agreement.version += 1
    agreement.save()
    _tell(agreement, "attach", actor)
    return agreement


def refuse_no_pdf(content: bytes) -> None:
    """By what the file begins with, not by its name. Raises DocumentError."""
    if not content.startswith(b"%PDF-") or len(content) > LARGEST_DOCUMENT:
        raise DocumentError


@transaction.atomic
def offer_agreement(*, actor: Actor, uuid: UUID, version: int) -> Agreement:
    """Open for signature; needs the paper. Raises DocumentError."""
    agreement = _lock(uuid, AgreementAction.OFFER, version)
    demand(actor.role in STAFF)
    if agreement.document is None:
        raise DocumentError(_("Attach the agreement as a PDF before it is signed."))
    return _move(agreement, AgreementAction.OFFER, actor)


@transaction.atomic
def renegotiate_agreement(*, actor: Actor, uuid: UUID, version: int, note: str) -> Agreement:
    """Back to negotiation: the signatures given so far no longer count."""
    agreement = _lock(uuid, AgreementAction.RENEGOTIATE, version)
    demand(actor.role in STAFF)
    agreement.version += 1
    return _move(agreement, AgreementAction.RENEGOTIATE, actor, require_note(note))


@transaction.atomic
def sign_agreement(
    *, actor: Actor, uuid: UUID, version: int, name: str, post: str, signed_on: dt.date
) -> Agreement:
    """This side has signed: who, in which post, when. The last side puts it in force."""
    agreement = _lock(uuid, AgreementAction.ENFORCE, version)
    demand(can_sign_agreement(actor))
    if not name.strip() or not post.strip():
        raise AgreementTermsError(_("Write the name and the post of the person who signed."))
    if signed_on > timezone.localdate():
        raise AgreementTermsError(_("The day of the signature lies in the future."))
    signatures = AgreementSignature.objects.filter(agreement=agreement, version=version)
    signed = set(signatures.values_list("institution_id", flat=True))
    if actor.institution_id in signed:
        raise AgreementTermsError(_("Your university has signed already."))
    AgreementSignature.objects.create(
        agreement=agreement,
        version=version,
        institution_id=actor.institution_id,
        party_ids=agreement.party_ids,
        name=name.strip()[:200],
        post=post.strip()[:200],
        signed_on=signed_on,
        recorded_by_id=actor.user_id,
    )
    _tell(agreement, "sign", actor)
    if signed | {actor.institution_id} == set(agreement.party_ids):
        agreement.in_force_at = timezone.now()
        return _move(agreement, AgreementAction.ENFORCE, actor)
    return agreement


@transaction.atomic
def terminate_agreement(*, actor: Actor, uuid: UUID, version: int, note: str) -> Agreement:
    """No new request from now on; registrations under way are finished."""
    agreement = _lock(uuid, AgreementAction.TERMINATE, version)
    demand(can_sign_agreement(actor))
    return _end(agreement, AgreementAction.TERMINATE, actor, note)


@transaction.atomic
def drop_agreement(*, actor: Actor, uuid: UUID, version: int, note: str) -> Agreement:
    """Negotiation ends without an agreement; the history stays."""
    agreement = _lock(uuid, AgreementAction.DROP, version)
    demand(actor.role in STAFF)
    return _end(agreement, AgreementAction.DROP, actor, note)


def _end(agreement: Agreement, action: AgreementAction, actor: Actor, note: str) -> Agreement:
    agreement.ended_at, agreement.ended_note = timezone.now(), require_note(note)
    return _move(agreement, action, actor, agreement.ended_note)


def _lock(uuid: UUID, action: AgreementAction, version: int) -> Agreement:
    agreement = Agreement.objects.select_for_update(of=("self",)).filter(uuid=uuid).first()
    if agreement is None:
        raise NotFoundError
    state = AgreementState(agreement.state)
    if (state, action) not in AGREEMENT_TRANSITIONS:
        raise CourseStateError(state, state.label)
    if agreement.version != version:
        raise VersionError(agreement.version)
    return agreement


def _move(agreement: Agreement, action: AgreementAction, actor: Actor, note: str = "") -> Agreement:
    agreement.state = AGREEMENT_TRANSITIONS[AgreementState(agreement.state), action]
    agreement.save()
    _tell(agreement, action, actor, note)
    return agreement


def _tell(agreement: Agreement, action: str, actor: Actor, note: str = "") -> None:
    officer = officer_of(actor)
    AgreementAct.objects.create(
        agreement=agreement,
        institution_id=actor.institution_id,
        party_ids=agreement.party_ids,
        action=action,
        version=agreement.version,
        name=officer.name,
        post=officer.post,
        note=note[:300],
    )
    record(
        who=actor.who,
        action=f"agreement.{action}",
        target="agreement",
        target_uuid=agreement.uuid,
        owner_institution_id=actor.institution_id,
        data={"version": agreement.version, "state": agreement.state},
    )
    others = [party for party in agreement.party_ids if party != actor.institution_id]
    emit_many(
        actor=actor,
        kind=f"agreement.{action}",
        happenings=[
            Happening(
                agreement.uuid, party, {"state": agreement.state, "version": agreement.version}
            )
            for party in others
        ],
    )
