"""What the public check shows to whoever holds the paper and types its PIN."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PaperDetail:
    """In the paper's own language and as little as tells a true paper from an altered one.

    facts: (label, value); columns and rows: a table, one row for each person, identifiers masked
    """

    facts: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row needs one value for each column")

    def as_json(self) -> dict[str, Any]:
        return {
            "facts": [list(fact) for fact in self.facts],
            "columns": list(self.columns),
            "rows": [list(row) for row in self.rows],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "PaperDetail":
        return cls(
            facts=tuple((str(label), str(value)) for label, value in kept.get("facts", ())),
            columns=tuple(kept.get("columns", ())),
            rows=tuple(tuple(row) for row in kept.get("rows", ())),
        )
