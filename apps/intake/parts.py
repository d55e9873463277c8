"""The XML inside a workbook, walked with expat before the real reader allocates anything.

Runs in the limited child. Counts real bytes, refuses every document type or entity (nothing is ever
expanded), measures where filled cells lie, and lists formulas and error values. Macros, links and
embedded objects are only named.
"""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from apps.intake.archive import Entry, inflate, list_entries
from apps.intake.limits import Limits
from apps.intake.refusals import Refused
from apps.intake.sheet_walk import SheetFacts, SheetWalk, local_name

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_NOTED_PARTS = (
    ("vbaproject.bin", "macros"),
    ("xl/externallinks/", "external_links"),
    ("xl/embeddings/", "embedded_objects"),
)
Handler = Callable[[str, dict[str, str]], None]


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
        handler = SheetWalk(facts, limits).start if facts is not None else _ignore
        _walk(data, entry, limits, handler, required=facts is not None)
    notes = [note for sign, note in _NOTED_PARTS if any(sign in name for name in entries)]
    return WorkbookFacts(list(sheets.values()), notes)


def _sheets(data: bytes, entries: dict[str, Entry], limits: Limits) -> dict[str, SheetFacts]:
    """Return the sheets by the (lower case) name of their part, in the workbook's order."""
    targets: dict[str, str] = {}
    listed: list[tuple[str, str, bool]] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if local_name(name) == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.join("/xl", attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/").lower()

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if local_name(name) == "sheet":
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
