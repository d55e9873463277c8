"""An application read, checked and put into a row; nothing is saved here."""

from django.utils import timezone

from apps.certificates.applications import Application
from apps.certificates.conferrals import facts_of_conferral
from apps.certificates.errors import (
    FactsError,
    LanguageError,
    MadeElsewhereError,
    NeededByError,
)
from apps.certificates.facts import Facts, read_facts, shown_name
from apps.certificates.kinds import MADE_HERE, Language
from apps.certificates.models import ServiceRequest
from apps.certificates.office_fields import LENGTHS, check_contact, length_problems
from apps.core.thai.text import canonical
from apps.institutions.actor import Actor

WRITTEN = (
    "student_code", "name", "facts", "conferral", "purpose", "addressee", "letter_number",
    "contact_email", "needed_by",
)  # fmt: skip
"""The fields of a row that an application fills."""


def refuse_other_kinds(kind: str, language: str) -> None:
    if kind not in MADE_HERE:
        raise MadeElsewhereError
    if language not in Language.values:
        raise LanguageError


def facts_for(kind: str, language: str, application: Application, *, actor: Actor) -> Facts:
    """Raises FactsError with every problem, NotFoundError, DegreeNotConferredError."""
    given = dict(application.facts)
    if application.conferral is not None:
        given |= facts_of_conferral(application.conferral, actor=actor)
    facts, problems = read_facts(kind, given, language=language)
    problems += length_problems(application)
    if problems:
        raise FactsError(problems)
    return facts


def write_down(row: ServiceRequest, application: Application, *, actor: Actor) -> list[str]:
    """Fill the row; the names of the fields that changed.

    Raises as facts_for, and ContactError, NeededByError.
    """
    before = {name: getattr(row, name) for name in WRITTEN}
    facts = facts_for(row.kind, row.language, application, actor=actor)
    _check_office_fields(row, application)
    row.facts, row.conferral = facts, application.conferral
    row.student_code, row.name = str(facts["student_code"]), shown_name(facts)
    for name in LENGTHS:
        setattr(row, name, canonical(getattr(application, name)))
    row.contact_email = application.contact_email.strip()
    row.needed_by = application.needed_by
    return [name for name in WRITTEN if getattr(row, name) != before[name]]


def _check_office_fields(row: ServiceRequest, application: Application) -> None:
    check_contact(application.contact_email)
    wanted = application.needed_by
    if wanted is not None and wanted != row.needed_by and wanted < timezone.localdate():
        raise NeededByError
