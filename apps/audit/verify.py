"""Is the log what it was? Recomputes the chain and compares it with the signed checkpoints."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.audit.chain import FIELDS, GENESIS, Checkpoint, next_hash
from apps.audit.models import Entry, Link
from apps.audit.services import open_system_scope


def checkpoints(folder: Path) -> Iterator[Checkpoint]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text().splitlines():
            yield Checkpoint.from_line(line)


@transaction.atomic
def verify() -> dict[str, Any]:
    """`faults` (empty when all is well), `sealed` and `waiting` entries, `checkpoints` compared."""
    open_system_scope()
    faults: list[str] = []
    found: dict[int, bytes] = {}
    head, expected = GENESIS, 1
    names = ("sequence", "hash", "entry_id", *(f"entry__{name}" for name in FIELDS))
    for row in Link.objects.order_by("sequence").values(*names).iterator(5_000):
        if row["sequence"] != expected:
            faults.append(f"entries {expected} to {row['sequence'] - 1} are gone")
        entry = {name: row[f"entry__{name}"] for name in FIELDS}
        computed = next_hash(head, row["sequence"], entry)
        if computed != bytes(row["hash"]):
            faults.append(f"entry {row['sequence']} is not what was written")
        head, expected = bytes(row["hash"]), row["sequence"] + 1
        found[row["sequence"]] = head
    compared = 0
    for point in checkpoints(settings.CHECKPOINTS_ROOT):
        compared += 1
        if not point.genuine(settings.AUDIT_KEY):
            faults.append(f"the checkpoint of {point.at} is not genuine")
        elif found.get(point.sequence) != point.hash:
            faults.append(f"the log does not reach or match the checkpoint of {point.at}")
    waiting = Entry.objects.filter(link=None).count()
    return {"faults": faults, "sealed": len(found), "waiting": waiting, "checkpoints": compared}
