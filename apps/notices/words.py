"""A notice in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.core import reader
from apps.notices.models import Notice
from apps.notices.registry import known_kind


@dataclass(frozen=True)
class Words:
    subject: str
    body: str


def words_of(notice: Notice) -> Words:
    """In the language that is active; `notice.sender` should be loaded already."""
    kind = known_kind(notice.kind)
    if kind is None:
        return Words(_("Something waits for you"), _("Open the page to see what it is."))
    filled = {
        "sender": notice.sender.name,
        "due": reader.date_text(notice.due_on) if notice.due_on else "–",
    }
    subject = _one_line(str(kind.subject) % filled)
    return Words(_numbered(subject, notice.number), str(kind.body) % filled)


def _numbered(subject: str, number: str) -> str:
    """Equal things that wait differ by their numbers."""
    if not number:
        return subject
    return _("%(subject)s (%(number)s)") % {"subject": subject, "number": number}


def _one_line(text: str) -> str:
    """A mail's subject has no line breaks, whatever an institution is called."""
    return " ".join(text.split())
