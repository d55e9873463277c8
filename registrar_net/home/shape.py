"""What home is made of."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
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
