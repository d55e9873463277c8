"""Side navigation by role (at most seven entries), and what every page's frame shows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.institutions.actor import Actor, Role
from apps.institutions.policies import READING


@dataclass(frozen=True)
class Entry:
    route: str
    label: str | Promise
    icon: str
    roles: frozenset[Role]
    also: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.route)

    def covers(self, path: str) -> int:
        """How long the beginning of `path` is that belongs to this entry; 0 for none of it."""
        if self.route == "home":
            return int(path == self.url)
        return max(
            (len(each) for each in (self.url, *self.also) if path.startswith(each)), default=0
        )


SCHOOL = frozenset({Role.SCHOOL_UPLOADER, Role.SCHOOL_CERTIFIER})
UNIVERSITY = frozenset({Role.REGISTRAR, Role.REGISTRAR_APPROVER})
EVERYBODY = frozenset(Role)

ENTRIES = (
    Entry("home", _("Home"), "house", EVERYBODY),
    Entry("graduates:roster_list", _("Rosters of graduates"), "card-list", SCHOOL),
    Entry(
        "courses:request_list",
        _("Students going out"),
        "box-arrow-right",
        UNIVERSITY | {Role.DIRECTOR},
        ("/courses/registrations/", "/courses/recognitions/", "/courses/learners/"),
    ),
    Entry("courses:hosting", _("Students coming in"), "box-arrow-in-right", UNIVERSITY),
    Entry(
        "courses:agreement_list",
        _("Agreements and courses"),
        "bank",
        UNIVERSITY | {Role.DIRECTOR},
        ("/courses/catalogue/", "/courses/offerings/", "/courses/rules/"),
    ),
    Entry(
        "graduates:verification_list",
        _("M.6 verification"),
        "patch-check",
        UNIVERSITY,
        ("/graduates/coverage/",),
    ),
    Entry(
        "qualifications:queue",
        _("Qualification checks"),
        "mortarboard",
        UNIVERSITY | {Role.DIRECTOR},
        ("/qualifications/",),
    ),
    Entry(
        "certificates:request_list",
        _("Certificates"),
        "award",
        UNIVERSITY | {Role.DIRECTOR},
        ("/certificates/",),
    ),
    Entry(
        "qualifications:register_list",
        _("Register of degrees"),
        "mortarboard",
        frozenset({Role.PRIVACY_OFFICER}),
        ("/qualifications/register/",),
    ),
    Entry(
        "graduates:coverage",
        _("Coverage of schools"),
        "map",
        frozenset({Role.DIRECTOR, Role.NODE_COORDINATOR, Role.SECRETARIAT}),
    ),
    Entry(
        "audit_log",
        _("Access log"),
        "journal-text",
        frozenset({Role.PRIVACY_OFFICER, Role.SCHOOL_CERTIFIER}),
    ),
    Entry("verify", _("Check a paper"), "qr-code-scan", EVERYBODY - UNIVERSITY),
)
"""University staff, whose seven places are full, find “Check a paper” in the footer, the coverage
of schools beside the verifications, and approvers the access log under their account."""


def entries_for(actor: Actor | None, path: str) -> list[dict[str, Any]]:
    """The entries of the actor's role; `current` marks the longest that `path` begins with.

    Home, which every path begins with, is current at itself alone.
    """
    if actor is None:
        return []
    shown = [entry for entry in ENTRIES if actor.role in entry.roles]
    longest = max(entry.covers(path) for entry in shown)
    return [
        {
            "url": entry.url,
            "label": entry.label,
            "icon": entry.icon,
            "current": 0 < longest == entry.covers(path),
        }
        for entry in shown
    ]


def shell(request: HttpRequest) -> dict[str, Any]:
    """`navigation_path`, where a view sets it: the page belongs to another entry than its path."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "membership": getattr(request, "membership", None),
        "memberships": getattr(request, "memberships", []),
        "has_office": actor is not None and actor.role in READING,
        "reads_log": actor is not None and actor.role == Role.REGISTRAR_APPROVER,
        "unread_notices": getattr(request, "unread_notices", 0),
        "navigation": entries_for(actor, getattr(request, "navigation_path", request.path)),
    }
