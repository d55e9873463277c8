"""The inbox: what is told to the role that a person acts in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.institutions.access import actor_of, for_roles
from apps.notices.forms import MailForm
from apps.notices.registry import kinds_for
from apps.notices.selectors import inbox, kinds_without_mail
from apps.notices.services import choose_mails, read_all, read_notice
from apps.notices.words import words_of


def _to_inbox() -> HttpResponse:
    return HttpResponseRedirect(reverse("notices:inbox"))


@require_GET
@never_cache
@for_roles()
def notice_list(request: HttpRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    page = inbox(actor_of(request), after)
    lines = [{"notice": notice, "words": words_of(notice)} for notice in page.rows]
    here = reverse("notices:inbox")
    context = {
        "lines": lines,
        "older_url": f"{here}?after={page.after}" if page.after else "",
        "newer_url": here if after else "",
    }
    return render(request, "notices/inbox.html", context)


@require_GET
@never_cache
@for_roles()
def notice_open(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """To the page where it is dealt with; it counts as read from now on."""
    return HttpResponseRedirect(read_notice(actor=actor_of(request), uuid=uuid).path)


@require_POST
@for_roles()
def notice_read(request: HttpRequest, uuid: UUID) -> HttpResponse:
    read_notice(actor=actor_of(request), uuid=uuid)
    return _to_inbox()


@require_POST
@for_roles()
def notices_read(request: HttpRequest) -> HttpResponse:
    read_all(actor=actor_of(request))
    messages.success(request, _("Everything in the inbox is marked as read."))
    return _to_inbox()


@require_http_methods(["GET", "POST"])
@for_roles()
def mail_settings(request: HttpRequest) -> HttpResponse:
    actor, posted = actor_of(request), request.method == "POST"
    kinds = kinds_for(actor.role)
    form = MailForm(
        request.POST if posted else None, kinds=kinds, without=kinds_without_mail(actor)
    )
    if posted and form.is_valid():
        choose_mails(actor=actor, wanted=form.cleaned_data["wanted"])
        messages.success(request, _("Your choice of e-mails is saved."))
        return _to_inbox()
    context = {"form": form, "kinds": kinds}
    return render(request, "notices/settings.html", context, status=422 if posted else 200)
