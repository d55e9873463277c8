"""Reading the log: an institution sees what it did and what was done with its data."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from apps.audit.models import Entry

PAGE = 50


@dataclass(frozen=True)
class LogPage:
    rows: list[dict[str, Any]]
    older: str


def log_page(institution_id: int, *, before: str = "") -> LogPage:
    """Newest first, fifty at a time; `before` is the cursor that the last page gave."""
    mine = Q(owner_institution_id=institution_id) | Q(acting_institution_id=institution_id)
    rows = Entry.objects.filter(mine).order_by("-pk")
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found: list[dict[str, Any]] = [dict(row) for row in rows.values()[: PAGE + 1]]
    shown = found[:PAGE]
    return LogPage(rows=shown, older=str(shown[-1]["id"]) if len(found) > PAGE else "")
