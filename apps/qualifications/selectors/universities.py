"""Universities of the network, as those whom one may ask."""

from collections.abc import Collection

from apps.institutions.actor import Actor
from apps.institutions.models import Institution, Kind, Membership
from apps.institutions.scope import system_scope
from apps.qualifications.choices import CameBy
from apps.qualifications.incoming.universities import Universities
from apps.qualifications.models import Check
from apps.qualifications.policies import STAFF


def universities_to_ask(actor: Actor) -> list[Institution]:
    """All but the actor's own, by name in the reader's language."""
    found = Institution.objects.filter(kind=Kind.UNIVERSITY, is_active=True)
    return sorted(found.exclude(pk=actor.institution_id), key=lambda each: each.name)


def university_named(text: str) -> Institution | None:
    """By the ministry's code, the full name or a usual short one; None where it is not certain."""
    known = list(Institution.objects.filter(kind=Kind.UNIVERSITY, is_active=True))
    codes = Universities(known, ()).resolve(text).codes
    return next((one for one in known if codes == (one.code,)), None)


def universities_asked(actor: Actor) -> list[Institution]:
    """Whom the actor's university ever asked, for filters."""
    asked = Check.objects.filter(asker_id=actor.institution_id, sent_at__isnull=False)
    ids = asked.exclude(came_by=CameBy.PAPER).order_by().values_list("holder_id").distinct()
    return sorted(Institution.objects.filter(pk__in=ids), key=lambda each: each.name)


def without_registrars(ids: Collection[int]) -> set[int]:
    """Those of the universities in which nobody has an account who could answer a question."""
    with system_scope("which universities have somebody who answers"):
        staffed = Membership.objects.filter(
            institution__in=ids, role__in=STAFF, is_active=True, user__is_active=True
        )
        return set(ids) - set(staffed.values_list("institution_id", flat=True))
