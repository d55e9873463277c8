"""The public check as JSON. Errors are problem details (RFC 9457), without links to follow."""

from typing import Any

from django.utils.translation import gettext as _

from apps.core.errors import PortalError
from apps.documents.codes import grouped
from apps.documents.kinds import kind_label
from apps.documents.selectors import DisclosedPaper, PublicPaper


def how_to() -> dict[str, Any]:
    return {"detail": _("Ask for /verify/ followed by the code that stands on the paper.")}


def paper_json(paper: PublicPaper, details: DisclosedPaper | None) -> dict[str, Any]:
    """`status` is active, superseded or revoked; times are ISO 8601; `persons` a number."""
    shown: dict[str, Any] = {
        "serial": paper.serial,
        "code": grouped(paper.code),
        "kind": paper.kind,
        "kind_label": kind_label(paper.kind),
        "issuer": {"code": paper.issuer.code, "name": paper.issuer.name},
        "issued_at": paper.issued_at.isoformat(),
        "persons": paper.persons,
        "status": paper.status.value,
        "ended_at": paper.ended_at.isoformat() if paper.ended_at else None,
        "reason": paper.reason,
        "replaced_by": paper.replaced_by or None,
    }
    if details is not None:
        shown["subject"] = details.subject
        shown["issued_to"] = {"code": details.holder.code, "name": details.holder.name}
        shown["details"] = details.detail.as_json()
    return shown


def problem(error: PortalError) -> dict[str, Any]:
    return _problem(error.code, int(error.status), str(error.message))


def unknown(message: str) -> dict[str, Any]:
    return _problem("unknown_paper", 404, message)


def wrong_pin(message: str) -> dict[str, Any]:
    return _problem("wrong_pin", 403, message)


def _problem(code: str, status: int, message: str) -> dict[str, Any]:
    return {"type": "about:blank", "title": message, "status": status, "code": code}
