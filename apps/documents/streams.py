"""Streams of a PDF compressed once, and its objects written once.

pydyf does both twice, for the file's identifier and to write it, and compresses fonts and colour
profile anew for every paper although they hardly ever differ.
"""

import zlib
from functools import lru_cache
from typing import Any

import pydyf  # type: ignore[import-untyped]

SHARED_FROM = 2_000  # bytes; below it are the words of single papers, which nobody keeps
LEVEL = 9


def compress_streams(pdf: Any) -> None:
    """A finisher of `Document.write_pdf`, after all others: streams are bytes from then on."""
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and stream.compress:
            stream.stream = [_compressed(stream)]
            stream.compress = False
            stream.extra = {**stream.extra, "Filter": "/FlateDecode"}


class _Text(pydyf.Object):  # type: ignore[misc]
    """An object as it will stand in the file."""

    def __init__(self, written: Any) -> None:
        super().__init__()
        self.number, self.generation = written.number, written.generation
        self.text: bytes = written.data

    @property
    def data(self) -> bytes:
        return self.text


def write_objects(pdf: Any) -> None:
    """A finisher, the last one: nothing but streams can be changed from then on."""
    pdf.objects[:] = [
        one if one.free == "f" or isinstance(one, pydyf.Stream) else _Text(one)
        for one in pdf.objects
    ]


def _compressed(stream: Any) -> bytes:
    parts = stream.stream
    if len(parts) == 1 and isinstance(parts[0], bytes) and len(parts[0]) >= SHARED_FROM:
        return _compressed_file(parts[0]) if _is_shared(stream) else zlib.compress(parts[0], LEVEL)
    return zlib.compress(b"\n".join(map(_written, parts)), LEVEL)


def _is_shared(stream: Any) -> bool:
    """Fonts and colour profiles bear these keys; data attached to one paper does not."""
    return bool({"Length1", "N"} & set(stream.extra)) or stream.extra.get("Subtype") == "/OpenType"


@lru_cache(maxsize=16)
def _compressed_file(content: bytes) -> bytes:
    return zlib.compress(content, LEVEL)


def _written(part: Any) -> bytes:
    if isinstance(part, bytes):
        return part
    return part.data if isinstance(part, pydyf.Object) else str(part).encode("ascii")
