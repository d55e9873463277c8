"""The one form in which the portal writes a signature into a file, and finding it again.

The signature covers every byte but one gap: the hexadecimal text of its own container. PDF leaves
much freedom there (white space, capital letters, padding), and every freedom is a place where a
file can be changed without the signature noticing. So there is none: the array is written in one
way, the gap follows it at once, its hexadecimal is lower case and padded with zeros to one of three
lengths. A file is searched for this form as bytes; nothing of a stranger's file is parsed as PDF.
(ISO 32000-1, 12.8.1; ETSI EN 319 142-1, 5.)
"""

import hashlib
import re
from dataclasses import dataclass

from apps.documents.errors import PaperError

ROOMS = (2 * 1024, 8 * 1024, 24 * 1024)
"""Bytes for the container: with one certificate, with intermediate ones, with a time stamp."""
HELD = 9_999_999_999  # ten digits wait for the true ones
BEFORE, BETWEEN = b"/ByteRange [ ", b" ] /Contents <"
WIDTH = len(b"0 %d %d %d" % (HELD, HELD, HELD))
FORM = re.compile(
    re.escape(BEFORE)
    + rb"(0 (\d{1,10}) (\d{1,10}) (\d{1,10}) *)"
    + re.escape(BETWEEN)
    + rb"([0-9a-f]{%d}|[0-9a-f]{%d}|[0-9a-f]{%d})>" % tuple(2 * room for room in ROOMS)
)
END = re.compile(rb"startxref\n\d{1,10}\n%%EOF\n\Z")


class NotWholeError(ValueError):
    """There is a signature in the portal's form, but it does not cover the file."""


@dataclass(frozen=True, slots=True)
class SignedForm:
    """start, end: of the gap with its brackets; digest: SHA-256 of all the rest; container: DER
    with its padding.
    """

    start: int
    end: int
    digest: bytes
    container: bytes


def room_for(size: int) -> int:
    """The smallest room for a container of `size` bytes; PaperError where none is large enough."""
    fitting = [room for room in ROOMS if room >= size]
    if not fitting:
        raise PaperError
    return fitting[0]


def digest_around(pdf: bytes, start: int, end: int) -> bytes:
    view = memoryview(pdf)
    digest = hashlib.sha256(view[:start])
    digest.update(view[end:])
    return digest.digest()


def written_range(start: int, end: int, size: int) -> bytes:
    """The inside of the array, always `WIDTH` bytes: [0, start) and [end, size) are covered."""
    return (b"0 %d %d %d" % (start, end, size - end)).ljust(WIDTH)


def reserved(room: int) -> bytes:
    """What stands in a file that waits for its signature."""
    return BEFORE + written_range(HELD, HELD, 2 * HELD) + BETWEEN + b"0" * (2 * room) + b">"


def open_gap(prepared: bytes, room: int) -> tuple[bytearray, SignedForm]:
    """The file with its range written, and what is to be signed. PaperError without such a gap."""
    waiting = reserved(room)
    at = prepared.find(waiting)
    if at < 0 or prepared.find(waiting, at + 1) >= 0:
        raise PaperError
    start, end = at + len(BEFORE) + WIDTH + len(BETWEEN) - 1, at + len(waiting)
    file = bytearray(prepared)
    file[at + len(BEFORE) : at + len(BEFORE) + WIDTH] = written_range(start, end, len(file))
    return file, SignedForm(start, end, digest_around(bytes(file), start, end), b"")


def fill_gap(file: bytearray, form: SignedForm, container: bytes) -> bytes:
    """The signed file. PaperError where the container is larger than its room."""
    text = container.hex().encode().ljust(form.end - form.start - 2, b"0")
    if len(text) != form.end - form.start - 2:
        raise PaperError
    file[form.start + 1 : form.end - 1] = text
    return bytes(file)


def find_form(pdf: bytes) -> SignedForm | None:
    """The signature in the portal's form, None without one.

    Raises NotWholeError where the form occurs more than once, its range leaves out more than its
    own gap, or anything follows the end of the file.
    """
    found = [match for match, _ in zip(FORM.finditer(pdf), range(2), strict=False)]
    if not found:
        return None
    match = found[0]
    start, end = match.start(5) - 1, match.end()
    if len(found) > 1 or match[1] != written_range(start, end, len(pdf)) or not END.search(pdf):
        raise NotWholeError
    return SignedForm(start, end, digest_around(pdf, start, end), bytes.fromhex(match[5].decode()))
