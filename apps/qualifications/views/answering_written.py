"""Answering with a degree that the register does not hold yet; with the answer it is added."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.identifiers import PersonId
from apps.institutions.access import actor_of, for_roles
from apps.qualifications.choices import Closing, Standing
from apps.qualifications.comparing import compare_row, person_of, record_of_row, told_values
from apps.qualifications.forms.answering import WrittenForm
from apps.qualifications.forms.register import DegreeForm, claim_values
from apps.qualifications.models import Check
from apps.qualifications.policies import STAFF
from apps.qualifications.selectors import checks as read
from apps.qualifications.services.answering import Proposal, propose_answer
from apps.qualifications.services.looking import note_looks
from apps.qualifications.views.answering_compared import Line, compared_lines
from apps.qualifications.views.answering_entry import check_to_answer, to_check
from apps.qualifications.views.checks_asked import asked_shown
from apps.qualifications.views.refusals import REFUSALS, Refusal, refusal_of


class FoundDegreeForm(WrittenForm, DegreeForm):
    """Only a conferred degree is added: what is not conferred confirms nothing."""

    def __init__(self, data: Any, check: Check) -> None:
        self._check = check
        super().__init__(data, initial={"version": check.version, **claim_values(check)})
        del self.fields["standing"]
        self.fields["same_person"].help_text = check.id_masked
        if not check.id_cipher:
            del self.fields["same_person"]

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["standing"] = Standing.CONFERRED
        return super().clean()

    def person(self, given: dict[str, Any]) -> PersonId | None:
        typed: PersonId | None = given.get("person_id")
        return person_of(self._check) if given.get("same_person") else typed

    @property
    def told(self) -> list[str]:
        return self.data.getlist("tell") if self.is_bound else []  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def written(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The degree as it stands in the university's papers; differences are shown before sending."""
    check = check_to_answer(request, uuid)
    form = FoundDegreeForm(request.POST if request.method == "POST" else None, check)
    if request.method == "GET":
        return _page(request, check, form)
    if not form.is_valid():
        message = _("Something is missing. Correct what is marked and send it again.")
        return _page(request, check, form, Refusal(422, message))
    proposal = _proposal(check, form)
    if proposal.differing and form.cleaned_data["seen"] != ",".join(proposal.differing):
        return _page(request, check, form, differing=list(proposal.differing))
    try:
        propose_answer(
            actor=actor_of(request),
            uuid=uuid,
            version=form.cleaned_data["version"],
            proposal=proposal,
        )
    except REFUSALS as error:
        fresh = read.check_get(actor_of(request), uuid)
        return _page(request, fresh, form, refusal_of(error))
    return to_check(request, uuid)


def _proposal(check: Check, form: FoundDegreeForm) -> Proposal:
    row, given = form.row(), form.cleaned_data
    compared = compare_row(check, row).fields
    differing = [name for name, found in compared.items() if found not in ("agree", "not_given")]
    return Proposal(
        outcome=Closing.CONFIRMED_WITH_DIFFERENCES if differing else Closing.CONFIRMED,
        facts=row,
        differing=differing,
        agreeing=[name for name, found in compared.items() if found == "agree"],
        told=told_values(
            record_of_row(row, check), [name for name in differing if name in given["tell"]]
        ),
        note=given["note"],
    )


def _page(
    request: HttpRequest,
    check: Check,
    form: FoundDegreeForm,
    refused: Refusal | None = None,
    differing: list[str] | None = None,
) -> HttpResponse:
    note_looks(actor_of(request), [check], refused=refused is not None)
    context = {
        "check": check,
        "asked": asked_shown(check),
        "form": form,
        "version": check.version,
        "seen": ",".join(differing or ()),
        "lines": _lines(check, form, differing) if differing else [],
        "refused": refused,
    }
    status = refused.status if refused else 200
    return render(request, "qualifications/answer_written.html", context, status=status)


def _lines(check: Check, form: FoundDegreeForm, differing: list[str]) -> list[Line]:
    row = form.row()
    masked = row.person_id.masked() if row.person_id else ""
    lines = compared_lines(
        check, record_of_row(row, check), compare_row(check, row), masked=masked, told=form.told
    )
    return [line for line in lines if line.field in differing]
