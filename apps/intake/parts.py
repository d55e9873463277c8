"""The XML inside a workbook, walked with expat before the real reader allocates anything.

Runs in the limited child. Counts real bytes, refuses every document type or entity (nothing is ever
expanded), measures where filled cells lie, and lists formulas and error values. Macros, links and
embedded objects are only named.
"""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from apps.intake.archive import Entry, inflate, list_entries
from apps.intake.limits import Limits
from apps.intake.refusals import Refused

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_MARKED = 20_000
_NOTED_PARTS = (
    ("vbaproject.bin", "macros"),
    ("xl/externallinks/", "external_links"),
    ("xl/embeddings/", "embedded_objects"),
)
Handler = Callable[[str, dict[str, str]], None]


@dataclass(slots=True)
class SheetFacts:
    """One sheet before it is read. Cells are (row, column), both counted from 1."""

    name: str
    hidden: bool = False
    formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    formula_count: int = 0


@dataclass(slots=True)
class WorkbookFacts:
    """What the walk found: sheets in the order of the workbook, and ids of notes."""

    sheets: list[SheetFacts]
    notes: list[str]


def survey(data: bytes, limits: Limits) -> WorkbookFacts:
    """Walk every part of a workbook. Raises Refused; see the module for what is looked for."""
    entries = {entry.name: entry for entry in list_entries(data, limits)}
    sheets = _sheets(data, entries, limits)
    for name, entry in entries.items():
        if name in (_WORKBOOK, _RELATIONS):
            continue
        facts = sheets.get(name)
        handler = _SheetWalk(facts, limits).start if facts is not None else _ignore
        _walk(data, entry, limits, handler, required=facts is not None)
    notes = [note for sign, note in _NOTED_PARTS if any(sign in name for name in entries)]
    return WorkbookFacts(list(sheets.values()), notes)


def _sheets(data: bytes, entries: dict[str, Entry], limits: Limits) -> dict[str, SheetFacts]:
    """Return the sheets by the (lower case) name of their part, in the workbook's order."""
    targets: dict[str, str] = {}
    listed: list[tuple[str, str, bool]] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.join("/xl", attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/").lower()

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            key = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            listed.append((key, attributes.get("name", ""), hidden))

    for part, handler in ((_RELATIONS, relation), (_WORKBOOK, sheet)):
        if part not in entries:
            raise Refused("damaged")
        _walk(data, entries[part], limits, handler, required=True)
    parts = [targets.get(key, "") for key, _name, _hidden in listed]
    if len(set(parts)) != len(parts):
        raise Refused("archive_duplicate")
    return {
        part: SheetFacts(name, hidden)
        for part, (_key, name, hidden) in zip(parts, listed, strict=True)
    }


def _walk(data: bytes, entry: Entry, limits: Limits, handler: Handler, *, required: bool) -> None:
    """Inflate one part, counting its bytes; walk it where it is, or must be, XML."""
    parser: expat.XMLParserType | None = None
    for number, piece in enumerate(inflate(data, entry, limits)):
        if number == 0 and (required or _looks_like_xml(entry.name, piece)):
            parser = _parser(handler)
        if parser is not None:
            _feed(parser, piece, final=False)
    if parser is not None:
        _feed(parser, b"", final=True)
    elif required:
        raise Refused("damaged")


def _feed(parser: expat.XMLParserType, piece: bytes, *, final: bool) -> None:
    try:
        parser.Parse(piece, final)
    except expat.ExpatError:
        raise Refused("damaged") from None


def _looks_like_xml(name: str, begin: bytes) -> bool:
    if name.endswith((".xml", ".rels", ".vml")):
        return True
    return begin[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _parser(handler: Handler) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartElementHandler = handler
    parser.StartDoctypeDeclHandler = _refuse_definitions
    parser.EntityDeclHandler = _refuse_definitions
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


def _refuse_definitions(*_declaration: object) -> None:
    raise Refused("xml_dtd")


def _ignore(_name: str, _attributes: dict[str, str]) -> None:
    """Walk without looking: for parts of which only the form matters."""


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _SheetWalk:
    """Follows rows and cells of one sheet and measures the box around its filled cells."""

    def __init__(self, facts: SheetFacts, limits: Limits) -> None:
        self.facts, self.limits = facts, limits
        self.row = self.column = 0
        self.top = self.left = 1 << 30
        self.bottom = self.right = 0
        self.columns: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = _local(name)
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is", "f"):
            self._filled(name)
        elif name == "row":
            self.row = self._number(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            found = _REFERENCE.fullmatch(reference)
            if found is None:
                raise Refused("damaged")
            self.row = int(found[2])
            self.column = self.columns.get(found[1]) or self._column(found[1])
        if attributes.get("t") == "e" and len(self.facts.errors) < _MARKED:
            self.facts.errors.append((self.row, self.column))

    def _filled(self, element: str) -> None:
        # cells that are only formatted cost nothing; Excel writes many of them
        row, column = self.row, self.column
        if element == "f":
            self.facts.formula_count += 1
            if len(self.facts.formulas) < _MARKED:
                self.facts.formulas.append((row, column))
        if not (self.top <= row <= self.bottom and self.left <= column <= self.right):
            self._stretch(row, column)

    def _stretch(self, row: int, column: int) -> None:
        if row > self.limits.rows:
            raise Refused("too_many_rows", row=row, limit=self.limits.rows)
        if column > self.limits.columns:
            raise Refused("too_many_columns", column=column, limit=self.limits.columns)
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)
        if (self.bottom - self.top + 1) * (self.right - self.left + 1) > self.limits.cells:
            raise Refused("too_many_cells")

    def _column(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - 64
        self.columns[letters] = number
        return number

    def _number(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,7}", text):
            raise Refused("damaged")
        return int(text)
