"""The marks of a paper of the ledger, as they are printed on it."""

from django.conf import settings

from apps.documents.models import Paper
from apps.documents.papers.head import Marks
from apps.documents.services import paper_pin


def marks_of(paper: Paper) -> Marks:
    return Marks(
        serial=paper.serial,
        code=paper.code,
        pin=paper_pin(paper),
        verify_url=f"{settings.BASE_URL}/verify/{paper.code}",
        verify_address=f"{settings.BASE_URL.split('://', 1)[-1]}/verify",
    )
