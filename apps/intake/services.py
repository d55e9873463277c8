"""Keeping an uploaded file until it is read."""

import hashlib
import os
import shutil
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.crypto import open_file, seal_file
from apps.core.errors import InvalidError
from apps.institutions.actor import Actor
from apps.institutions.scope import system_scope
from apps.intake.models import Upload

SPARE_BYTES = 64 * 1024 * 1024


class UploadRefusedError(InvalidError):
    code = "upload_refused"


def _path(uuid: UUID) -> Path:
    return Path(settings.UPLOADS_ROOT) / uuid.hex


def keep_upload(*, actor: Actor, content: bytes, filename: str) -> Upload:
    """Encrypt the file onto the disk, then add its row; a failed transaction takes it away again.

    Raises UploadRefusedError for a file that is too large and for a full disk.
    """
    if len(content) > settings.UPLOAD_MAX_BYTES:
        raise UploadRefusedError(
            _("The file is larger than 30 MB. Remove pictures and sheets that are not needed.")
        )
    upload = Upload(
        institution_id=actor.institution_id,
        uploaded_by_id=actor.user_id,
        filename=Path(filename).name[:255],
        size=len(content),
        sha256=hashlib.sha256(content).digest(),
    )
    _write(_path(upload.uuid), seal_file(content, name=upload.uuid.hex))
    try:
        with transaction.atomic():
            upload.save(force_insert=True)
    except BaseException:
        _path(upload.uuid).unlink(missing_ok=True)
        raise
    return upload


def _write(path: Path, sealed: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(path.parent).free < len(sealed) + SPARE_BYTES:
        raise UploadRefusedError(
            _("The server has no room for the file now. Try again later; nothing was kept.")
        )
    partial = path.with_suffix(".part")
    try:
        with open(partial, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise UploadRefusedError(
            _("The server could not keep the file. Try again later; nothing was kept.")
        ) from error


def upload_content(upload: Upload) -> bytes:
    return open_file(_path(upload.uuid).read_bytes(), name=upload.uuid.hex)


def erase_upload(upload: Upload) -> None:
    """Once the transaction that read it has committed, the file is gone for good."""
    Upload.objects.filter(pk=upload.pk).update(erased_at=timezone.now())
    path = _path(upload.uuid)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def erase_forgotten(*, older_than: timedelta = timedelta(days=7)) -> int:
    """Files that somebody uploaded and never finished with are erased; how many."""
    with system_scope("erasing forgotten uploads"):
        left = Upload.objects.filter(
            erased_at=None, created_at__lt=timezone.now() - older_than
        ).order_by("pk")[:500]
        for upload in left:
            erase_upload(upload)
        return len(left)


def erase_orphans(*, older_than: timedelta = timedelta(hours=1)) -> int:
    """Delete files that no row waits for: their request was rolled back. How many were deleted."""
    border = (timezone.now() - older_than).timestamp()
    folder = Path(settings.UPLOADS_ROOT)
    old = [path for path in folder.glob("*") if path.stat().st_mtime < border]
    with system_scope("sweeping files without a row"):
        waiting = {
            uuid.hex
            for uuid in Upload.objects.filter(erased_at=None).values_list("uuid", flat=True)
        }
    orphans = [path for path in old if path.name not in waiting]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)
