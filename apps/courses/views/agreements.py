"""Pages of agreements: the list, a draft, its paper, signatures, its end."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from apps.core.errors import InvalidError, NotFoundError, PortalError, StaleError, WrongStateError
from apps.courses.errors import CourseStateError
from apps.courses.forms.agreement import AgreementForm, NewAgreementForm, initial_of
from apps.courses.models import Agreement
from apps.courses.policies import READERS, STAFF
from apps.courses.selectors import agreements as selectors
from apps.courses.services.agreeing import attach_document, change_agreement, draft_agreement
from apps.courses.states import AgreementState
from apps.courses.views.agreement_words import GROUP_TITLES, shown_row
from apps.courses.views.differences import differences
from apps.courses.views.posted import posted_version
from apps.documents.storage import read_paper
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Actor
from apps.institutions.models import Institution


def to_agreement(agreement: Agreement | UUID) -> HttpResponse:
    uuid = agreement if isinstance(agreement, UUID) else agreement.uuid
    return HttpResponseRedirect(reverse("courses:agreement", args=[uuid]))


@require_GET
@for_roles(*READERS)
def agreement_list(request: HttpRequest) -> HttpResponse:
    """All groups at a glance, or one of them page by page."""
    actor = actor_of(request)
    chosen = request.GET.get("show", "")
    if chosen in selectors.GROUPS:
        groups = [selectors.agreement_group(chosen, request.GET.get("after", ""))]
    else:
        chosen, groups = "", selectors.agreement_groups()
    shown = [
        {
            "group": group,
            "title": GROUP_TITLES[group.code],
            "rows": [shown_row(row, actor) for row in group.rows],
        }
        for group in groups
    ]
    context = {"groups": shown, "chosen": chosen, "may_draft": actor.role in STAFF}
    return render(request, "courses/agreement_list.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*STAFF)
def agreement_new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    posted = request.method == "POST"
    form = NewAgreementForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        institution_id=actor.institution_id,
    )
    if posted and form.is_valid():
        try:
            with transaction.atomic():
                agreement = _drafted(actor, form)
        except InvalidError as error:
            form.add_error("file" if error.code == "document" else None, str(error.message))
        else:
            messages.success(request, _("The agreement is drafted. All parties can see it now."))
            return to_agreement(agreement)
    status = 422 if posted else 200
    return render(request, "courses/agreement_new.html", {"form": form}, status=status)


def _drafted(actor: Actor, form: NewAgreementForm) -> Agreement:
    agreement = draft_agreement(actor=actor, content=form.agreed_content(form.partners()))
    file = form.cleaned_data["file"]
    if file is None:
        return agreement
    return attach_document(
        actor=actor,
        uuid=agreement.uuid,
        version=agreement.version,
        content=form.content,
        filename=file.name,
    )


@require_http_methods(["GET", "POST"])
@for_roles(*STAFF)
def agreement_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was typed survives a refusal; somebody else's change is shown beside it."""
    agreement = selectors.agreement_get(uuid)
    if request.method == "GET":
        if agreement.state != AgreementState.DRAFT:
            raise CourseStateError(agreement.state, AgreementState(agreement.state).label)
        return _edit(request, agreement, AgreementForm(initial=initial_of(agreement)))
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return _edit(request, agreement, form, status=422, version=posted_version(request))
    try:
        with transaction.atomic():
            change_agreement(
                actor=actor_of(request),
                uuid=uuid,
                version=posted_version(request),
                content=form.agreed_content(_partners(agreement, actor_of(request))),
            )
    except InvalidError as error:
        form.add_error(None, str(error.message))
        return _edit(request, agreement, form, status=422, version=posted_version(request))
    except (StaleError, WrongStateError) as error:
        return _edit(request, agreement, form, status=409, refusal=error)
    messages.success(request, _("The agreement was changed; it is a new version."))
    return to_agreement(uuid)


def _partners(agreement: Agreement, actor: Actor) -> list[Institution]:
    others = [party for party in agreement.party_ids if party != actor.institution_id]
    return list(Institution.objects.filter(pk__in=others))


def _edit(
    request: HttpRequest,
    agreement: Agreement,
    form: AgreementForm,
    *,
    status: int = 200,
    version: int | None = None,
    refusal: PortalError | None = None,
) -> HttpResponse:
    stored = initial_of(agreement)
    context: dict[str, Any] = {
        "form": form,
        "agreement": agreement,
        "row": selectors.agreement_row(agreement),
        "version": agreement.version if version is None else version,
        "refusal": refusal,
        "differences": differences(form, stored) if refusal else [],
        "closed": isinstance(refusal, WrongStateError),
    }
    return render(request, "courses/agreement_edit.html", context, status=status)


@require_GET
@for_roles(*READERS)
def agreement_document_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    agreement = selectors.agreement_get(uuid)
    if agreement.document is None or agreement.document_sha256 is None:
        raise NotFoundError
    content = read_paper(
        agreement.document, agreement.document_path, sha256=bytes(agreement.document_sha256)
    )
    return pdf(content, agreement.document_name or "agreement.pdf")


def pdf(content: bytes, filename: str) -> HttpResponse:
    """To be kept, never opened inside the portal: partners upload these files."""
    headers: Mapping[str, str] = {
        "Content-Disposition": content_disposition_header(True, filename) or "attachment",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)
