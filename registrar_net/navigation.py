"""Side navigation by role (at most seven entries), and what every page's frame shows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.institutions.actor import Actor, Role
from apps.institutions.models import Kind
from apps.institutions.policies import READING


@dataclass(frozen=True)
class Entry:
    route: str
    label: str | Promise
    icon: str
    roles: frozenset[Role]
    also: tuple[str, ...] = ()
    kind: str = ""

    def is_for(self, actor: Actor, kind: str) -> bool:
        """`kind` of the actor's institution; some entries are for one kind alone."""
        return actor.role in self.roles and self.kind in ("", kind)

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
INDICATORS = UNIVERSITY | {Role.DIRECTOR, Role.SECRETARIAT, Role.NODE_COORDINATOR}

ENTRIES = (
    Entry("home", _("Home"), "house", EVERYBODY),
    Entry("graduates:roster_list", _("Rosters of graduates"), "card-list", SCHOOL),
    Entry(
        "courses:request_list",
        _("Courses"),
        "bank",
        UNIVERSITY | {Role.DIRECTOR},
        ("/courses/",),
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
        kind=Kind.UNIVERSITY,
    ),
    Entry("kpi:dashboard", _("Indicators"), "graph-up", INDICATORS),
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
"""Students going out, those coming in and the agreements are tabs of one entry. University staff
find “Check a paper” in the footer, the coverage of schools beside the verifications, and approvers
the access log under their account."""


def entries_for(actor: Actor | None, path: str, kind: str = "") -> list[dict[str, Any]]:
    """The entries of the actor's role at an institution of this kind; `current` marks the longest
    that `path` begins with.

    Home, which every path begins with, is current at itself alone.
    """
    if actor is None:
        return []
    shown = [entry for entry in ENTRIES if entry.is_for(actor, kind)]
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
    membership = getattr(request, "membership", None)
    kind = getattr(membership.institution, "kind", "") if membership else ""
    path = getattr(request, "navigation_path", request.path)
    return {
        "actor": actor,
        "membership": membership,
        "memberships": getattr(request, "memberships", []),
        "has_office": actor is not None and actor.role in READING,
        "reads_log": actor is not None and actor.role == Role.REGISTRAR_APPROVER,
        "unread_notices": getattr(request, "unread_notices", 0),
        "navigation": entries_for(actor, path, kind),
    }
