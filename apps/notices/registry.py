"""Kinds of notice and their words. A domain registers its own when the program starts.

    register(
        "checks.waiting",
        roles=(Role.REGISTRAR,),
        label=_("A qualification check waits for an answer"),
        subject=_("A qualification check from %(sender)s waits"),
        body=_("%(sender)s asked about a degree. Please answer by %(due)s."),
    )

Words may name `%(sender)s` (institution) and `%(due)s` (date), and nothing about a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from apps.institutions.actor import Role

FILLED = {"sender": "", "due": ""}


@dataclass(frozen=True)
class NoticeKind:
    """`label`: what the settings call it; `roles`: whom it may be addressed to."""

    code: str
    roles: frozenset[Role]
    label: str | Promise
    subject: str | Promise
    body: str | Promise


_kinds: dict[str, NoticeKind] = {}


def register(
    code: str,
    *,
    roles: Iterable[Role],
    label: str | Promise,
    subject: str | Promise,
    body: str | Promise,
) -> NoticeKind:
    """Raises ValueError for a code that another kind has, or roles that nobody signs in with."""
    made = NoticeKind(code, frozenset(roles), label, subject, body)
    if not made.roles or Role.PARTNER_CLIENT in made.roles:
        raise ValueError(f"{code}: a notice is for roles of persons")
    if code in _kinds:
        raise ValueError(f"{code} is registered already")
    _kinds[code] = made
    return made


def kind_of(code: str) -> NoticeKind:
    """Raises LookupError for a kind that nobody registered."""
    return _kinds[code]


def known_kind(code: str) -> NoticeKind | None:
    """None for a kind of an earlier release."""
    return _kinds.get(code)


def kinds_for(role: Role) -> list[NoticeKind]:
    """Whatever this role may be told, by code."""
    return [kind for _code, kind in sorted(_kinds.items()) if role in kind.roles]
