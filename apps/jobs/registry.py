"""Kinds of job and the functions that do them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.institutions.actor import Actor


@dataclass(frozen=True)
class Run:
    """What a handler is given. `progress(done, total, note)` also renews the lease; the note is a
    code of notes.py.
    """

    uuid: UUID
    actor: Actor
    arguments: dict[str, Any]
    progress: Callable[[int, int, str], None]


Handler = Callable[[Run], dict[str, Any]]
_handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """The function runs in one transaction and in the actor's scope; its result is kept as JSON.

    It must be safe to run again: a try that did not commit left nothing behind.
    """

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def handler_of(kind: str) -> Handler:
    return _handlers[kind]
