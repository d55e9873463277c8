"""What a running job says that it is doing: a code in the table, its words on the page.

A worker has no reader's language: it writes the code, and whoever shows the job asks for the words.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTES: Mapping[str, str | Promise] = {
    "reading": _("The file is being read"),
    "checking": _("The rows are being checked"),
    "storing": _("The result of the check is being saved"),
    "sending": _("The questions are being sent"),
    "laying out": _("The paper is being laid out"),
    "issuing": _("The paper is being issued"),
    "issued": _("The papers are issued"),
    "archiving": _("The archive is being made"),
}
"""Every note that a handler gives to `Run.progress`."""


def words_of(note: str) -> str:
    """In the reader's language; "" for none, and for one that this release does not know."""
    return str(NOTES.get(note, ""))
