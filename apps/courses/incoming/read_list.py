"""What reading a list gives: its rows, and what its sender should know about the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ReadList(Sequence[Row], Generic[Row]):
    """The rows in the order of the list; it is itself a sequence of them.

    ``headings`` are the columns used, by field; ``ignored`` those that were not understood;
    ``notes`` are sentences about the file (sheets not read, formulas).
    """

    rows: tuple[Row, ...]
    headings: dict[str, str]
    ignored: tuple[str, ...]
    notes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return self.rows[index]
