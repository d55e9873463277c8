"""From a form of the page to the service that carries it out."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.institutions.actor import Actor
from apps.qualifications.models import Check
from apps.qualifications.services.answering import approve_answer, return_answer
from apps.qualifications.services.cancelling import cancel_check
from apps.qualifications.services.conversing import (
    give_documents,
    request_documents,
    send_message,
)
from apps.qualifications.services.reopening import reopen_check
from apps.qualifications.services.taking_back import take_back_answer

Given = dict[str, Any]
DONE: Mapping[str, str | Promise] = {
    "message": _("The message was sent."),
    "request_documents": _("The documents were asked for. The clock stands still until they come."),
    "give_documents": _("The documents were given. The clock runs again."),
    "cancel": _("The question was cancelled."),
    "approve": _("The answer is approved and sent."),
    "return": _("The answer was given back."),
    "take_back": _("You took your answer back. The question waits for an answer again."),
    "reopen": _("The question is open again. The other university was told."),
}


def carry_out(actor: Actor, check: Check, act: str, given: Given) -> None:
    """One act on one check; the services refuse a wrong side, state or version."""
    ACTING[act](actor, check, given)


def _message(actor: Actor, check: Check, given: Given) -> None:
    send_message(actor=actor, uuid=check.uuid, note=given["note"], files=given["documents"])


def _give(actor: Actor, check: Check, given: Given) -> None:
    give_documents(
        actor=actor,
        uuid=check.uuid,
        version=given["version"],
        note=given["note"],
        files=given["documents"],
    )


def _approve(actor: Actor, check: Check, given: Given) -> None:
    approve_answer(actor=actor, uuid=check.uuid, version=given["version"])


def _take_back(actor: Actor, check: Check, given: Given) -> None:
    take_back_answer(actor=actor, uuid=check.uuid, version=given["version"])


def _noted(service: Callable[..., Any]) -> Callable[[Actor, Check, Given], None]:
    """Acts that take the version and a word on why."""

    def act(actor: Actor, check: Check, given: Given) -> None:
        service(actor=actor, uuid=check.uuid, version=given["version"], note=given["note"])

    return act


ACTING: Mapping[str, Callable[[Actor, Check, Given], None]] = {
    "message": _message,
    "give_documents": _give,
    "approve": _approve,
    "take_back": _take_back,
    "request_documents": _noted(request_documents),
    "cancel": _noted(cancel_check),
    "return": _noted(return_answer),
    "reopen": _noted(reopen_check),
}
