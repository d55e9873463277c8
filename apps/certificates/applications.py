"""What somebody asks for, before it is a request."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One paper for one person.

    facts: see facts/fields.py; values as text, number or date, read and checked by the service
    conferral: uuid of a degree in the own register; what the register holds goes before `facts`
    purpose: printed on the paper; addressee, needed_by, contact_email: for the office alone
    letter_number: number (ที่) in the office's own register of letters, "" where it keeps none
    """

    facts: Mapping[str, object] = field(default_factory=dict, repr=False)
    conferral: UUID | None = None
    purpose: str = ""
    addressee: str = ""
    letter_number: str = ""
    contact_email: str = ""
    needed_by: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """A request as the approver saw it; `seen` is its `content_digest`."""

    uuid: UUID
    seen: str
