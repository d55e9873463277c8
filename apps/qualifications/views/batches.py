"""Lists of entrants: all of them, and handing in a new one."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from apps.core.errors import InvalidError
from apps.core.keyset import BY_NUMBER, page_after
from apps.courses.forms.fields import current_term
from apps.institutions.access import actor_of, for_roles
from apps.qualifications.forms.batches import BatchForm
from apps.qualifications.incoming.entrant_layout import entrants_template
from apps.qualifications.policies import READERS, STAFF
from apps.qualifications.selectors.batches import Standing, standings_of
from apps.qualifications.selectors.checks import batch_list as all_batches
from apps.qualifications.services.batching import upload_entrants
from apps.qualifications.views.batches_words import TONES


@require_GET
@never_cache
@for_roles(*READERS)
def batch_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    page = page_after(all_batches(actor), request.GET.get("after", ""), keys=BY_NUMBER)
    standings = standings_of(page.rows)
    context = {
        "rows": [
            {
                "batch": one,
                "tone": TONES[one.state],
                "standing": standings.get(one.pk, Standing()),
            }
            for one in page.rows
        ],
        "older": f"?after={page.next}" if page.next else "",
        "newer": f"?after={page.previous}" if page.previous else "",
        "may_work": actor.role in STAFF,
    }
    return render(request, "qualifications/batch_list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_roles(*STAFF)
def batch_new(request: HttpRequest) -> HttpResponse:
    posted = request.method == "POST"
    initial = {"officer": getattr(request.user, "name_th", ""), "term": current_term()}
    form = BatchForm(request.POST, request.FILES) if posted else BatchForm(initial=initial)
    if form.is_valid():
        try:
            batch = upload_entrants(
                actor=actor_of(request),
                content=form.content,
                filename=form.cleaned_data["file"].name,
                name=form.cleaned_data["name"],
                term=form.term_chosen,
                question=form.question,
            )
        except InvalidError as error:
            form.add_error("file", str(error.message))
        else:
            return HttpResponseRedirect(reverse("qualifications:batch", args=[batch.uuid]))
    context = {"form": form, "file_lost": posted and bool(request.FILES)}
    return render(request, "qualifications/batch_new.html", context, status=422 if posted else 200)


@require_GET
@for_roles(*STAFF)
def batch_template(request: HttpRequest) -> HttpResponse:
    """Headings alone, as every spreadsheet opens them."""
    return HttpResponse(
        entrants_template(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="entrants-template.csv"'},
    )
