"""The content decides what a file is, and a name that says otherwise is refused."""

import pytest

from apps.intake.limits import DEFAULT, Limits
from apps.intake.prescan import inspect
from apps.intake.refusals import Refused
from tests.builders.files import workbook_parts, zip_bytes

XLSX = zip_bytes(workbook_parts("<sheetData/>"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "name", "rule", "content"),
    [
        (b"", "a.csv", "empty", None),
        (b"\xef\xbb\xbf", "a.csv", "empty", None),
        (b" \r\n\t", "a.csv", "empty", None),
        (b"\0" * 100, "a.xlsx", "empty", None),
        (b"a,b\n1,2\n", "a.xlsx", "wrong_extension", "CSV"),
        (b"a,b\n1,2\n", "a.xls", "wrong_extension", "CSV"),
        (XLSX, "a.csv", "wrong_extension", "Excel (.xlsx)"),
        (XLSX, "a.xls", "wrong_extension", "Excel (.xlsx)"),
        (XLSX, "a.pdf", "wrong_extension", "Excel (.xlsx)"),
        (b"<html><table>", "a.xls", "wrong_extension", "HTML"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", "a.csv", "wrong_extension", "HTML"),
        (b"<?xml version='1.0'?><Workbook/>", "a.xls", "wrong_extension", "XML"),
        (b"%PDF-1.7", "a.xlsx", "wrong_extension", "PDF"),
        (b"%PDF-1.7 " + XLSX, "a.xlsx", "wrong_extension", "PDF"),
        (b"name\n%PDF-1.7 x", "a.csv", "wrong_extension", "PDF"),
        (b"\x89PNG\r\n", "a.png", "not_a_table", "PNG"),
        (b"%PDF-1.7", "a.pdf", "not_a_table", "PDF"),
        (b"\x01\x02\0\x03", "a.xlsx", "unknown_type", None),
        ("ก,ข".encode("utf-16-le"), "a.csv", "encoding_unknown", None),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "encrypted", None),
        (OLE + "WordDocument".encode("utf-16-le"), "a.xls", "unknown_type", None),
        (zip_bytes({"word/document.xml": "<w/>"}), "a.xlsx", "unknown_type", None),
    ],
)
def test_refused(data: bytes, name: str, rule: str, content: str | None) -> None:
    with pytest.raises(Refused) as caught:
        inspect(data, name, DEFAULT)
    assert caught.value.rule == rule
    assert caught.value.params.get("content") == content


def test_taken() -> None:
    assert inspect(XLSX, "รายชื่อ.XLSM", DEFAULT) == "xlsx"
    assert inspect(b"a,b\n", "a.txt", DEFAULT) == "csv"
    assert inspect("ก\tข\n".encode("utf-16"), "a.csv", DEFAULT) == "csv"
    assert inspect(OLE + "Workbook".encode("utf-16-le"), "a.xls", DEFAULT) == "xls"


def test_too_large() -> None:
    with pytest.raises(Refused) as caught:
        inspect(b"x" * (2**20 + 1), "a.csv", Limits(file_bytes=2**20))
    assert caught.value.rule == "too_large"
    assert caught.value.params == {"megabytes": 2, "limit": 1}
