"""Pages that belong to no single app."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from apps.audit.selectors import log_page
from apps.core.startup import role_faults
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.institutions.session import switch_membership
from registrar_net.access_log import in_words
from registrar_net.home import tasks_for


@require_GET
@for_roles()
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"home": tasks_for(actor_of(request))})


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers in a role that row security binds; 503 otherwise."""
    faults = role_faults(connection)
    return JsonResponse({"ok": not faults}, status=503 if faults else 200)


@require_GET
def no_role(request: HttpRequest) -> HttpResponse:
    if getattr(request, "actor", None):
        return HttpResponseRedirect(reverse("home"))
    return render(request, "no_role.html")


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "help.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy.html")


@require_POST
@for_roles()
def act_as(request: HttpRequest) -> HttpResponse:
    switch_membership(
        request.session,
        request.memberships,  # type: ignore[attr-defined]
        request.POST.get("membership", ""),
    )
    return HttpResponseRedirect(reverse("home"))


@require_GET
@for_roles(Role.PRIVACY_OFFICER, Role.SCHOOL_CERTIFIER, Role.REGISTRAR_APPROVER)
def audit_log(request: HttpRequest) -> HttpResponse:
    page = log_page(actor_of(request).institution_id, before=request.GET.get("before", ""))
    return render(request, "audit_log.html", {"page": page, "rows": in_words(page)})
