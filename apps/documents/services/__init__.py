from apps.documents.services.ending import (
    name_replacement,
    outdate_paper,
    outdate_papers,
    revoke_paper,
    supersede_paper,
)
from apps.documents.services.issuing import issue_paper, paper_pin, reserve_paper
from apps.documents.services.keys import add_signing_key
from apps.documents.services.producing import produce_paper

__all__ = [
    "add_signing_key",
    "issue_paper",
    "name_replacement",
    "outdate_paper",
    "outdate_papers",
    "paper_pin",
    "produce_paper",
    "reserve_paper",
    "revoke_paper",
    "supersede_paper",
]
