"""A file of course offerings: what it would change, and the change itself, all rows or none."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from import_export.results import RowResult

from apps.core.errors import InvalidError, StaleError
from apps.core.thai.dates import thai_date
from apps.courses.incoming.fast_format import dataset_of
from apps.courses.incoming.files import read_headed_file
from apps.courses.incoming.offering_columns import FIELDS, OFFERINGS
from apps.courses.incoming.offering_resource import OfferingResource
from apps.courses.incoming.problems import CellProblem, shown_value
from apps.courses.incoming.tables import HeadedTable, ListedRow
from apps.courses.models import Offering
from apps.institutions.models import Institution

What = Literal["new", "changed", "unchanged", "error"]
_WHAT: Mapping[str, What] = {
    RowResult.IMPORT_TYPE_NEW: "new",
    RowResult.IMPORT_TYPE_UPDATE: "changed",
    RowResult.IMPORT_TYPE_SKIP: "unchanged",
    RowResult.IMPORT_TYPE_INVALID: "error",
}


class OfferingFileError(InvalidError):
    """Rows of the file have problems, so nothing was taken. ``data`` holds each of them."""

    code = "offering_file"
    message = _("The file was not taken, for some rows have problems. Correct them and upload it.")


@dataclass(frozen=True, slots=True)
class Change:
    """What a field of an offering would become; both values as they are shown."""

    field: str
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the file. ``fields`` hold what would be stored (for an error: what is written)."""

    number: int
    what: What
    fields: Mapping[str, str]
    changes: tuple[Change, ...]
    errors: tuple[CellProblem, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    new: int
    changed: int
    unchanged: int
    error: int

    @property
    def total(self) -> int:
        return self.new + self.changed + self.unchanged + self.error


@dataclass(frozen=True, slots=True)
class Preview:
    """``headings`` by field as written; ``ignored`` headings were not understood."""

    rows: tuple[PreviewRow, ...]
    counts: Counts
    headings: Mapping[str, str]
    ignored: tuple[str, ...]
    notes: tuple[str, ...]


def preview_offerings(
    *, host: Institution, academic_year: int, term: int, content: bytes, filename: str
) -> Preview:
    """Tell what a file would do to the host's offerings of a term; nothing is written.

    ``academic_year`` is Christian. Raises ListRefusedError where the file as a whole is refused.
    """
    table = read_headed_file(content, filename, OFFERINGS)
    resource = OfferingResource(host=host, academic_year=academic_year, term=term)
    return _run(resource, table)


def commit_offerings(
    *,
    host: Institution,
    academic_year: int,
    term: int,
    content: bytes,
    filename: str,
    expected: Counts | None = None,
) -> Counts:
    """Take a file, every row or none. New offerings are in preparation, others keep their state.

    The file is read and compared anew. Raises ListRefusedError; OfferingFileError where a row has a
    problem; StaleError where the term has changed since ``expected`` was shown, or changes now.
    """
    table = read_headed_file(content, filename, OFFERINGS)
    resource = OfferingResource(host=host, academic_year=academic_year, term=term, writes=True)
    try:
        with transaction.atomic():
            preview = _run(resource, table)
            problems = [problem for row in preview.rows for problem in row.errors]
            if problems:
                raise OfferingFileError(data={"problems": [asdict(each) for each in problems]})
            if expected not in (None, preview.counts):
                raise StaleError
    except IntegrityError as error:
        raise StaleError from error
    return preview.counts


def _run(resource: OfferingResource, table: HeadedTable) -> Preview:
    result = resource.import_data(dataset_of(table), dry_run=not resource.writes)
    for fault in (*result.base_errors, *(e for row in result.rows for e in row.errors)):
        raise fault.error  # the library keeps exceptions; a fault of the program is not a finding
    headings = {name: table.headings.get(name, OFFERINGS.heading(name)) for name in FIELDS}
    rows = tuple(
        _previewed(row, outcome, headings, table.headings)
        for row, outcome in zip(table.rows, result.rows, strict=True)
    )
    seen = Counter(row.what for row in rows)
    return Preview(
        rows=rows,
        counts=Counts(seen["new"], seen["changed"], seen["unchanged"], seen["error"]),
        headings={name: text for name, text in table.headings.items() if name in FIELDS},
        ignored=table.ignored,
        notes=table.notes,
    )


def _previewed(
    row: ListedRow, outcome: RowResult, headings: Mapping[str, str], given: Mapping[str, str]
) -> PreviewRow:
    what = _WHAT[outcome.import_type]
    if what == "error":
        written = {name: shown_value(row.text(name)) for name in FIELDS if name in given}
        errors = _problems(row, outcome.validation_error, headings)
        return PreviewRow(row.number, what, written, (), errors)
    stored = {name: _shown(name, outcome.instance) for name in FIELDS}
    changes: list[Change] = []
    if what == "changed":
        before = {name: _shown(name, outcome.original) for name in FIELDS}
        changes = [
            Change(name, headings[name], before[name], stored[name])
            for name in FIELDS
            if before[name] != stored[name]
        ]
    return PreviewRow(row.number, what, stored, tuple(changes), ())


def _problems(
    row: ListedRow, error: ValidationError, headings: Mapping[str, str]
) -> tuple[CellProblem, ...]:
    return tuple(
        CellProblem(
            row.number,
            headings[name],
            shown_value(row.text(name)),
            each.code or "invalid",
            str(each.message),
        )
        for name, found in error.error_dict.items()
        for each in found
    )


def _shown(name: str, offering: Offering) -> str:
    value = getattr(offering, name)
    if name == "level":
        return offering.get_level_display()
    if isinstance(value, date):
        return thai_date(value, "short") if get_language() == "th" else value.isoformat()
    return "" if value is None else str(value)
