"""Who acts in the story: the first member of each role at each of its universities."""

from dataclasses import dataclass, field

from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Kind, Membership
from apps.institutions.officers import Officer, officer_of
from apps.institutions.scope import system_scope
from apps.institutions.selectors import actor_for
from apps.kpi.demo.universities import UNIVERSITIES

NETWORK = "network"


class StaffMissingError(LookupError):
    """An institution of the story has nobody in a role: its accounts were not made."""


@dataclass
class Staff:
    """Institutions and people by slug and role; all are looked up once."""

    institutions: dict[str, Institution] = field(default_factory=dict)
    actors: dict[tuple[str, str], Actor] = field(default_factory=dict)
    officers: dict[tuple[str, str], Officer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises StaffMissingError."""
        codes = {one.code: slug for slug, one in UNIVERSITIES.items()}
        known = Institution.objects.filter(kind=Kind.UNIVERSITY, code__in=codes)
        self.institutions = {codes[each.code]: each for each in known}
        network = Institution.objects.filter(kind=Kind.NETWORK, is_active=True).order_by("pk")
        self.institutions[NETWORK] = network[0]
        slugs = {each.pk: slug for slug, each in self.institutions.items()}
        with system_scope("the demo acts for members"):
            members = list(
                Membership.objects.filter(institution__in=slugs, is_active=True)
                .select_related("user")
                .order_by("pk")
            )
        for member in members:
            key = slugs[member.institution_id], str(member.role)
            self.actors.setdefault(key, actor_for(member, member.user))
        self.officers = {key: officer_of(actor) for key, actor in self.actors.items()}
        for slug in UNIVERSITIES:
            for role in (Role.REGISTRAR, Role.REGISTRAR_APPROVER, Role.DIRECTOR):
                self._demand(slug, role)
        self._demand(NETWORK, Role.SECRETARIAT)

    def registrar(self, slug: str) -> Actor:
        return self.actors[slug, Role.REGISTRAR]

    @property
    def secretary(self) -> Actor:
        return self.actors[NETWORK, Role.SECRETARIAT]

    def officer(self, slug: str, role: Role) -> Officer:
        return self.officers[slug, role]

    def _demand(self, slug: str, role: Role) -> None:
        if (slug, str(role)) not in self.actors:
            raise StaffMissingError(f"{self.institutions[slug].code} has no {role}")
