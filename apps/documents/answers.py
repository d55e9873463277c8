"""The public check as JSON. Errors are problem details (RFC 9457), without links to follow."""

from typing import Any

from django.utils.translation import gettext as _

from apps.core.errors import PortalError
from apps.documents.authenticity import FileCheck
from apps.documents.codes import grouped
from apps.documents.file_answers import FileAnswer
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
        shown["issued_to"] = _issued_to(paper, details)
        shown["details"] = details.detail.as_json()
    return shown


def _issued_to(paper: PublicPaper, details: DisclosedPaper) -> dict[str, str] | None:
    """None where the issuer keeps it itself: a certificate is for the person that it names."""
    if details.holder.code == paper.issuer.code:
        return None
    return {"code": details.holder.code, "name": details.holder.name}


def file_json(check: FileCheck, told: FileAnswer) -> dict[str, Any]:
    """`finding` is genuine, altered or unknown; `paper` as for its code, of the paper that the file
    is or claims to be; `signature.verdict` is told apart and decides nothing.
    """
    signed_at = check.signature.signed_at
    return {
        "finding": check.finding.value,
        "detail": f"{told.title}. {told.text}",
        "sha256": check.sha256.hex(),
        "paper": paper_json(check.paper, None) if check.paper else None,
        "signature": {
            "verdict": check.signature.kind.value,
            "signer": told.signer.name if told.signer else None,
            "signed_at": signed_at.isoformat() if signed_at else None,
            "detail": told.signature,
        },
    }


def refused_file(code: str, status: int, message: str) -> dict[str, Any]:
    return _problem(code, status, message)


def problem(error: PortalError) -> dict[str, Any]:
    return _problem(error.code, int(error.status), str(error.message))


def unknown(message: str) -> dict[str, Any]:
    return _problem("unknown_paper", 404, message)


def wrong_pin(message: str) -> dict[str, Any]:
    return _problem("wrong_pin", 403, message)


def _problem(code: str, status: int, message: str) -> dict[str, Any]:
    return {"type": "about:blank", "title": message, "status": status, "code": code}
