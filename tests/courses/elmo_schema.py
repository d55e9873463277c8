"""Where the official ELMO schema is, which the project does not copy: see find_schema."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
BESIDE = ROOT.parent / "shared" / "data" / "elmo" / "elmo-1.7.0.xsd"
MISSING = (
    "The official ELMO schema is not here: set ELMO_SCHEMA to the path of elmo-1.7.0.xsd"
    " (emrex-eu/elmo-schemas), with the schemas that it imports in the same folder."
)


def find_schema() -> Path | None:
    """The file that ELMO_SCHEMA names, which must exist then, or the one beside the project."""
    if named := os.environ.get("ELMO_SCHEMA"):
        return Path(named).resolve(strict=True)
    return BESIDE if BESIDE.is_file() else None


class _SameFolder(etree.Resolver):  # type: ignore[misc]
    """Imports by web address are taken from the schema's own folder; nothing is fetched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resolve(self, url: str, public_id: object, context: object) -> Any:
        if not urlsplit(url).scheme.startswith("http"):
            return None
        return self.resolve_filename(str(self.folder / Path(urlsplit(url).path).name), context)


def load_schema(path: Path) -> Any:
    """An lxml XMLSchema, read without network."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_SameFolder(path.parent))
    return etree.XMLSchema(etree.parse(str(path), parser))


def schema_problems(schema: Any, document: bytes) -> list[str]:
    """What the official schema finds wrong with a document."""
    parsed = etree.fromstring(document, etree.XMLParser(huge_tree=True, no_network=True))
    schema.validate(parsed)
    return [f"line {entry.line}: {entry.message}" for entry in schema.error_log]
