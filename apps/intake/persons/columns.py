"""What kinds of list are known by, and which column of a list is which field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from apps.intake.headings import normal_heading


@dataclass(frozen=True)
class ListLayout:
    """What a kind of list is known by.

    ``spellings`` maps fields to the headings under which they are seen; the fields of a person are
    named as in `persons.spellings`. ``following`` tells of headings that mean another field right
    after a certain one: (normal heading, field before) → field. Where ``codes_may_be_ids`` a column
    headed as the person's own code is the identifier if its cells look like it, and the first of
    several such columns in any case. Of each group in ``needed`` one field must have a column; a
    name, and one of the fields in ``identified_by``, are always needed. ``stand_ins`` are fields
    that are taken for another where the list has no name otherwise: a list in English alone.
    """

    spellings: Mapping[str, tuple[str, ...]]
    following: Mapping[tuple[str, str], str] = field(default_factory=dict)
    codes_may_be_ids: bool = False
    needed: tuple[tuple[str, ...], ...] = ()
    identified_by: frozenset[str] = frozenset({"person_id", "student_code"})
    stand_ins: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def known(self) -> Mapping[str, str]:
        """Normal heading → field."""
        return {normal_heading(h): f for f, headings in self.spellings.items() for h in headings}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (from 0) holds which field, and what is left behind.

    ``full_name`` may cover several columns under one merged heading, in the order they are read.
    """

    index: Mapping[str, int]
    full_name: tuple[int, ...]
    headings: tuple[str, ...]
    dropped: tuple[str, ...]

    def heading(self, field: str) -> str:
        """Return the heading of a field as written, or "" where the file has none."""
        if field == "full_name" and self.full_name:
            return self.headings[self.full_name[0]]
        return self.headings[self.index[field]] if field in self.index else ""

    def as_written(self) -> dict[str, str]:
        """Return field → heading as written, for all fields found."""
        fields = (*self.index, *(("full_name",) if self.full_name else ()))
        return {name: self.heading(name) for name in fields}
