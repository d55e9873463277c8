"""What must outlive a refused request: audit of the refusal, the budget that it used.

A request is one transaction and a refusal rolls it back. Services leave here what is to be written
afterwards; the middleware runs it in a transaction of its own, after the rollback.
"""

from collections.abc import Callable
from contextvars import ContextVar

_kept: ContextVar[list[Callable[[], None]] | None] = ContextVar("survivors", default=None)


def begin() -> None:
    _kept.set([])


def survive(write: Callable[[], None]) -> None:
    """Outside a request there is nothing that would roll back: the write happens at once."""
    kept = _kept.get()
    if kept is None:
        write()
    else:
        kept.append(write)


def take() -> list[Callable[[], None]]:
    kept = _kept.get() or []
    _kept.set(None)
    return kept
