"""What may not stand as a student's code: an identifier of the person."""

import re

from django.utils.translation import gettext as _

from apps.core.identifiers import PersonId, is_national_id
from apps.core.thai.numerals import to_arabic
from apps.core.thai.text import clean

FAULT = "national_id_as_code"
_ADMITTED = re.compile(r"5[5-9]|6[0-9]|7[0-5]")
_SEPARATORS = re.compile(r"[\s./_\-‐‑‒–—]+")


def identifier_fault(code: str, person_id: PersonId | None = None) -> str:
    """The sentence that refuses `code`; "" where it may stand. `person_id`: of the same person.

    Spaces, dashes and Thai digits make no difference. Codes of 13 digits are in use too, and one in
    ten of them passes the check digit: those that begin with a year of admission (2555 to 2575, as
    codes do) are taken for codes, all others for the ID, which many would see.
    """
    plain = _SEPARATORS.sub("", to_arabic(clean(code))).upper()
    if person_id is not None and plain == person_id.canonical:
        return _("This is the person's identifier. Write the student's code at the university.")
    if is_national_id(plain) and not _ADMITTED.match(plain):
        return _("This is a national ID. Write the student's code at the university.")
    return ""
