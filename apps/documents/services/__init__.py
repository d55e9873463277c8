from apps.documents.services.ending import (
    name_replacement,
    outdate_paper,
    revoke_paper,
    supersede_paper,
)
from apps.documents.services.issuing import issue_paper, paper_pin, reserve_paper

__all__ = [
    "issue_paper",
    "name_replacement",
    "outdate_paper",
    "paper_pin",
    "reserve_paper",
    "revoke_paper",
    "supersede_paper",
]
