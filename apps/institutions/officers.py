"""Who answers for an act: the signed-in person, or the officer whom a partner's system names."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import InvalidError
from apps.core.thai.names import split_title
from apps.core.thai.text import canonical, clean
from apps.institutions.actor import Actor, Role

ACCOUNT, NAMED = "user:", "officer:"
_REMARKS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0\u00b7"
_TITLES = re.compile(
    r"^(?:(?:นาย|นางสาว|นาง|ดร|ศาสตราจารย์|รองศาสตราจารย์|ผู้ช่วยศาสตราจารย์|อาจารย์|รศ|ผศ|ศ|อ|นพ|พญ|ว่าที่"
    r"|mr|mrs|ms|miss|dr|prof|assoc|asst|acting)$)"
)


class OfficerMissingError(InvalidError):
    code = "officer_missing"
    message = _("Name the officer who is responsible for this act, with the post.")


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
    if not person_key(name) or not post:
        raise OfficerMissingError
    return Officer(name, post, NAMED + person_key(name))


def officer_of(actor: Actor, named: Officer | None = None) -> Officer:
    """A signed-in person acts in the own name; a system must name the officer who decided."""
    if actor.user_id is None:
        if named is None:
            raise OfficerMissingError
        return named
    user = User.objects.get(pk=actor.user_id)
    with translation.override("th"):  # as papers and histories of Thai offices have it
        post = user.position_th or str(Role(actor.role).label)
    return Officer(user.name_th, post[:200], f"{ACCOUNT}{user.pk}")


def person_key(name: str) -> str:
    """The letters of a name without titles, remarks and signs, in one order.

    For telling two persons apart where only names are known: spaces, dots, signs that nobody sees
    and the order of the words make no other person. Rather one person too few than one too many.
    """
    plain = _REMARKS.sub(" ", canonical(name)).casefold()
    words = "".join(filter(None, map(_plain_sign, plain))).split()
    letters = "".join(_TITLES.sub("", split_title(word).rest) for word in words)
    return "".join(sorted(letters))


def _plain_sign(sign: str) -> str:
    """The sign where it is a letter or digit, "" where nobody sees it, else a space."""
    if "\u0e01" <= sign <= "\u0e4e" or sign.isdecimal():
        return sign
    if sign.isalpha() and sign < "\u0250":
        return sign
    return "" if unicodedata.category(sign)[0] in "MC" or sign in _FILLERS else " "


def is_own_work(done: Iterable[tuple[str, str]], officer: Officer) -> bool:
    """Whether one of `done` (key and name of whoever entered it) is this officer.

    By account; where one of the two was only named by a system, by every name known of them.
    """
    return any(
        key == officer.key
        or (_only_named(key, officer.key) and _names(key, name) & _names(officer.key, officer.name))
        for key, name in set(done)
    )


def _only_named(*keys: str) -> bool:
    return any(key.startswith(NAMED) for key in keys)


def _names(key: str, name: str) -> set[str]:
    names = {name}
    if key.startswith(ACCOUNT):
        user = User.objects.get(pk=int(key.removeprefix(ACCOUNT)))
        names |= {user.name_th, user.name_en}
    return {person_key(each) for each in names} - {""}
