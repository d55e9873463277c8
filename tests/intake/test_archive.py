"""Archives that are not plain are refused before anything reads them."""

import struct
import time
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.intake.archive import inflate, list_entries
from apps.intake.limits import DEFAULT, Limits
from apps.intake.prescan import inspect
from apps.intake.refusals import Refused
from tests.builders.files import workbook_parts, xlsx_bytes, zip_bytes

PARTS = workbook_parts("<sheetData/>")
PLAIN = zip_bytes(PARTS)
CONTENTS = {content.encode() for content in PARTS.values()}


def refusal(data: bytes, name: str = "a.xlsx", limits: Limits = DEFAULT) -> str:
    with pytest.raises(Refused) as caught:
        inspect(data, name, limits)
    return caught.value.rule


def packed(*entries: tuple[str, bytes, int, int]) -> bytes:
    """Return an archive whose directory says what it is told: name, content, size, local header."""
    body, directory = b"", b""
    for name, content, declared, header in entries:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = deflate.compress(content) + deflate.flush()
        facts = (zlib.crc32(content), len(data), declared, len(name), 0)
        at = len(body) if header < 0 else header
        if header < 0:
            body += struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, *facts)
            body += name.encode() + data
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, *facts, 0, 0, 0, 0, at
        )
        directory += name.encode()
    end = (b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + struct.pack("<4s4H2LH", *end)


def test_plain_archives_pass() -> None:
    assert inspect(PLAIN, "a.xlsx", DEFAULT) == "xlsx"
    assert inspect(xlsx_bytes({"S": [["x"]]}), "A.XLSX", DEFAULT) == "xlsx"
    entries = list_entries(packed(("a", b"one", 3, -1), ("b", b"two", 3, -1)), DEFAULT)
    assert [entry.name for entry in entries] == ["a", "b"]


def test_content_comes_back_whole() -> None:
    content = bytes(range(256)) * 9000
    data = packed(("a", content, len(content), -1))
    assert b"".join(inflate(data, list_entries(data, DEFAULT)[0], DEFAULT)) == content


def test_bombs_are_refused_at_once() -> None:
    began = time.perf_counter()
    honest = packed(("a", b"\0" * 60_000_000, 60_000_000, -1))
    made = time.perf_counter() - began
    began = time.perf_counter()
    assert refusal(honest) == "archive_bomb"
    many = packed(*[(f"{i}", b"x", 2**31, -1) for i in range(3)])
    assert refusal(many) == "archive_bomb"
    assert time.perf_counter() - began < min(1.0, made + 0.5)


def test_declared_size_that_lies() -> None:
    data = packed(("a", b"\0" * 5_000_000, 1000, -1))
    entry = list_entries(data, DEFAULT)[0]
    with pytest.raises(Refused) as caught:
        next(inflate(data, entry, DEFAULT))
    assert caught.value.rule == "archive_bomb"


def test_same_name_twice_in_any_spelling() -> None:
    assert refusal(packed(("xl/a", b"1", 1, -1), ("XL\\A", b"2", 1, -1))) == "archive_duplicate"
    assert refusal(packed(("a", b"1", 1, -1), ("/a", b"2", 1, -1))) == "archive_duplicate"


def test_two_descriptions_of_one_place() -> None:
    # the second entry points at the first one's bytes under another name
    assert refusal(packed(("a", b"1", 1, -1), ("b", b"1", 1, 0))) == "archive_duplicate"
    assert refusal(packed(("a", b"1", 1, -1), ("a", b"1", 1, 0))) in {
        "archive_duplicate",
        "archive_overlap",
    }


def test_overlapping_entries() -> None:
    inner = (
        struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, zlib.crc32(b"x"), 1, 1, 1, 0) + b"bx"
    )
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, 1, len(inner), len(inner), 1, 0)
    body = head + b"a" + inner
    directory = b""
    for name, size, at in ((b"a", len(inner), 0), (b"b", 1, 31)):
        facts = (0, size, size, 1, 0, 0, 0, 0, 0, at)
        directory += struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, *facts) + name
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(directory), len(body), 0)
    assert refusal(body + directory + end) == "archive_overlap"


@pytest.mark.parametrize(
    "glued",
    [PLAIN + b"tail", PLAIN + PLAIN, PLAIN[:-2] + b"\x05\x00hello"],
    ids=["behind", "twice", "comment"],
)
def test_other_data_around_the_archive(glued: bytes) -> None:
    assert refusal(glued) == "archive_hidden_data"


def test_data_between_entries_and_a_pdf_inside() -> None:
    size = int.from_bytes(PLAIN[-10:-6], "little")
    offset = int.from_bytes(PLAIN[-6:-2], "little")
    moved = PLAIN[:-6] + (offset + 40).to_bytes(4, "little") + b"\0\0"
    gap = PLAIN[:offset] + b"#" * 40 + PLAIN[offset : offset + size] + moved[-22:]
    assert refusal(gap) == "archive_hidden_data"
    pdf = zip_bytes({"x": b"%PDF-1.7 ..."} | workbook_parts("<sheetData/>"), method=0)
    assert refusal(pdf) == "archive_hidden_data"


def test_too_many_entries() -> None:
    assert refusal(zip_bytes({f"{i}": b"" for i in range(1001)})) == "archive_entries"


def test_encrypted_entries() -> None:
    data = bytearray(PLAIN)
    directory = data.index(b"PK\1\2")
    data[directory + 8] |= 1
    assert refusal(bytes(data)) == "encrypted"


@settings(max_examples=100)
@given(st.integers(0, len(PLAIN) - 1))
def test_every_truncation_is_refused(length: int) -> None:
    assert refusal(PLAIN[:length]) in {
        "empty", "truncated", "unknown_type", "wrong_extension", "archive_hidden_data",
    }  # fmt: skip


@settings(max_examples=100)
@given(st.integers(0, len(PLAIN) - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused_or_harmless(place: int, change: int) -> None:
    data = bytearray(PLAIN)
    data[place] ^= change
    kept = set()
    with suppress(Refused):  # any other error fails the test
        for entry in list_entries(bytes(data), DEFAULT):
            kept.add(b"".join(inflate(bytes(data), entry, DEFAULT)))
    assert kept <= CONTENTS
