"""Pages of the university: ask about applicants, read the outcomes, take the letter."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.errors import InvalidError, NotFoundError
from apps.documents.models import Paper
from apps.documents.rendering import Language
from apps.documents.selectors import paper_content
from apps.graduates import selectors
from apps.graduates.applicant_form import MOST_ON_FORM, ApplicantFormSet, offered_schools
from apps.graduates.forms import AskForm
from apps.graduates.models import Verification, VerificationItem
from apps.graduates.outcomes import (
    EXPLANATIONS,
    FIELD_LABELS,
    OUTCOME_LABELS,
    OUTCOME_MEANINGS,
    OUTCOME_TONES,
)
from apps.graduates.policies import UNIVERSITY_ROLES
from apps.graduates.services.lettering import LANGUAGES, letter_language, request_letter
from apps.graduates.services.verifying import verify_applicants
from apps.institutions.access import actor_of, for_roles
from apps.jobs.selectors import job_status


def counted(verification: Verification) -> list[dict[str, Any]]:
    """Outcomes that occur, with their number, in the order of the outcome table."""
    return [
        {"tone": OUTCOME_TONES[outcome], "label": label, "count": verification.outcomes[outcome]}
        for outcome, label in OUTCOME_LABELS.items()
        if outcome in verification.outcomes
    ]


@require_GET
@for_roles(*UNIVERSITY_ROLES)
def verification_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(selectors.verification_list(), selectors.PAGE).get_page(
        request.GET.get("page")
    )
    rows = [{"verification": one, "outcomes": counted(one)} for one in page]
    return render(request, "graduates/verification_list.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@for_roles(*UNIVERSITY_ROLES)
def ask(request: HttpRequest) -> HttpResponse:
    """The form; `add` gives one more applicant, `drop` takes the last away; the rest stays."""
    user = request.user
    initial = {"officer": getattr(user, "name_th", "")}
    if request.method == "GET":
        return _form(request, AskForm(initial=initial), ApplicantFormSet(prefix="a"))
    data = request.POST.copy()
    if "add" in data or "drop" in data:
        return _resized(request, data)
    form, applicants = AskForm(data), ApplicantFormSet(data, prefix="a")
    if not (form.is_valid() & applicants.is_valid()):
        return _form(request, form, applicants, status=422)
    try:
        verification = verify_applicants(
            actor=actor_of(request),
            officer=form.cleaned_data["officer"],
            purpose=form.cleaned_data["purpose"],
            case=form.cleaned_data["case"],
            claims=[one.claim() for one in applicants],
        )
    except InvalidError as error:
        form.add_error(None, str(error.message))
        return _form(request, form, applicants, status=422)
    return HttpResponseRedirect(reverse("graduates:verification", args=[verification.uuid]))


def _resized(request: HttpRequest, data: Any) -> HttpResponse:
    """The same page with one applicant more or less; what was typed stays, nothing is checked."""
    given = data.get("a-TOTAL_FORMS", "1")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 1
    number = min(max(number + (1 if "add" in data else -1), 1), MOST_ON_FORM)
    fields = ApplicantFormSet(prefix="a").empty_form.fields
    typed = [{name: data.get(f"a-{row}-{name}", "") for name in fields} for row in range(number)]
    form = AskForm(initial={name: data.get(name, "") for name in AskForm.base_fields})
    return _form(request, form, ApplicantFormSet(prefix="a", initial=typed))


def _form(request: HttpRequest, form: AskForm, applicants: Any, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "applicants": applicants,
        "schools": offered_schools(),
        "most": MOST_ON_FORM,
    }
    return render(request, "graduates/verification_new.html", context, status=status)


def shown(item: VerificationItem) -> dict[str, Any]:
    return {
        "item": item,
        "tone": OUTCOME_TONES[item.outcome],
        "label": OUTCOME_LABELS[item.outcome],
        "meaning": OUTCOME_MEANINGS[item.outcome],
        "agreeing": [FIELD_LABELS[field] for field in item.agreeing],
        "differing": [FIELD_LABELS[field] for field in item.differing],
        "explanation": [EXPLANATIONS[code] for code in item.explanation],
    }


def _letter(verification: Verification, language: Language) -> dict[str, Any]:
    """How far the letter in this language is; nothing of it where nobody asked for it."""
    known = verification.letter_in(language)
    return {
        "language": language,
        "job": job_status(known.job.uuid) if known.job else None,
        "paper": Paper.objects.filter(uuid=known.paper).first() if known.paper else None,
    }


@require_GET
@never_cache
@for_roles(*UNIVERSITY_ROLES)
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    verification = selectors.verification_get(uuid)
    letters = [_letter(verification, language) for language in LANGUAGES.values()]
    context = {
        "verification": verification,
        "outcomes": counted(verification),
        "items": [shown(item) for item in selectors.items_of(verification)],
        "letters": [one for one in letters if one["job"] or one["paper"]],
        "not_asked": [one["language"] for one in letters if not (one["job"] or one["paper"])],
    }
    return render(request, "graduates/verification.html", context)


@require_POST
@for_roles(*UNIVERSITY_ROLES)
def letter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    language = request.POST.get("language", "th")
    request_letter(actor=actor_of(request), uuid=uuid, language=language)
    return HttpResponseRedirect(reverse("graduates:verification", args=[uuid]) + "#letter")


@require_GET
@never_cache
@for_roles(*UNIVERSITY_ROLES)
def letter_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """In Thai; with `?language=en` the one in English."""
    language = letter_language(request.GET.get("language", "th"))
    paper = _letter(selectors.verification_get(uuid), language)["paper"]
    if paper is None or paper.sha256 is None:
        raise NotFoundError
    return HttpResponse(
        paper_content(actor=actor_of(request), paper=paper),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{paper.serial}.pdf"'},
    )
