"""The own register of conferred degrees: finding an entry, and everything about one of them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.core.keyset import BY_NUMBER, page_after
from apps.courses.views.posted import query_of
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.qualifications.choices import Standing
from apps.qualifications.forms.register import HoldForm, WithdrawForm
from apps.qualifications.models import Conferral, ConferralStatus
from apps.qualifications.policies import STAFF, can_place_hold, can_work
from apps.qualifications.selectors import answering
from apps.qualifications.selectors import register as read
from apps.qualifications.views.refusals import Refusal
from apps.qualifications.views.register_words import (
    STATUS_TONES,
    degree_shown,
    differences,
    facts_of,
)

KEEPERS = (*STAFF, Role.PRIVACY_OFFICER)
"""Who may open an entry: who works with the register, and who places holds."""
STANDING_TONES = {
    Standing.CONFERRED: "done",
    Standing.COMPLETED: "need",
    Standing.ATTENDED: "neutral",
}


@require_GET
@never_cache
@for_roles(*KEEPERS)
def register_list(request: HttpRequest) -> HttpResponse:
    """Newest first, or what a student code or the beginning of a name finds."""
    actor, words = actor_of(request), request.GET.get("words", "")[:100].strip()
    page = page_after(
        read.register_rows(actor, words), request.GET.get("after", ""), keys=BY_NUMBER
    )
    held = answering.held_lines([row.line for row in page.rows])
    context = {
        "rows": [
            {
                "row": row,
                "degree": degree_shown(row),
                "tone": STANDING_TONES[Standing(row.standing)],
                "held": row.line in held,
            }
            for row in page.rows
        ],
        "words": words,
        "older": query_of(words=words, after=page.next) if page.next else "",
        "newer": query_of(words=words, after=page.previous) if page.previous else "",
        "may_work": can_work(actor),
    }
    return render(request, "qualifications/register_list.html", context)


@require_GET
@never_cache
@for_roles(*KEEPERS)
def register_line(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return line_page(request, uuid)


def line_page(
    request: HttpRequest,
    line: UUID,
    *,
    withdraw: WithdrawForm | None = None,
    hold: HoldForm | None = None,
    refused: Refusal | None = None,
) -> HttpResponse:
    """All versions of one degree, with what may be done about it."""
    actor = actor_of(request)
    versions = read.versions_of(actor, line)
    newest = versions[0]
    context: dict[str, Any] = {
        "entry": newest,
        "line": line,
        "name": f"{newest.title}{newest.first_name} {newest.last_name}".strip(),
        "in_force": newest.status == ConferralStatus.IN_FORCE,
        "tone": STATUS_TONES[newest.status],
        "facts": facts_of(newest),
        "versions": _versions(versions),
        "standing": read.hold_of(actor, line),
        "waiting": answering.loads_waiting(actor, line),
        "may_work": can_work(actor),
        "may_hold": can_place_hold(actor),
        "withdraw": withdraw or WithdrawForm(auto_id="id_withdraw_%s"),
        "hold": hold or HoldForm(auto_id="id_hold_%s"),
        "refused": refused,
        "faulty": next((form for form in (withdraw, hold) if form and form.errors), None),
        "withdraw_word": _("Withdraw from the register"),
    }
    status = refused.status if refused else 200
    return render(request, "qualifications/register_line.html", context, status=status)


def _versions(versions: list[Conferral]) -> list[dict[str, Any]]:
    """Each with what it changed against the one before it."""
    before: list[Conferral | None] = [*versions[1:], None]
    return [
        {
            "version": one,
            "tone": STATUS_TONES[one.status],
            "changes": differences(older, one) if older else [],
        }
        for one, older in zip(versions, before, strict=True)
    ]
