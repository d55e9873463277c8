"""Load the offices of the demo by the ways that people use."""

import datetime as dt

from django.utils import timezone

from apps.institutions import services
from apps.institutions.actor import Actor
from apps.institutions.demo.offices import OFFICES, PlannedOffice
from apps.institutions.models import Institution, Membership
from apps.institutions.policies import SETTING
from apps.institutions.scope import scope, system_scope
from apps.institutions.selectors import actor_for, office_of

SIGNING_SINCE = dt.date(2023, 10, 1)


class NobodySetsItError(LookupError):
    """An institution of the demo has nobody who may set its office: accounts come first."""


def seed_offices() -> int:
    """Offices that are not there yet, with signers and closed days of the years around; how many.

    Run after the demo's accounts are made. Raises NobodySetsItError.
    """
    made = 0
    for code, planned in OFFICES.items():
        institution = Institution.objects.get(code=code)
        with scope(_setter(institution)) as actor:
            if office_of(institution) is None:
                _seed(actor, planned)
                made += 1
    return made


def _setter(institution: Institution) -> Actor:
    with system_scope("the demo acts for a member"):
        member = (
            Membership.objects.filter(institution=institution, role__in=SETTING, is_active=True)
            .select_related("user")
            .order_by("pk")
            .first()
        )
    if member is None:
        raise NobodySetsItError(f"{institution.code} has nobody who may set its office")
    return actor_for(member, member.user)


def _seed(actor: Actor, planned: PlannedOffice) -> None:
    services.set_office(
        actor=actor,
        name_th=planned.name[0],
        name_en=planned.name[1],
        address_th="\n".join(planned.address_th),
        address_en="\n".join(planned.address_en),
        phone="0 0000 0000",
        email=f"registrar@{planned.slug}.demo.example",
        letter_prefix=planned.prefix,
        may_use_garuda=planned.may_use_garuda,
    )
    for signer in planned.signers:
        services.add_signer(
            actor=actor,
            name_th=signer.name[0],
            name_en=signer.name[1],
            post_th=signer.post[0],
            post_en=signer.post[1],
            acting_for_th=signer.acting_for[0],
            acting_for_en=signer.acting_for[1],
            valid_from=SIGNING_SINCE,
        )
    this_year = timezone.localdate().year
    for year in range(this_year - 1, this_year + 2):
        for month, day, name in planned.closed:
            services.add_closed_day(actor=actor, on=dt.date(year, month, day), name=name)
