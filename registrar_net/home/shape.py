"""What home is made of."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

MANY = 100


@dataclass(frozen=True)
class Task:
    """One thing to do (or to wait for) with its one action."""

    title: str | Promise
    detail: str | Promise
    url: str
    action: str | Promise
    tone: str = "need"
    at: datetime | None = None


@dataclass(frozen=True)
class Figure:
    value: str
    of: str
    label: str | Promise


@dataclass
class Home:
    todo: list[Task] = field(default_factory=list)
    waiting: list[Task] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    begin: Task | None = None


def counted(number: int) -> str:
    """The number, or “more than 99” where counting ended."""
    return _("more than %(number)s") % {"number": MANY - 1} if number >= MANY else str(number)


def linked(url: str, title: str, text: str) -> SafeString:
    """The label of a figure that opens its own page; the text stands under the link."""
    return format_html('<a href="{}">{}</a><br>{}', url, title, text)
