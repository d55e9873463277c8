"""Files and other rows on their way into the register: all of them, and handing in a new one."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from apps.core.errors import InvalidError
from apps.core.keyset import BY_NUMBER, page_after
from apps.core.spreadsheets import csv_response
from apps.institutions.access import actor_of, for_roles
from apps.qualifications.forms.loads import LoadForm
from apps.qualifications.incoming.register_layout import REGISTER_HEADINGS
from apps.qualifications.policies import STAFF
from apps.qualifications.selectors.register import load_list as all_loads
from apps.qualifications.services.loading import upload_register
from apps.qualifications.states import LoadState

TONES: Mapping[str, str] = {
    LoadState.RECEIVED: "progress",
    LoadState.IN_REVIEW: "need",
    LoadState.ACCEPTED: "done",
    LoadState.UNREADABLE: "refused",
    LoadState.DISCARDED: "neutral",
}


@require_GET
@for_roles(*STAFF)
def load_list(request: HttpRequest) -> HttpResponse:
    page = page_after(all_loads(actor_of(request)), request.GET.get("after", ""), keys=BY_NUMBER)
    context = {
        "rows": [{"load": one, "tone": TONES[one.state]} for one in page.rows],
        "older": f"?after={page.next}" if page.next else "",
        "newer": f"?after={page.previous}" if page.previous else "",
    }
    return render(request, "qualifications/load_list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def load_new(request: HttpRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = LoadForm(request.POST, request.FILES) if posted else LoadForm()
    if form.is_valid():
        try:
            load = upload_register(
                actor=actor_of(request),
                content=form.content,
                filename=form.cleaned_data["file"].name,
                academic_year=form.year,
                complete=form.cleaned_data["complete"],
            )
        except InvalidError as error:
            form.add_error("file", str(error.message))
        else:
            return HttpResponseRedirect(reverse("qualifications:load", args=[load.uuid]))
    context = {"form": form, "file_lost": posted and bool(request.FILES)}
    return render(request, "qualifications/load_new.html", context, status=422 if posted else 200)


@require_GET
@for_roles(*STAFF)
def load_template(request: HttpRequest) -> HttpResponse:
    """The headings under which a list is read without asking."""
    return csv_response("register-template.csv", [REGISTER_HEADINGS])
