"""Who entered what: an approver is told before the act that it is the own entry."""

from collections.abc import Sequence

from apps.certificates.models import ServiceAct, ServiceRequest
from apps.certificates.services.requesting import REQUEST
from apps.certificates.states import Action
from apps.institutions.actor import Actor
from apps.institutions.officers import ACCOUNT, NAMED, is_own_work, officer_of, person_key


def own_entries(actor: Actor, requests: Sequence[ServiceRequest]) -> set[int]:
    """Primary keys of those that the actor entered or ever changed. One query for all of them."""
    officer = officer_of(actor)
    makers = {row.pk: {(row.requested_key, row.requested_name)} for row in requests}
    acts = ServiceAct.objects.filter(request__in=requests, action__in=[REQUEST, Action.EDIT])
    for request, user, name in acts.values_list("request_id", "user_id", "name").distinct():
        key = f"{ACCOUNT}{user}" if user else NAMED + person_key(name)
        makers[request].add((key, name))
    return {pk for pk, done in makers.items() if is_own_work(done, officer)}
