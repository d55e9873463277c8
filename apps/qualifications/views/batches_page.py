"""The page of one list, which is another one in each of its states; its last is the board."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.institutions.access import actor_of, for_roles
from apps.institutions.models import Institution
from apps.intake.errors import Unreadable
from apps.jobs.selectors import job_status
from apps.qualifications.forms.asking_filters import AskedFilter
from apps.qualifications.incoming.rules import ENTRANT_RULES
from apps.qualifications.models import CheckBatch
from apps.qualifications.policies import READERS, STAFF
from apps.qualifications.review import folded_findings, note_sentences
from apps.qualifications.selectors import checks as read
from apps.qualifications.selectors.batches import rows_after, summary_letter
from apps.qualifications.selectors.universities import without_registrars
from apps.qualifications.states import BatchState
from apps.qualifications.views.asking_words import asked_row, totals_of
from apps.qualifications.views.batches_words import TONES
from apps.qualifications.views.refusals import Refusal


@require_GET
@never_cache
@for_roles(*READERS)
def batch(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return batch_page(request, uuid)


def batch_page(request: HttpRequest, uuid: UUID, refused: Refusal | None = None) -> HttpResponse:
    """Also the answer to an act that was refused: the page as it stands, with the sentence."""
    found = read.batch_get(actor_of(request), uuid)
    context: dict[str, Any] = {
        "batch": found,
        "tone": TONES[found.state],
        "refused": refused,
        "may_work": actor_of(request).role in STAFF,
    }
    match BatchState(found.state):
        case BatchState.RECEIVED | BatchState.SENDING:
            context["job"] = job_status(found.job.uuid) if found.job else None
        case BatchState.UNREADABLE:
            context["refusal"] = Unreadable(found.refusal, found.refusal_params).message
        case BatchState.IN_REVIEW:
            context |= _board(found) | _review(request, found)
            context |= _unreached(context["lines"])
        case BatchState.SENT:
            context |= _board(found) | _letter(found)
    if context["may_work"] and found.state in (BatchState.IN_REVIEW, BatchState.SENT):
        context |= _rows(request, found, context["lines"])
    status = refused.status if refused else 200
    return render(request, "qualifications/batch.html", context, status=status)


def _board(found: CheckBatch) -> dict[str, Any]:
    lines = read.board(found)
    return {"lines": lines, "totals": totals_of(lines)}


def _unreached(lines: list[read.HolderLine]) -> dict[str, Any]:
    """Universities that would be asked and have nobody in the portal who could answer."""
    nobody = without_registrars({line.holder_id for line in lines})
    return {"unreached": [line for line in lines if line.holder_id in nobody]}


def _letter(found: CheckBatch) -> dict[str, Any]:
    return {"letter": summary_letter(found)}


def _review(request: HttpRequest, found: CheckBatch) -> dict[str, Any]:
    findings = folded_findings(
        found.findings.all(),
        ENTRANT_RULES,
        rule=request.GET.get("rule", ""),
        after=request.GET.get("from", ""),
    )
    return {"review": findings, "notes": note_sentences(found.notes)}


def _rows(request: HttpRequest, found: CheckBatch, lines: list[read.HolderLine]) -> dict[str, Any]:
    """Persons of the list, in the file's order, narrowed as the address says."""
    holders = Institution.objects.filter(pk__in=[line.holder_id for line in lines])
    wanted = AskedFilter(request.GET, sorted(holders, key=lambda each: each.name))
    after = request.GET.get("after", "")
    begin = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else 0
    rows, further = rows_after(found, wanted.filters, begin)
    today = timezone.localdate()
    return {
        "rows": [asked_row(check, today) for check in rows],
        "filter": wanted,
        "here": wanted.address(),
        "first_url": f"{wanted.address()}#rows" if begin else "",
        "next_url": f"{wanted.address(after=str(further))}#rows" if further else "",
    }
