"""Files of evidence as they stand in a revision."""

from uuid import uuid4

from apps.documents.storage import read_paper, write_paper
from apps.kpi.models import Evidence, Submission


def evidence_of(submission: Submission) -> list[Evidence]:
    """What counts now, in the order in which it was attached."""
    return list(submission.evidence.filter(removed_at=None).order_by("pk"))


def copy_evidence(before: Submission, after: Submission) -> None:
    """Into a new revision; each file is sealed anew, for its name is part of the seal."""
    for old in evidence_of(before):
        new = Evidence(
            uuid=uuid4(),
            submission=after,
            institution_id=after.institution_id,
            network_id=after.network_id,
            criterion=old.criterion,
            filename=old.filename,
            size=old.size,
            sha256=old.sha256,
            name=old.name,
        )
        content = read_paper(old.uuid, old.path, sha256=bytes(old.sha256))
        new.path = write_paper(new.uuid, content)
        new.save()
