"""What an approval is bound to: everything that the paper will say because of the request."""

import hashlib
import json
from collections.abc import Iterable

from apps.certificates.models import ServiceRequest

CONTENT = (
    "kind", "language", "student_code", "name", "facts", "conferral", "purpose", "addressee",
    "letter_number",
)  # fmt: skip


def content_digest(row: ServiceRequest) -> str:
    """64 hexadecimal digits; other content has another digest."""
    told = {name: getattr(row, name) for name in CONTENT}
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def list_digest(rows: Iterable[ServiceRequest]) -> str:
    """Of many requests in their order, so that a list is approved as it was shown."""
    whole = hashlib.sha256()
    for row in rows:
        whole.update(row.uuid.bytes + bytes.fromhex(content_digest(row)))
    return whole.hexdigest()
