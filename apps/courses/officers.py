"""Who answers for an act: the signed-in person, or the officer whom a partner's system names."""

from dataclasses import dataclass

from django.utils import translation

from apps.accounts.models import User
from apps.core.thai.text import clean, search_key
from apps.courses.errors import OfficerMissingError
from apps.institutions.actor import Actor, Role

NAMED = "officer:"


@dataclass(frozen=True, slots=True)
class Officer:
    """Name and post as they are written into the history; `key` tells two persons apart."""

    name: str
    post: str
    key: str


PORTAL = Officer("ระบบของเครือข่าย", "ผลที่ตามมาโดยอัตโนมัติ", "portal")
"""Consequences that no person decides, e.g. of a corrected result."""


def named_officer(name: str, post: str) -> Officer:
    """The officer that a system names in a request. Raises OfficerMissingError."""
    name, post = clean(name)[:200], clean(post)[:200]
    if not name or not post:
        raise OfficerMissingError
    return Officer(name, post, NAMED + search_key(name))


def officer_of(actor: Actor, named: Officer | None = None) -> Officer:
    """A signed-in person acts in the own name; a system must name the officer who decided."""
    if actor.user_id is None:
        if named is None:
            raise OfficerMissingError
        return named
    user = User.objects.get(pk=actor.user_id)
    with translation.override("th"):  # as papers and histories of Thai offices have it
        post = user.position_th or str(Role(actor.role).label)
    return Officer(user.name_th, post[:200], f"user:{user.pk}")


def same_person(key: str, name: str, officer: Officer) -> bool:
    """By account; where one of the two was only named by a system, by name."""
    if key == officer.key:
        return True
    only_named = key.startswith(NAMED) or officer.key.startswith(NAMED)
    return only_named and search_key(name) == search_key(officer.name)
