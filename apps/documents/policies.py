"""Who may issue, replace and revoke a paper."""

from apps.documents.kinds import NETWORK_KINDS
from apps.documents.models import Paper
from apps.institutions.actor import Actor, Role
from apps.institutions.models import Institution, Kind

REVOKING = frozenset({Role.REGISTRAR_APPROVER, Role.SECRETARIAT})


def can_issue(actor: Actor, *, issuer: Institution, kind: str) -> bool:
    """In one's own institution's name; in the network's only what the portal itself answers for."""
    if issuer.pk == actor.institution_id:
        return True
    return issuer.kind == Kind.NETWORK and kind in NETWORK_KINDS


def can_supersede(actor: Actor, *, paper: Paper, replacement: Paper) -> bool:
    """Issuer or holder, by a paper of the same kind, issuer and holder that is in force."""
    alike = all(
        getattr(paper, field) == getattr(replacement, field)
        for field in ("kind", "issuer_id", "holder_id")
    )
    own = actor.institution_id in (paper.issuer_id, paper.holder_id)
    return own and alike and paper.pk != replacement.pk


def can_revoke(actor: Actor, *, paper: Paper) -> bool:
    return actor.institution_id == paper.issuer_id and actor.role in REVOKING
