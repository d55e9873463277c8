"""What was asked, in words of the reader's language and calendar."""

from django.utils.translation import gettext as _

from apps.core.reader import date_text, reads_thai
from apps.qualifications.fields import FIELD_LABELS
from apps.qualifications.letter_content import asked_values
from apps.qualifications.models import Check


def asked_shown(check: Check) -> list[tuple[str, str]]:
    """The claimed fields with their names, in the order in which answers name them."""
    rows = [(str(FIELD_LABELS[name]), value) for name, value in asked_words(check).items()]
    latin = f"{check.first_name_en} {check.last_name_en}".strip()
    if latin and latin != check.name:
        rows.insert(1, (_("name in English"), latin))
    if check.former_name:
        rows.insert(1, (_("former name"), check.former_name))
    return rows


def asked_words(check: Check) -> dict[str, str]:
    """As the letter has it, but with days as they are written on every page."""
    values = asked_values(check, "th" if reads_thai() else "en")
    for field, day in (("birth_date", check.born_on), ("completed_on", check.completed_on)):
        if day:
            values[field] = date_text(day)
    return values
