"""Archives on the disk: sealed like papers, in pieces, so that none need fit into memory.

Each piece is bound to its archive, its place and whether it is the last: pieces that are lost,
swapped or cut off at the end do not open.
"""

import os
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from apps.core.crypto import Undecipherable, open_file, seal_file
from apps.core.errors import NotFoundError
from apps.documents.errors import PaperDamagedError

PIECE = 1 << 20
_LENGTH = struct.Struct(">I")


class SealedWriter:
    """Takes bytes as a file does; `close` writes the last piece."""

    def __init__(self, file: int, name: str) -> None:
        self.size = 0
        self._file = os.fdopen(file, "wb")
        self._name = name
        self._waiting = bytearray()
        self._place = 0

    def write(self, content: bytes) -> int:
        self._waiting += content
        self.size += len(content)
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(content)

    def flush(self) -> None:
        """A piece is written when it is full."""

    def close(self) -> None:
        self._put(bytes(self._waiting), last=True)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        self._file.close()

    def _put(self, piece: bytes, *, last: bool) -> None:
        sealed = seal_file(piece, name=_piece_name(self._name, self._place, last=last))
        self._file.write(_LENGTH.pack(len(sealed)) + sealed)
        self._place += 1


def _piece_name(name: str, place: int, *, last: bool) -> str:
    return f"{name}:{place}:{'last' if last else 'more'}"


@contextmanager
def archive_writer(path: str) -> Iterator[SealedWriter]:
    """The file bears its name once it is whole and on the disk; `path` is below PAPERS_ROOT."""
    target = Path(settings.PAPERS_ROOT) / path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, written = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    writer = SealedWriter(handle, path)
    try:
        yield writer
        writer.close()
        os.replace(written, target)
    except BaseException:
        writer.abandon()
        Path(written).unlink(missing_ok=True)
        raise


def read_archive(path: str) -> Iterator[bytes]:
    """The archive, piece after piece. NotFoundError without a file, before the first piece;
    PaperDamagedError where it is not as it was written.
    """
    if not path:
        raise NotFoundError
    try:
        file = (Path(settings.PAPERS_ROOT) / path).open("rb")
    except FileNotFoundError as error:
        raise NotFoundError from error
    return _pieces(file, path)


def _pieces(file: BinaryIO, path: str) -> Iterator[bytes]:
    with file:
        place, sealed = 0, _next(file)
        while True:
            following = _next(file)
            name = _piece_name(path, place, last=not following)
            try:
                yield open_file(sealed, name=name)
            except Undecipherable as error:
                raise PaperDamagedError from error
            if not following:
                return
            place, sealed = place + 1, following


def _next(file: BinaryIO) -> bytes:
    """The next sealed piece, empty at the end."""
    head = file.read(_LENGTH.size)
    return file.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""


def drop_archive(path: str) -> None:
    """Nobody names it any more; who is reading it reads on."""
    with suppress(OSError):
        (Path(settings.PAPERS_ROOT) / path).unlink(missing_ok=True)
