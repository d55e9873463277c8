"""One transaction for each request, in the scope of the membership that the person acts with."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from apps.core import survivors
from apps.institutions.actor import Actor
from apps.institutions.models import Membership
from apps.institutions.scope import close_scope, open_scope
from apps.institutions.selectors import actor_for, memberships_of
from apps.institutions.session import acting_membership

OUTSIDE = ("/static/", "/healthz")


class ScopeMiddleware:
    """Refusals (status 400 and above) roll back; what must survive them is written after."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OUTSIDE):
            return self.get_response(request)
        survivors.begin()
        with transaction.atomic():
            response = self._in_scope(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
        for write in survivors.take():
            with transaction.atomic():
                write()
        return response

    def _in_scope(self, request: HttpRequest) -> HttpResponse:
        actor = self._actor(request)
        request.actor = actor  # type: ignore[attr-defined]
        token = open_scope(actor)
        try:
            return self.get_response(request)
        finally:
            close_scope(token)

    def _actor(self, request: HttpRequest) -> Actor | None:
        request.memberships = []  # type: ignore[attr-defined]
        request.membership = None  # type: ignore[attr-defined]
        user = request.user
        if not user.is_authenticated:
            return None
        reader = open_scope(Actor(institution_id=0, role="", user_id=user.pk))  # type: ignore[arg-type]
        try:
            held = memberships_of(user)
        finally:
            close_scope(reader)
        membership: Membership | None = acting_membership(request.session, held)
        request.memberships = held  # type: ignore[attr-defined]
        request.membership = membership  # type: ignore[attr-defined]
        return actor_for(membership, user) if membership else None
