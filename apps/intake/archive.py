"""The structure of a zip archive, looked at before any library reads it. No Django, no inflating.

Readers differ in what they take from an odd archive, so only plain ones pass: every byte belongs to
exactly one entry, the directory or the end record, and both descriptions of an entry agree. (The
zip format: PKWARE APPNOTE 6.3.)
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from apps.intake.limits import Limits
from apps.intake.refusals import Refused

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8
_DESCRIPTOR_BYTES = (12, 16, 20, 24)
_ZIP64 = 0xFFFFFFFF
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of the archive; ``start`` is where its packed bytes begin. Sizes are in bytes."""

    name: str
    method: int
    crc: int
    packed: int
    declared: int
    header: int
    start: int


def list_entries(data: bytes, limits: Limits) -> list[Entry]:
    """Return the entries in the order of the file. Raises Refused for all but a plain archive."""
    count, size, offset, end = _end_record(data)
    if count > limits.entries or size > limits.entries * 1024:
        raise Refused("archive_entries")
    if offset + size != end:
        raise Refused("archive_hidden_data")
    entries = sorted(_central(data, count, offset, end), key=lambda entry: entry.header)
    _refuse_duplicates(entries)
    _refuse_gaps(entries, offset)
    declared = sum(entry.declared for entry in entries)
    packed = sum(entry.packed for entry in entries)
    if declared > limits.inflated_bytes or _beyond_ratio(declared, packed, limits):
        raise Refused("archive_bomb")
    return entries


def inflate(data: bytes, entry: Entry, limits: Limits) -> Iterator[bytes]:
    """Yield the real content in pieces. Raises Refused as soon as it exceeds what was declared."""
    packed = memoryview(data)[entry.start : entry.start + entry.packed]
    crc, total = 0, 0
    for piece in [bytes(packed)] if entry.method == _STORED else _deflated(packed):
        total += len(piece)
        if total > entry.declared or total > limits.inflated_bytes:
            raise Refused("archive_bomb")
        crc = zlib.crc32(piece, crc)
        yield piece
    if total != entry.declared or crc != entry.crc:
        raise Refused("damaged")


def _deflated(packed: memoryview) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for begin in range(0, len(packed), _PIECE):
            waiting: bytes | memoryview = packed[begin : begin + _PIECE]
            while waiting:
                yield stream.decompress(waiting, _PIECE)
                waiting = stream.unconsumed_tail
        while piece := stream.decompress(b"", _PIECE):
            yield piece
    except zlib.error:
        raise Refused("damaged") from None
    if not stream.eof or stream.unused_data:
        raise Refused("damaged")


def _end_record(data: bytes) -> tuple[int, int, int, int]:
    end = len(data) - _END.size
    if end < 0 or data[end : end + 4] != b"PK\x05\x06":
        # a record further up with something behind it is another file glued on
        glued = data.rfind(b"PK\x05\x06") >= 0
        raise Refused("archive_hidden_data" if glued else "truncated")
    _sign, disk, first_disk, here, count, size, offset, comment = _END.unpack_from(data, end)
    if comment or disk or first_disk or here != count or _ZIP64 in (size, offset):
        raise Refused("archive_hidden_data")
    return count, size, offset, end


def _central(data: bytes, count: int, offset: int, end: int) -> Iterator[Entry]:
    position = offset
    for _index in range(count):
        if position + _CENTRAL.size > end or data[position : position + 4] != b"PK\x01\x02":
            raise Refused("damaged")
        fields = _CENTRAL.unpack_from(data, position)
        flags, method, crc, packed, declared = fields[3], fields[4], *fields[7:10]
        name_size, extra, comment, header = *fields[10:13], fields[16]
        name = data[position + _CENTRAL.size : position + _CENTRAL.size + name_size]
        if flags & _ENCRYPTED:
            raise Refused("encrypted")
        if method not in (_STORED, _DEFLATED) or _ZIP64 in (packed, declared, header):
            raise Refused("damaged")
        start = _checked_start(data, header, name, method)
        yield Entry(_plain_name(name), method, crc, packed, declared, header, start)
        position += _CENTRAL.size + name_size + extra + comment
    if position != end:
        raise Refused("archive_hidden_data")


def _checked_start(data: bytes, header: int, name: bytes, method: int) -> int:
    if header + _LOCAL.size > len(data) or data[header : header + 4] != b"PK\x03\x04":
        raise Refused("damaged")
    fields = _LOCAL.unpack_from(data, header)
    begin = header + _LOCAL.size
    if data[begin : begin + fields[9]] != name or fields[3] != method:
        raise Refused("archive_duplicate")  # two descriptions of one place
    return begin + int(fields[9]) + int(fields[10])


def _plain_name(raw: bytes) -> str:
    # readers fold case and slashes when they look a part up
    name = raw.decode("utf-8", "replace").replace("\\", "/").lstrip("/").lower()
    if "\0" in name or ".." in name.split("/"):
        raise Refused("damaged")
    return name


def _refuse_duplicates(entries: list[Entry]) -> None:
    if len({entry.name for entry in entries}) != len(entries):
        raise Refused("archive_duplicate")


def _refuse_gaps(entries: list[Entry], directory: int) -> None:
    """Every byte before the directory belongs to one entry; a size record may follow an entry."""
    expected = 0
    for entry in entries:
        _refuse_gap(expected, entry.header)
        expected = entry.start + entry.packed
    _refuse_gap(expected, directory)


def _refuse_gap(expected: int, found: int) -> None:
    if found < expected:
        raise Refused("archive_overlap")
    gap = found - expected
    if gap and (expected == 0 or gap not in _DESCRIPTOR_BYTES):
        raise Refused("archive_hidden_data")


def _beyond_ratio(declared: int, packed: int, limits: Limits) -> bool:
    return declared > limits.ratio_free_bytes and declared > packed * limits.ratio
