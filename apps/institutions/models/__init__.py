from apps.institutions.models.institution import (
    Affiliation,
    Area,
    Institution,
    Kind,
    Membership,
    Named,
    Node,
    Province,
)
from apps.institutions.models.office import ClosedDay, Office, Signer

__all__ = [
    "Affiliation",
    "Area",
    "ClosedDay",
    "Institution",
    "Kind",
    "Membership",
    "Named",
    "Node",
    "Office",
    "Province",
    "Signer",
]
