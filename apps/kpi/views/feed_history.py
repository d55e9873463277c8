"""Every version of the counts that were sent for one indicator and period."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.institutions.access import actor_of, for_roles
from apps.kpi.policies import READERS
from apps.kpi.selectors.fed import versions_sent
from apps.kpi.views.feed_words import sent_shown


@require_GET
@never_cache
@for_roles(*READERS)
def history(request: HttpRequest, code: str, bucket: str) -> HttpResponse:
    rows = [sent_shown(one) for one in versions_sent(actor_of(request), code, bucket)]
    context = {"rows": rows, "newest": rows[0], "name": rows[0].row.indicator.name}
    return render(request, "kpi/sources/feed_history.html", context)
