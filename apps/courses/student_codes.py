"""What may not stand as a student's code: an identifier of the person."""

import re

from django.utils.translation import gettext as _

from apps.core.identifiers import PersonId, is_national_id
from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import clean

FAULT = "national_id_as_code"
_SEPARATORS = re.compile(r"[\s./_\-‐‑‒–—]+")


def identifier_fault(code: str, person_id: PersonId | None = None) -> str:
    """The sentence that refuses `code`; "" where it may stand. `person_id`: of the same person.

    Spaces, dashes and Thai digits make no difference. A code of 13 digits that is none passes the
    check digit one time in ten, and is refused as well: an ID that is let through is seen by many.
    """
    plain = _SEPARATORS.sub("", to_arabic(clean(code))).upper()
    if is_national_id(plain):
        return _("This is a national ID. Write the student's code at the university.")
    if person_id is not None and plain == person_id.canonical:
        return _("This is the person's identifier. Write the student's code at the university.")
    return ""
