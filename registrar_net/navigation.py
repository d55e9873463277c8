"""Side navigation by role (at most seven entries), and what every page's frame shows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.institutions.actor import Actor, Role


@dataclass(frozen=True)
class Entry:
    route: str
    label: str | Promise
    icon: str
    roles: frozenset[Role]

    @property
    def url(self) -> str:
        return reverse(self.route)


SCHOOL = frozenset({Role.SCHOOL_UPLOADER, Role.SCHOOL_CERTIFIER})
UNIVERSITY = frozenset({Role.REGISTRAR, Role.REGISTRAR_APPROVER})
EVERYBODY = frozenset(Role)

ENTRIES = (
    Entry("home", _("Home"), "house", EVERYBODY),
    Entry("graduates:roster_list", _("Rosters of graduates"), "card-list", SCHOOL),
    Entry("graduates:verification_list", _("M.6 verification"), "patch-check", UNIVERSITY),
    Entry(
        "graduates:coverage",
        _("Coverage of schools"),
        "map",
        UNIVERSITY | {Role.DIRECTOR, Role.NODE_COORDINATOR, Role.SECRETARIAT},
    ),
    Entry(
        "audit_log",
        _("Access log"),
        "journal-text",
        frozenset({Role.PRIVACY_OFFICER, Role.SCHOOL_CERTIFIER, Role.REGISTRAR_APPROVER}),
    ),
    Entry("verify", _("Check a paper"), "qr-code-scan", EVERYBODY),
)


def entries_for(actor: Actor | None, path: str) -> list[dict[str, Any]]:
    """The entries of the actor's role; `current` marks the longest that `path` begins with.

    Home, which every path begins with, is current at itself alone.
    """
    if actor is None:
        return []
    shown = [entry for entry in ENTRIES if actor.role in entry.roles]
    under = [
        entry.url
        for entry in shown
        if path == entry.url or (path.startswith(entry.url) and entry.route != "home")
    ]
    current = max(under, key=len, default="")
    return [
        {
            "url": entry.url,
            "label": entry.label,
            "icon": entry.icon,
            "current": entry.url == current,
        }
        for entry in shown
    ]


def shell(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "membership": getattr(request, "membership", None),
        "memberships": getattr(request, "memberships", []),
        "navigation": entries_for(actor, request.path),
    }
