"""The files of papers: sealed, in a folder that no web server shows.

A file is written before its row commits, under a name that holds the paper's uuid and the hash of
its bytes. A try that fails leaves a file that no row names, never a row without its file; and a
worker that wakes too late writes beside the file in force, not over it.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

from apps.core.crypto import open_file, seal_file
from apps.core.errors import NotFoundError
from apps.documents.errors import PaperDamagedError


def write_paper(uuid: UUID, content: bytes) -> str:
    """Store the finished PDF; the path below PAPERS_ROOT. The same bytes give the same path."""
    (path,) = write_papers([(uuid, content)])
    return path


def write_papers(contents: Iterable[tuple[UUID, bytes]]) -> list[str]:
    """As `write_paper`, for many: the disk is waited for once, not once for each file."""
    written: list[tuple[str, Path]] = []  # path to be, file so far
    root = Path(settings.PAPERS_ROOT)
    try:
        for uuid, content in contents:
            path = _path_of(uuid, content)
            folder = (root / path).parent
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            sealed = seal_file(content, name=str(uuid))
            written.append((path, _write_beside(folder, sealed)))
        for _, file in written:
            _await_disk(file)
        for path, file in written:
            os.replace(file, root / path)
    except OSError:
        for _, file in written:
            file.unlink(missing_ok=True)
        raise
    for folder in {(root / path).parent for path, _ in written}:
        _await_disk(folder)
    return [path for path, _ in written]


def _path_of(uuid: UUID, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return f"{uuid.hex[:2]}/{uuid}-{digest[:16]}.pdf.sealed"


def _write_beside(folder: Path, content: bytes) -> Path:
    """Not under its name yet: after a power cut the name means the whole file."""
    handle, written = tempfile.mkstemp(dir=folder, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError:
        Path(written).unlink(missing_ok=True)
        raise
    return Path(written)


def _await_disk(place: Path) -> None:
    """What was written to a file, or the names in a folder, is on the disk afterwards."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_paper(uuid: UUID, path: str, *, sha256: bytes) -> bytes:
    """The PDF as it was issued. NotFoundError without a file, PaperDamagedError if it changed."""
    if not path:
        raise NotFoundError
    try:
        sealed = (Path(settings.PAPERS_ROOT) / path).read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError from error
    content = open_file(sealed, name=str(uuid))
    if hashlib.sha256(content).digest() != bytes(sha256):
        raise PaperDamagedError
    return content
