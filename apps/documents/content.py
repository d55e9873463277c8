"""What is laid out as one paper: the same for a paper alone and for one of many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.documents.details import PaperDetail
from apps.documents.rendering import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperContent:
    """`template` ("documents/….html") with its data, what goes along, and what the PIN opens.

    persons: how many people the paper tells of; attachments: the data for machines inside it
    """

    template: str
    context: Mapping[str, object]
    persons: int
    detail: PaperDetail
    attachments: Sequence[Attachment] = ()
    stylesheet: str = "letter.css"
