"""Home is a to-do list: what waits for me, then what I wait for, then figures."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

from apps.institutions.actor import Actor


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


def tasks_for(actor: Actor) -> Home:
    return Home()
