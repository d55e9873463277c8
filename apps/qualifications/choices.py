"""Coded values of qualification checks, each a closed list, with the words that people read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.courses.choices import Level

__all__ = [
    "Basis",
    "CameBy",
    "Closing",
    "CorrectionReason",
    "Level",
    "Purpose",
    "Standing",
    "level_of",
]

TQF_LEVELS = tuple(Level)
"""Level 1 of TQF:HEd 2552 first."""


def level_of(number: int | None) -> str:
    """The code of a TQF level (1 to 6); "" for none."""
    return TQF_LEVELS[number - 1].value if number else ""


class Standing(models.TextChoices):
    """How far a person came with a degree."""

    CONFERRED = "conferred", _("degree conferred")
    COMPLETED = "completed", _("completed, waiting for the council")
    ATTENDED = "attended", _("attended, degree not conferred")


class Purpose(models.TextChoices):
    GRADUATE_ADMISSION = "graduate_admission", _("admission to graduate study")
    TRANSFER = "transfer", _("transfer of credits")
    EMPLOYMENT = "employment", _("appointment of staff")
    SCHOLARSHIP = "scholarship", _("scholarship")
    AUDIT = "audit", _("check of earlier admissions")


class Basis(models.TextChoices):
    """Legal basis of the question (PDPA sections 24 and 26); consent is not relied on."""

    PUBLIC_TASK = "public_task", _("public task of the university (section 24 (4))")
    LEGAL_DUTY = "legal_duty", _("legal duty (section 24 (6))")
    CONTRACT = "contract", _("contract with the person (section 24 (3))")
    AUTHORISED = "authorised", _("the person's written authorisation")


class CameBy(models.TextChoices):
    PORTAL = "portal", _("portal")
    API = "api", _("another system")
    PAPER = "paper", _("letter on paper")


class Closing(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    CONFIRMED_WITH_DIFFERENCES = "confirmed_with_differences", _("confirmed, with differences")
    NOT_FOUND = "not_found", _("not found")
    ATTENDED_NOT_CONFERRED = "attended_not_conferred", _("attended, degree not conferred")
    COMPLETED_AWAITING_COUNCIL = (
        "completed_awaiting_council",
        _("completed, waiting for the council"),
    )
    NEEDS_DOCUMENTS = "needs_documents", _("documents are missing")
    UNABLE_TO_CONFIRM = "unable_to_confirm", _("unable to confirm")


class CorrectionReason(models.TextChoices):
    """Why a degree in the register is corrected or withdrawn."""

    REGISTRY_ERROR = "registry_error", _("mistake of the registry")
    NAME_CHANGE = "name_change", _("the person changed the name")
    COUNCIL = "council", _("decision of the council")
    REVOKED = "revoked", _("the degree was revoked")
    OTHER = "other", _("another reason, see the note")
