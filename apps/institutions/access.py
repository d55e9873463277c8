"""Who may open a page: signed in, acting for an institution, in one of the roles named."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse

from apps.core.errors import ForbiddenError
from apps.institutions.actor import Actor, Role

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class SignInNeeded(Exception):  # noqa: N818  (says what happened)
    """Not signed in, or signed in without any role."""

    def redirect(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(reverse("no_role"))
        return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise SignInNeeded
    return actor


def for_roles(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Refuses other roles with 403; no roles named means every role."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if roles and actor_of(request).role not in roles:
                raise ForbiddenError
            actor_of(request)
            return view(request, *args, **kwargs)

        return checked

    return decorate
