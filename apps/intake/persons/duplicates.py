"""The same person or the same student code twice in one file."""

from collections.abc import Hashable
from dataclasses import dataclass, field

Twice = tuple[str, int]
"""The rule that is broken, and the row in which the person or the code stood first."""


@dataclass(slots=True)
class SeenPersons:
    """Remembers the rows of one file. The first row of a person is kept until someone chooses."""

    _persons: dict[Hashable, tuple[int, int]] = field(default_factory=dict)
    _codes: dict[str, int] = field(default_factory=dict)

    def person(self, key: Hashable, row: int, content: Hashable) -> Twice | None:
        """Rules duplicate_person (other values) and same_row_twice (all values equal).

        ``key`` tells whom or what the list has once: an identifier, or a person and a degree.
        """
        fingerprint = hash(content)  # the values themselves need not stay in memory
        first_row, first = self._persons.setdefault(key, (row, fingerprint))
        if first_row == row:
            return None
        return ("same_row_twice" if first == fingerprint else "duplicate_person"), first_row

    def student_code(self, code: str, row: int) -> Twice | None:
        """Rule student_code_twice; asked only for rows whose person was not seen before."""
        first_row = self._codes.setdefault(code, row)
        return None if first_row == row else ("student_code_twice", first_row)
