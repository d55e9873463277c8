"""What an application tells the office beside the facts: how long, and whether it is an address."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from apps.certificates.applications import Application
from apps.certificates.errors import ContactError, FactsError
from apps.certificates.facts import FactProblem
from apps.core.thai.text import canonical

LENGTHS = {"purpose": 300, "addressee": 300, "letter_number": 60}


def length_problems(application: Application) -> list[FactProblem]:
    """What would not fit where it is kept."""
    return [
        FactProblem(name, FactsError.too_long(most))
        for name, most in LENGTHS.items()
        if len(canonical(getattr(application, name))) > most
    ]


def check_contact(email: str) -> None:
    """Raises ContactError for what is no e-mail address; none at all is fine."""
    if not email.strip():
        return
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise ContactError from error
