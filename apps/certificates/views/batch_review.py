"""What was read of a list that is handed in: the rows to take, and those to correct first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from apps.certificates.incoming.application_list import ApplicationRow
from apps.courses.errors import LineProblem
from apps.courses.incoming.read_list import ReadList

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One row with what is wrong, or to be looked at, in whole sentences."""

    line: int
    student_code: str
    name: str
    sentences: tuple[str, ...]
    blocks: bool


@dataclass(frozen=True, slots=True)
class Review:
    """`refused`: row → sentences, of rows that other requests of the office show to be wrong."""

    read: ReadList[ApplicationRow]
    refused: dict[int, tuple[str, ...]]

    @property
    def usable(self) -> list[ApplicationRow]:
        return [row for row in self.read if not row.is_blocked and row.line not in self.refused]

    @property
    def wrong(self) -> int:
        return len(self.read) - len(self.usable)

    @property
    def doubtful(self) -> int:
        return sum(bool(row.problems) for row in self.usable)

    @property
    def without(self) -> str:
        """For the form: the rows refused so far, so that they stay out."""
        return " ".join(str(line) for line in sorted(self.refused))

    @property
    def findings(self) -> list[Finding]:
        """What blocks comes first."""
        found = [self._finding(row) for row in self.read if row.problems or self._out(row)]
        return sorted(found, key=lambda one: not one.blocks)

    @property
    def findings_shown(self) -> list[Finding]:
        return self.findings[:SHOWN]

    @property
    def findings_not_shown(self) -> int:
        return max(len(self.findings) - SHOWN, 0)

    @property
    def first_rows(self) -> list[ApplicationRow]:
        return self.usable[:5]

    def _out(self, row: ApplicationRow) -> bool:
        return row.is_blocked or row.line in self.refused

    def _finding(self, row: ApplicationRow) -> Finding:
        told = tuple(problem.told for problem in row.problems)
        return Finding(
            row.line,
            row.student_code,
            row.name,
            told + self.refused.get(row.line, ()),
            self._out(row),
        )

    def with_problems(self, problems: Sequence[LineProblem]) -> "Review":
        """`problems` count the rows that were sent, from 1."""
        sent = self.usable
        told = dict(self.refused)
        for problem in problems:
            line = sent[problem.line - 1].line
            told[line] = (*told.get(line, ()), str(problem.message))
        return replace(self, refused=told)


def review_of(read: ReadList[ApplicationRow], without: str) -> Review:
    """`without`: rows that the page left out before, as its form sends them back."""
    lines = {int(each) for each in without.split() if each.isascii() and each.isdigit()}
    return Review(read, {row.line: () for row in read if row.line in lines})
