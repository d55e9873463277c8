"""What was entered, as one value: for the digest of an approval and for what changed since."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.kpi.models import Evidence, Submission

Content = dict[str, Any]


def content_of(submission: Submission, evidence: Iterable[Evidence]) -> Content:
    """Field → value, evidence by criterion with name and digest of each file."""
    files: dict[str, list[list[str]]] = {}
    for each in evidence:
        files.setdefault(each.criterion, []).append([each.filename, bytes(each.sha256).hex()])
    return {
        "basis": str(submission.basis),
        "counts": dict(sorted(submission.counts.items())),
        "numerator": submission.numerator,
        "denominator": submission.denominator,
        "narrative": submission.narrative,
        "overrides": dict(sorted(submission.overrides.items())),
        "evidence": {code: sorted(names) for code, names in sorted(files.items())},
    }


def digest_of(content: Content) -> str:
    """64 hexadecimal digits; the same for the same content."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """`field` as returns pin it: "numerator", "counts:5", "narrative", "evidence:E1" …"""

    field: str
    before: Any
    after: Any


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """In the order of the form; nothing for what stayed."""
    one, other = _flat(before), _flat(after)
    return [
        Change(field, one.get(field), other.get(field))
        for field in dict.fromkeys((*one, *other))
        if one.get(field) != other.get(field)
    ]


def _flat(content: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in content.items():
        if name in ("counts", "evidence", "overrides"):
            flat |= {f"{name}:{key}": each for key, each in value.items()}
        else:
            flat[name] = value
    return flat
