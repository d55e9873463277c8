"""The files of papers: sealed, in a folder that no web server shows.

A file is written before its row commits, under a name that holds the paper's uuid and the hash of
its bytes. A try that fails leaves a file that no row names, never a row without its file; and a
worker that wakes too late writes beside the file in force, not over it.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from uuid import UUID

from django.conf import settings

from apps.core.crypto import open_file, seal_file
from apps.core.errors import NotFoundError
from apps.documents.errors import PaperDamagedError


def write_paper(uuid: UUID, content: bytes) -> str:
    """Store the finished PDF; the path below PAPERS_ROOT. The same bytes give the same path."""
    digest = hashlib.sha256(content).hexdigest()
    path = f"{uuid.hex[:2]}/{uuid}-{digest[:16]}.pdf.sealed"
    target = Path(settings.PAPERS_ROOT) / path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_durably(target, seal_file(content, name=str(uuid)))
    return path


def _write_durably(target: Path, content: bytes) -> None:
    """On the disk before it bears its name: after a power cut the name means the whole file."""
    handle, written = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(written, target)
    except OSError:
        Path(written).unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


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
