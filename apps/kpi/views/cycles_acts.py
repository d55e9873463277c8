"""What is decided on the page of a cycle: exceptions, excuses, reminders, the lock."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from apps.core.errors import InvalidError, NotFoundError, StaleError, WrongStateError
from apps.courses.views.wording import Refusal, refusal_of
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.kpi.models import Cycle
from apps.kpi.selectors.cycles import cycle_get
from apps.kpi.services.cycles import excuse, extend, lock_cycle
from apps.kpi.services.reminding import remind_now
from apps.kpi.views.cycles_page import FORMS, board_of, form_of, page

REFUSALS = (InvalidError, StaleError, WrongStateError)


@require_POST
@for_roles(Role.SECRETARIAT)
def act(request: HttpRequest, uuid: UUID, name: str) -> HttpResponse:
    actor = actor_of(request)
    cycle = cycle_get(actor, uuid)
    try:
        if name in FORMS:
            return _for_one(request, cycle, name)
        if name not in WHOLE:
            raise NotFoundError
        WHOLE[name](request, cycle)
    except REFUSALS as error:
        return page(request, cycle_get(actor, uuid), refused=refusal_of(error))
    return _back(cycle)


def _for_one(request: HttpRequest, cycle: Cycle, name: str) -> HttpResponse:
    actor = actor_of(request)
    form = form_of(name, board_of(actor, cycle).institutions, request.POST)
    if not form.is_valid():
        message = _("Something is missing. Correct what is marked and send it again.")
        return page(request, cycle, bound={name: form}, refused=Refusal(422, message))
    given: dict[str, Any] = {"actor": actor, "cycle": cycle, "institution": form.chosen}
    institution = form.chosen.name
    if name == "extend":
        extend(**given, until=form.cleaned_data["until"], reason=form.cleaned_data["reason"])
        text = _("%(institution)s may enter its figure until the day that you gave.")
    else:
        excuse(**given, reason=form.cleaned_data["reason"])
        text = _("No figure of this cycle is expected of %(institution)s.")
    messages.success(request, text % {"institution": institution})
    return _back(cycle)


def _remind(request: HttpRequest, cycle: Cycle) -> None:
    count = remind_now(actor=actor_of(request), uuid=cycle.uuid)
    if not count:
        messages.info(request, _("Nobody owes a figure now, so nobody was reminded."))
        return
    text = ngettext(
        "%(count)s institution is reminded.", "%(count)s institutions are reminded.", count
    )
    messages.success(request, text % {"count": count})


def _lock(request: HttpRequest, cycle: Cycle) -> None:
    if not request.POST.get("confirmed"):
        messages.error(request, _("Tick that you mean this cycle. Nothing was locked."))
        return
    lock_cycle(actor=actor_of(request), uuid=cycle.uuid)
    messages.success(
        request, _("The cycle is locked. What the portal saw and what was sent is kept as it is.")
    )


WHOLE: Mapping[str, Callable[[HttpRequest, Cycle], None]] = {"remind": _remind, "lock": _lock}


def _back(cycle: Cycle) -> HttpResponse:
    return HttpResponseRedirect(reverse("kpi:cycle", args=[cycle.uuid]))
