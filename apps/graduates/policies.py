"""Who may do what with rosters and verifications: pure functions of actor and object."""

from apps.graduates.models import Roster
from apps.institutions.actor import Actor, Role

SCHOOL_ROLES = (Role.SCHOOL_UPLOADER, Role.SCHOOL_CERTIFIER)
UNIVERSITY_ROLES = (Role.REGISTRAR, Role.REGISTRAR_APPROVER)


def can_upload_roster(actor: Actor) -> bool:
    return actor.role == Role.SCHOOL_UPLOADER


def can_review_roster(actor: Actor, roster: Roster) -> bool:
    """Confirm findings, choose between duplicates, discard."""
    return actor.role in SCHOOL_ROLES and roster.school_id == actor.institution_id


def can_certify_roster(actor: Actor, roster: Roster) -> bool:
    return actor.role == Role.SCHOOL_CERTIFIER and roster.school_id == actor.institution_id


def is_own_work(actor: Actor, roster: Roster) -> bool:
    return actor.user_id == roster.uploaded_by_id


def can_verify_applicants(actor: Actor) -> bool:
    return actor.role in (*UNIVERSITY_ROLES, Role.PARTNER_CLIENT)
