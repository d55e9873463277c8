"""Applications of invented persons: graduates of the register, students as the office has them."""

from collections.abc import Iterator

from apps.certificates.applications import Application
from apps.certificates.demo.story import Item
from apps.certificates.demo.students import graduate_extras, student_facts
from apps.certificates.kinds import Kind, Language
from apps.courses.demo.seeding.staff import Staff
from apps.courses.demo.universities import UNIVERSITIES
from apps.institutions.demo.offices import OFFICES
from apps.institutions.scope import scope
from apps.qualifications.choices import Standing
from apps.qualifications.models import Conferral, ConferralStatus

_NUMBERED_FROM = 2101


class Desk:
    """Writes applications down: nobody is taken twice, and letters are numbered on."""

    def __init__(self, staff: Staff, slug: str, *, term: tuple[int, int], seed: int) -> None:
        self.slug = slug
        self._seed = seed
        self._year, self._term = term
        self._students = 0
        self._letters = _NUMBERED_FROM
        with scope(staff.registrar(slug)) as actor:
            rows = Conferral.objects.filter(
                holder_id=actor.institution_id,
                status=ConferralStatus.IN_FORCE,
                standing=Standing.CONFERRED,
                completed_on__isnull=False,
            )
            self._graduates: Iterator[Conferral] = iter(
                list(rows.order_by("-academic_year", "student_code"))
            )

    def application(self, item: Item) -> Application:
        english = item.language == Language.EN
        if item.kind == Kind.GRADUATION:
            return self.of_graduate(purpose=item.purpose, english=english)
        self._students += 1
        facts = student_facts(
            self.slug,
            self._students,
            academic_year=self._year,
            term=self._term,
            seed=self._seed,
        )
        return Application(
            facts=facts,
            purpose=item.purpose,
            letter_number=self._letter_number(),
            contact_email=f"student{self._students}@demo.example",
        )

    def of_graduate(self, *, purpose: str, english: bool = False) -> Application:
        held = next(self._graduates)
        extras = graduate_extras(self.slug, held.faculty, held.major, held.title)
        return Application(
            facts=extras if english else {},
            conferral=held.uuid,
            purpose=purpose,
            letter_number=self._letter_number(),
        )

    def _letter_number(self) -> str:
        self._letters += 1
        return f"{OFFICES[UNIVERSITIES[self.slug].code].prefix}{self._letters}"
