"""The network's decision on a figure: accepted, or sent back with what is to be corrected."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.core.errors import InvalidError, StaleError, WrongStateError
from apps.courses.views.wording import Refusal, refusal_of
from apps.institutions.access import actor_of, for_roles
from apps.institutions.actor import Role
from apps.kpi.refusals import ContentChangedError, OwnFigureError
from apps.kpi.selectors.review import review_get
from apps.kpi.services.approving import accept_submission, return_submission
from apps.kpi.views.review import page
from apps.kpi.views.review_shown import return_form

LONGEST_VERSION = 10
REFUSALS = (InvalidError, OwnFigureError, StaleError, WrongStateError)


@require_POST
@for_roles(Role.SECRETARIAT)
def accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    actor = actor_of(request)
    row = review_get(actor, uuid)
    try:
        accept_submission(actor=actor, uuid=uuid, version=_version(request))
    except REFUSALS as error:
        return page(request, review_get(actor, uuid), refused=refusal_of(error))
    text = _("The figure of %(institution)s is accepted and counts from now on.")
    messages.success(request, text % {"institution": row.institution.name})
    return HttpResponseRedirect(reverse("kpi:review_list"))


@require_POST
@for_roles(Role.SECRETARIAT)
def send_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    actor = actor_of(request)
    row = review_get(actor, uuid)
    form = return_form(row, request.POST)
    if not form.is_valid():
        message = _("Something is missing. Correct what is marked and send it again.")
        return page(request, row, bound=form, refused=Refusal(422, message))
    try:
        return_submission(actor=actor, uuid=uuid, version=_version(request), pins=form.pins)
    except REFUSALS as error:
        return page(request, review_get(actor, uuid), bound=form, refused=refusal_of(error))
    text = _("The marked values were sent back to %(institution)s.")
    messages.success(request, text % {"institution": row.institution.name})
    return HttpResponseRedirect(reverse("kpi:review_list"))


def _version(request: HttpRequest) -> int:
    """As the page had it. Raises ContentChangedError for what is no number that a version has."""
    given = request.POST.get("version", "")
    if not (given.isascii() and given.isdecimal() and len(given) < LONGEST_VERSION):
        raise ContentChangedError
    return int(given)
