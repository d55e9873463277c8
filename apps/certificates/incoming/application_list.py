"""A list of students who are to get the same kind of paper, read into applications.

A row with a problem is told, never dropped; nothing of columns that were not understood is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.certificates.applications import Application
from apps.certificates.errors import ContactError
from apps.certificates.facts import FIELDS, FactProblem, Facts, Shape, read_facts, shown_name
from apps.certificates.incoming.columns import WORDS, layout_of
from apps.certificates.office_fields import check_contact, length_problems
from apps.core.thai.dates import parse_date
from apps.core.thai.names import split_full_name, split_title
from apps.courses.incoming.cells import code_of
from apps.courses.incoming.files import read_headed_file
from apps.courses.incoming.layouts import Layout
from apps.courses.incoming.person_cells import read_english_name, read_name
from apps.courses.incoming.problems import CellProblem
from apps.courses.incoming.read_list import ReadList
from apps.courses.incoming.row_checks import RowReader, compared
from apps.courses.incoming.tables import ListedRow

NAMES = ("title", "first_name", "last_name", "title_en", "first_name_en", "last_name_en")


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One student. `line` counts from 1 as a person sees it; `application` is None where a problem
    has to be corrected first.
    """

    line: int
    student_code: str
    name: str
    application: Application | None
    problems: tuple[CellProblem, ...]

    @property
    def is_blocked(self) -> bool:
        return self.application is None


def read_application_file(
    content: bytes, filename: str, *, kind: str, language: str
) -> ReadList[ApplicationRow]:
    """Read an uploaded list (XLSX, XLS, CSV) with headings, for a kind that is made here.

    Raises ListRefusedError where nothing can be read, or beyond 2,000 rows.
    """
    layout = layout_of(kind)
    table = read_headed_file(content, filename, layout)
    first: dict[str, int] = {}
    rows = []
    for listed in table.rows:
        reader = FactReader(listed, table.headings, layout)
        rows.append(_row(reader, first, kind, language))
    return ReadList(tuple(rows), dict(table.headings), table.ignored, table.notes)


class FactReader(RowReader):
    """Knows what it told already: a name that cannot be read is not missing as well."""

    def __init__(self, row: ListedRow, headings: Mapping[str, str], layout: Layout) -> None:
        self._told: set[str] = set()
        super().__init__(row, headings, layout)

    def tell(self, field: str, code: str, sentence: str, *, blocks: bool = True) -> None:
        if blocks:
            self._told.add(field)
        super().tell(field, code, sentence, blocks=blocks)

    def has_told(self, field: str) -> bool:
        whole = {"first_name": "full_name", "last_name": "full_name"}
        whole |= {f"{name}_en": f"{other}_en" for name, other in whole.items()}
        return bool(self._told & {field, whole.get(field, field)})


def _row(reader: FactReader, first: dict[str, int], kind: str, language: str) -> ApplicationRow:
    given = _given(reader, kind)
    _tell_repeated(reader, first)
    facts, problems = read_facts(kind, given, language=language)
    application = _application(reader, facts)
    for problem in (*problems, *_office_problems(application)):
        if not reader.has_told(problem.field):
            reader.tell(problem.field, "fact", str(problem.sentence))
    blocked = any(problem.blocks for problem in reader.problems)
    return ApplicationRow(
        line=reader.row.number,
        student_code=str(given["student_code"]),
        name=shown_name(given),
        application=None if blocked else application,
        problems=tuple(reader.problems),
    )


def _application(reader: FactReader, facts: Facts) -> Application:
    purpose, number, email = (
        reader.row.text(field) for field in ("purpose", "letter_number", "contact_email")
    )
    return Application(facts=facts, purpose=purpose, letter_number=number, contact_email=email)


def _office_problems(application: Application) -> list[FactProblem]:
    """What the request would be refused for, told while the file can still be corrected."""
    problems = length_problems(application)
    try:
        check_contact(application.contact_email)
    except ContactError as refused:
        problems.append(FactProblem("contact_email", refused.message))
    return problems


def _tell_repeated(reader: FactReader, first: dict[str, int]) -> None:
    """`first`: student code → row in which it stood first."""
    code = compared(code_of(reader.row.cells.get("student_code")))
    row = first.setdefault(code, reader.row.number) if code else reader.row.number
    if row != reader.row.number:
        sentence = _("This student stands in row %(row)s already. Keep one of the two rows.")
        reader.tell("student_code", "repeated", sentence % {"row": row})


def _given(reader: FactReader, kind: str) -> Mapping[str, object]:
    """Every fact as it stands in the row; names and codes as they are understood."""
    given: dict[str, object] = {"student_code": reader.student_code(), **_names(reader)}
    for field in FIELDS[kind]:
        if field.name in given:
            continue
        text = reader.row.text(field.name)
        if field.shape is Shape.DAY:
            day = parse_date(reader.row.cells.get(field.name)).value
            text = day.isoformat() if day else text
        given[field.name] = WORDS.get(field.name, {}).get(text.casefold(), text)
    return given


def _names(reader: FactReader) -> dict[str, object]:
    thai = read_name(reader)
    first_en, last_en = read_english_name(reader)
    title_en = reader.row.text("title_en")
    if not title_en and reader.row.text("first_name_en"):
        title_en = split_title(reader.row.text("first_name_en")).title
    if not title_en and reader.row.text("full_name_en"):
        title_en = split_full_name(reader.row.text("full_name_en")).title
    values = (thai.title, thai.first, thai.last, title_en, first_en, last_en)
    return dict(zip(NAMES, values, strict=True))
