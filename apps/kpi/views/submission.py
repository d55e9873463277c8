"""One figure to read: numbers, sources, evidence, what changed, what was done, what is due."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.core.errors import NotFoundError
from apps.institutions.access import actor_of, for_roles
from apps.kpi.content import content_of, digest_of
from apps.kpi.formulas import evaluate
from apps.kpi.models import Submission
from apps.kpi.policies import READERS, STAFF
from apps.kpi.selectors.submissions import (
    expected_get,
    last_returns,
    returned_content,
    revisions_of,
    sent_versions,
    submission_get,
    timeline,
)
from apps.kpi.services.attachments import evidence_of
from apps.kpi.views.submission_acting import (
    DONE,
    REFUSED,
    carry_out,
    form_of,
    possible_acts,
    waits_for_other,
)
from apps.kpi.views.submission_shown import acts_shown, figure_shown, state_shown
from apps.kpi.views.submission_words import (
    changes_shown,
    content_lines,
    return_shown,
    value_text,
)
from apps.qualifications.views.refusals import Refusal, refusal_of


@require_GET
@never_cache
@for_roles(*READERS)
def submission(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return page(request, submission_get(actor_of(request), uuid))


def page(
    request: HttpRequest,
    row: Submission,
    *,
    bound: dict[str, forms.Form] | None = None,
    refused: Refusal | None = None,
) -> HttpResponse:
    actor, files = actor_of(request), evidence_of(row)
    expected = expected_get(actor, row.cycle)
    content = content_of(row, files)
    acts = possible_acts(actor, row, expected)
    context: dict[str, Any] = {
        **state_shown(row, expected),
        **figure_shown(actor, row, files),
        **_returned(row, content),
        "seen": digest_of(content),
        "forms": {name: (bound or {}).get(name) or form_of(name, row) for name in acts},
        "waits_for_other": waits_for_other(actor, row),
        "versions": sent_versions(row),
        "revisions": revisions_of(row),
        "acts": acts_shown(timeline(row)),
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "kpi/entry/submission.html", context, status=status)


def _returned(row: Submission, content: dict[str, Any]) -> dict[str, Any]:
    """What was sent back last, and everything that was changed since."""
    returns = last_returns(row)
    before = returned_content(row, returns)
    if before is None:
        return {"returns": [], "changes": []}
    changes = changes_shown(before, content, row.cycle.definition)
    changed = {one["field"] for one in changes}
    return {"returns": [return_shown(each, changed) for each in returns], "changes": changes}


@require_POST
@for_roles(*STAFF)
def act(request: HttpRequest, uuid: UUID, name: str) -> HttpResponse:
    actor = actor_of(request)
    row = submission_get(actor, uuid)
    form = form_of(name, row, request.POST)
    if not form.is_valid():
        message = _("Something is missing. Correct what is marked and send it again.")
        return page(request, row, bound={name: form}, refused=Refusal(422, message))
    try:
        done = carry_out(actor, row, name, form, request.POST)
    except REFUSED as error:
        again = submission_get(actor, uuid)
        return page(request, again, bound={name: form}, refused=refusal_of(error))
    messages.success(request, str(DONE[name]))
    if name in ("take_back", "reopen"):
        return HttpResponseRedirect(reverse("kpi:entry", args=[row.cycle.uuid]))
    return HttpResponseRedirect(reverse("kpi:submission", args=[done.uuid]))


@require_GET
@never_cache
@for_roles(*READERS)
def version(request: HttpRequest, uuid: UUID, version: int) -> HttpResponse:
    """What was sent to the approver at that time, word for word."""
    row = submission_get(actor_of(request), uuid)
    sent = {each.version: each for each in sent_versions(row)}
    if version not in sent:
        raise NotFoundError
    found, definition = sent[version], row.cycle.definition
    before = next((each for each in sent.values() if each.version < version), None)
    context = {
        **state_shown(row, expected_get(actor_of(request), row.cycle)),
        "sent": found,
        "value": value_text(
            evaluate(definition.formula, definition.parameters, found.content["counts"]), definition
        ),
        "lines": content_lines(found.content, definition),
        "before": before,
        "changes": changes_shown(before.content, found.content, definition) if before else [],
    }
    return render(request, "kpi/entry/version.html", context)
