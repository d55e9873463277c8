"""What a file is, by its bytes, before anything reads it. Cheap, pure, without Django.

The content decides. A name that says something else is refused and the content named, because a
person who believes a web page or a PDF to be a workbook needs to know that first.
"""

from pathlib import PurePath

from apps.intake.archive import list_entries
from apps.intake.limits import Limits
from apps.intake.refusals import Refused

XLSX, XLS, CSV = "xlsx", "xls", "csv"
_EXTENSIONS = {".xlsx": XLSX, ".xlsm": XLSX, ".xls": XLS, ".csv": CSV, ".txt": CSV, ".tsv": CSV}
_NAMES = {XLSX: "Excel (.xlsx)", XLS: "Excel 97–2003 (.xls)", CSV: "CSV"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_CONTENT = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
)
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<head", b"<body", b"<meta", b"<style")
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_SNIFFED = 1024


def inspect(data: bytes, filename: str, limits: Limits) -> str:
    """Return ``xlsx``, ``xls`` or ``csv``. Raises Refused for everything else, with the reason."""
    if not data.strip(b"\0 \t\r\n") or data in (b"\xef\xbb\xbf", *_UTF16_BOMS):
        raise Refused("empty")
    if len(data) > limits.file_bytes:
        mebi = 1024 * 1024
        raise Refused("too_large", megabytes=-(-len(data) // mebi), limit=limits.file_bytes // mebi)
    extension = PurePath(filename).suffix.lower()
    found, name = _content(data)
    wanted = _EXTENSIONS.get(extension)
    if name == "":
        raise Refused("encoding_unknown" if wanted == CSV else "unknown_type")
    if found == "" and wanted is None:
        raise Refused("not_a_table", content=name)
    if found == "" or (extension and wanted != found):
        raise Refused("wrong_extension", extension=extension, content=name)
    if found == XLSX:
        _inspect_archive(data, limits)
    elif found == XLS:
        _inspect_compound(data)
    return found


def _content(data: bytes) -> tuple[str, str]:
    """Return the format, "" if it is none of ours, and the name of the content for a person."""
    if data.startswith(b"PK\x03\x04"):
        return XLSX, _NAMES[XLSX]
    if data.startswith(_OLE):
        return (XLSX, _NAMES[XLSX]) if _is_encrypted_workbook(data) else (XLS, _NAMES[XLS])
    for sign, name in _OTHER_CONTENT:
        if data.startswith(sign):
            return "", name
    return _text_content(data)


def _text_content(data: bytes) -> tuple[str, str]:
    begin = data[:_SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if begin.startswith(_MARKUP):
        return "", "HTML"
    if begin.startswith(b"<"):
        return "", "XML"
    if b"%pdf-" in begin:
        return "", "PDF"
    if b"\0" in data and not data.startswith(_UTF16_BOMS):
        return "", ""
    return CSV, _NAMES[CSV]


def _is_encrypted_workbook(data: bytes) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in data


def _inspect_compound(data: bytes) -> None:
    streams = [name.encode("utf-16-le") for name in ("Workbook", "Book")]
    if not any(name in data for name in streams):
        raise Refused("unknown_type")


def _inspect_archive(data: bytes, limits: Limits) -> None:
    if data.startswith(_OLE):
        raise Refused("encrypted")
    if b"%PDF-" in data[:_SNIFFED]:
        raise Refused("archive_hidden_data")
    names = {entry.name for entry in list_entries(data, limits)}
    if not {"[content_types].xml", "xl/workbook.xml"} <= names:
        raise Refused("unknown_type")
