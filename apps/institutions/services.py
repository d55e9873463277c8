"""An institution keeps its office, its signers and its closed days."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from apps.audit.services import record
from apps.core.errors import ForbiddenError, InvalidError, NotFoundError
from apps.institutions.actor import Actor
from apps.institutions.models import ClosedDay, Office, Signer
from apps.institutions.policies import can_set_office

MOST_ADDRESS_LINES, LONGEST_ADDRESS_LINE = 6, 120


class OfficeError(InvalidError):
    code = "office"


@transaction.atomic
def set_office(
    *,
    actor: Actor,
    name_th: str,
    name_en: str = "",
    address_th: str = "",
    address_en: str = "",
    phone: str = "",
    email: str = "",
    letter_prefix: str = "",
    may_use_garuda: bool = False,
) -> Office:
    """What papers made from now on say; those that are issued keep what they said.

    Raises ForbiddenError, OfficeError.
    """
    _demand(actor)
    if not name_th.strip():
        raise OfficeError(_("Write the office's name in Thai."))
    office, _made = Office.objects.update_or_create(
        institution_id=actor.institution_id,
        defaults={
            "name_th": name_th.strip(),
            "name_en": name_en.strip(),
            "address_th": _address(address_th),
            "address_en": _address(address_en),
            "phone": phone.strip(),
            "email": email.strip(),
            "letter_prefix": letter_prefix.strip(),
            "may_use_garuda": may_use_garuda,
        },
    )
    _record(actor, "office.set", "office", office.uuid)
    return office


@transaction.atomic
def add_signer(
    *,
    actor: Actor,
    name_th: str,
    post_th: str,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
    name_en: str = "",
    post_en: str = "",
    acting_for_th: str = "",
    acting_for_en: str = "",
    kinds: Sequence[str] = (),
) -> Signer:
    """Raises ForbiddenError, OfficeError."""
    _demand(actor)
    if not name_th.strip() or not post_th.strip():
        raise OfficeError(_("Write the signer's name and post in Thai."))
    if valid_until is not None and valid_until < valid_from:
        raise OfficeError(_("The last day must not come before the first day."))
    signer = Signer.objects.create(
        institution_id=actor.institution_id,
        name_th=name_th.strip(),
        name_en=name_en.strip(),
        post_th=post_th.strip(),
        post_en=post_en.strip(),
        acting_for_th=acting_for_th.strip(),
        acting_for_en=acting_for_en.strip(),
        kinds=sorted(set(kinds)),
        valid_from=valid_from,
        valid_until=valid_until,
    )
    _record(actor, "signer.add", "signer", signer.uuid)
    return signer


@transaction.atomic
def end_signer(*, actor: Actor, uuid: UUID, last_day: dt.date) -> Signer:
    """The person signs up to `last_day`; one that lies before the first takes the entry back.

    Raises ForbiddenError, NotFoundError.
    """
    _demand(actor)
    signer = (
        Signer.objects.select_for_update()
        .filter(uuid=uuid, institution_id=actor.institution_id, active=True)
        .first()
    )
    if signer is None:
        raise NotFoundError
    if last_day < signer.valid_from:
        signer.active = False
    else:
        signer.valid_until = last_day
    signer.save(update_fields=["active", "valid_until"])
    _record(actor, "signer.end", "signer", signer.uuid)
    return signer


@transaction.atomic
def add_closed_day(*, actor: Actor, on: dt.date, name: str) -> ClosedDay:
    """Raises ForbiddenError, OfficeError."""
    _demand(actor)
    if not name.strip():
        raise OfficeError(_("Write why the institution is closed on that day."))
    try:
        with transaction.atomic():
            day = ClosedDay.objects.create(
                institution_id=actor.institution_id, on=on, name=name.strip()
            )
    except IntegrityError as error:
        raise OfficeError(_("That day is on the list already.")) from error
    _record(actor, "closed_day.add", "closed_day", day.uuid)
    return day


@transaction.atomic
def remove_closed_day(*, actor: Actor, uuid: UUID) -> None:
    """Raises ForbiddenError, NotFoundError."""
    _demand(actor)
    gone, _each = ClosedDay.objects.filter(uuid=uuid, institution_id=actor.institution_id).delete()
    if not gone:
        raise NotFoundError
    _record(actor, "closed_day.remove", "closed_day", uuid)


def _demand(actor: Actor) -> None:
    if not can_set_office(actor):
        raise ForbiddenError


def _address(text: str) -> str:
    """Lines without blanks around them. Raises OfficeError for more than a letter's head holds."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_ADDRESS_LINES or any(len(line) > LONGEST_ADDRESS_LINE for line in lines):
        raise OfficeError(
            _("The address is too long for the head of a letter: at most 6 lines of 120 letters.")
        )
    return "\n".join(lines)


def _record(actor: Actor, action: str, target: str, uuid: UUID) -> None:
    record(
        who=actor.who,
        action=action,
        target=target,
        target_uuid=uuid,
        owner_institution_id=actor.institution_id,
    )
