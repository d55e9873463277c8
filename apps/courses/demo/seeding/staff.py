"""Who acts in the story: the first member of each role at each university."""

from dataclasses import dataclass, field

from apps.courses.demo.universities import UNIVERSITIES
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Kind, Membership
from apps.institutions.scope import system_scope
from apps.institutions.selectors import actor_for


class StaffMissingError(LookupError):
    """A university of the story has nobody in a role: its accounts were not made."""


@dataclass
class Staff:
    """Institutions by slug, and their people; each is looked up once."""

    institutions: dict[str, Institution] = field(default_factory=dict)
    actors: dict[tuple[str, Role], Actor] = field(default_factory=dict)

    def registrar(self, slug: str) -> Actor:
        return self._actor(slug, Role.REGISTRAR)

    def approver(self, slug: str) -> Actor:
        return self._actor(slug, Role.REGISTRAR_APPROVER)

    def university(self, slug: str) -> Institution:
        if slug not in self.institutions:
            self.institutions[slug] = Institution.objects.get(
                kind=Kind.UNIVERSITY, code=UNIVERSITIES[slug].code
            )
        return self.institutions[slug]

    def _actor(self, slug: str, role: Role) -> Actor:
        if (slug, role) not in self.actors:
            self.actors[slug, role] = self._found(slug, role)
        return self.actors[slug, role]

    def _found(self, slug: str, role: Role) -> Actor:
        university = self.university(slug)
        with system_scope("the demo acts for a member"):
            member = (
                Membership.objects.filter(institution=university, role=role, is_active=True)
                .select_related("user")
                .order_by("pk")
                .first()
            )
        if member is None:
            raise StaffMissingError(f"{university.code} has no {role}")
        return actor_for(member, member.user)
