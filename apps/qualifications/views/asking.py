"""What the university asked others about degrees."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.core.keyset import BY_NUMBER, page_after
from apps.institutions.access import actor_of, for_roles
from apps.qualifications.exports import MOST_ROWS, checks_csv
from apps.qualifications.forms.asking_filters import AskedFilter
from apps.qualifications.policies import READERS, STAFF
from apps.qualifications.selectors import checks as read
from apps.qualifications.selectors.universities import universities_asked
from apps.qualifications.views.asking_words import asked_row, totals_of


@require_GET
@never_cache
@for_roles(*READERS)
def asked_list(request: HttpRequest) -> HttpResponse:
    """Newest first. A director sees how many, by university, and nobody's name."""
    if actor_of(request).role not in STAFF:
        return _figures(request)
    actor = actor_of(request)
    wanted = AskedFilter(request.GET, universities_asked(actor))
    page = page_after(
        read.asked(actor, wanted.filters), request.GET.get("after", ""), keys=BY_NUMBER
    )
    today = timezone.localdate()
    context = {
        "rows": [asked_row(check, today) for check in page.rows],
        "filter": wanted,
        "counts": read.counts(actor),
        "here": wanted.address(),
        "older": wanted.address(after=page.next) if page.next else "",
        "newer": wanted.address(after=page.previous) if page.previous else "",
    }
    return render(request, "qualifications/asked_list.html", context)


def _figures(request: HttpRequest) -> HttpResponse:
    lines = read.asked_board(actor_of(request))
    context = {"lines": lines, "totals": totals_of(lines)}
    return render(request, "qualifications/asked_figures.html", context)


@require_GET
@never_cache
@for_roles(*STAFF)
def asked_export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, whole."""
    actor = actor_of(request)
    wanted = AskedFilter(request.GET, universities_asked(actor))
    rows = read.asked(actor, wanted.filters).select_related("asker").order_by("-pk")
    return checks_csv(actor=actor, checks=rows[: MOST_ROWS + 1], name="degrees-asked.csv")
