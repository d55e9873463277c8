"""The project's own reader as a format of django-import-export and tablib: XLSX, XLS, CSV in one.

What comes with those libraries parses a stranger's workbook inside the worker, takes the first row
for the headings and guesses encodings. Here the bytes are looked at first, read in the limited
child (python-calamine, several times faster), and the heading row is found among titles and merged
cells.
"""

from typing import IO, Any

import tablib
from import_export.formats.base_formats import Format
from tablib.formats import registry

from apps.courses.incoming.files import read_headed_file
from apps.courses.incoming.layouts import Layout
from apps.courses.incoming.offering_columns import OFFERINGS
from apps.courses.incoming.tables import HeadedTable

TITLE = "table"
ROW = "row"
"""The column of a data set that holds the row's number in the file as a person sees it."""


def dataset_of(table: HeadedTable) -> tablib.Dataset:
    """Return a table as a data set: first the row's number, then one column for each field."""
    fields = list(table.headings)
    rows = [(row.number, *(row.cells[field] for field in fields)) for row in table.rows]
    return tablib.Dataset(*rows, headers=[ROW, *fields])


class ReadTable(Format):  # type: ignore[misc]  # the library has no types
    """Reading only. ``layout`` tells which headings are looked for; a subclass may set another.

    ``create_dataset`` raises ListRefusedError, whose message is meant for the person who uploaded.
    """

    layout: Layout = OFFERINGS

    def __init__(self, encoding: str | None = None, *, filename: str = "") -> None:
        """``encoding`` is what the library passes; the reader finds it out from the bytes."""
        self.encoding = encoding
        self.filename = filename

    def get_title(self) -> str:
        return TITLE

    def get_extension(self) -> str:
        return "xlsx"

    def can_import(self) -> bool:
        return True

    def create_dataset(self, data: bytes) -> tablib.Dataset:
        return dataset_of(read_headed_file(data, self.filename, self.layout))


class TablibTable:
    """The same for ``tablib.import_set(data, format="table")``."""

    title = TITLE
    extensions = ("xlsx", "xls", "csv")

    @classmethod
    def detect(cls, _stream: IO[bytes]) -> bool:
        """Never offers itself: headings differ from list to list, so it is asked for by name."""
        return False

    @classmethod
    def import_set(
        cls, dataset: tablib.Dataset, stream: IO[Any], *, layout: Layout = OFFERINGS
    ) -> None:
        """Fill a data set. Any: tablib wraps text and bytes alike."""
        content = stream.read()
        if isinstance(content, str):
            content = content.encode()
        read = dataset_of(read_headed_file(content, "", layout))
        dataset.wipe()
        dataset.headers = read.headers
        dataset.extend(read)


def register() -> None:
    """Make the format known to tablib; doing it again changes nothing."""
    registry.register(TITLE, TablibTable)
