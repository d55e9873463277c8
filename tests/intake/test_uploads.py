"""A stranger's file on the disk: encrypted, of one institution, and gone once it was read."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.db import Error
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from apps.core.crypto import Undecipherable
from apps.institutions.scope import scope
from apps.intake import services
from apps.intake.models import Upload
from apps.intake.services import UploadRefusedError, erase_upload, keep_upload, upload_content
from tests.builders.cast import Cast
from tests.builders.files import national_id
from tests.faults.world import roster_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.UPLOADS_ROOT = tmp_path / "uploads"
    yield settings.UPLOADS_ROOT
    assert not list(tmp_path.rglob("*.part"))


def keep(cast: Cast, content: bytes = b"content", name: str = "p3.csv") -> Upload:
    with scope(cast.uploader_a.actor):
        return keep_upload(actor=cast.uploader_a.actor, content=content, filename=name)


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.exists() else []


def test_the_file_is_kept_encrypted_and_only_for_its_owner(cast: Cast, folder: Path) -> None:
    content = roster_file(3)
    upload = keep(cast, content)
    (path,) = files(folder)
    assert path.stat().st_mode & 0o077 == 0
    assert upload.uuid.hex == path.name
    assert content not in path.read_bytes()
    assert national_id(0).encode() in content
    assert national_id(0).encode() not in path.read_bytes()
    assert (upload.size, bytes(upload.sha256)) == (len(content), hashlib.sha256(content).digest())
    assert upload_content(upload) == content
    with scope(cast.uploader_b.actor):
        assert not Upload.objects.exists()


def test_one_file_does_not_stand_for_another(cast: Cast, folder: Path) -> None:
    one, two = keep(cast, b"one"), keep(cast, b"two")
    shutil.copy(folder / one.uuid.hex, folder / two.uuid.hex)
    with pytest.raises(Undecipherable):
        upload_content(two)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd", "passwd"), ("a/b/p3.csv", "p3.csv"), ("ร" * 300 + ".csv", "ร" * 255)],
)
def test_the_name_is_a_name_and_not_a_path(cast: Cast, folder: Path, name: str, kept: str) -> None:
    assert keep(cast, name=name).filename == kept
    assert len(files(folder)) == 1


def test_too_large_files_are_refused(cast: Cast, folder: Path, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    with pytest.raises(UploadRefusedError) as refused:
        keep(cast, b"x" * 11)
    assert refused.value.status == 422
    assert files(folder) == []
    assert keep(cast, b"x" * 10).size == 10


def test_a_full_disk_is_told_and_keeps_nothing(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = SimpleNamespace(free=services.SPARE_BYTES)
    monkeypatch.setattr(services.shutil, "disk_usage", lambda _path: room)
    with pytest.raises(UploadRefusedError, match="upload_refused"):
        keep(cast)
    assert files(folder) == []


def test_a_disk_that_fills_while_it_writes(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(services.os, "fsync", full)
    with pytest.raises(UploadRefusedError):
        keep(cast)
    assert files(folder) == []
    with scope(cast.uploader_a.actor):
        assert not Upload.objects.exists()


def test_a_row_that_cannot_be_written_leaves_no_file(cast: Cast, folder: Path) -> None:
    """Here because it is another institution's."""
    stranger = cast.uploader_b.actor
    with pytest.raises(Error, match="row-level security"), scope(cast.uploader_a.actor):
        keep_upload(actor=stranger, content=b"content", filename="p3.csv")
    assert files(folder) == []


def test_a_read_file_is_gone_with_the_commit(
    cast: Cast, folder: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    upload = keep(cast)
    with django_capture_on_commit_callbacks() as callbacks, scope(cast.uploader_a.actor):
        erase_upload(upload)
    assert len(files(folder)) == 1
    for callback in callbacks:
        callback()
    assert files(folder) == []
    with scope(cast.uploader_a.actor):
        assert Upload.objects.get().erased_at is not None


def test_uploads_of_tests_do_not_touch_the_demos() -> None:
    assert "var" not in Path(django_settings.UPLOADS_ROOT).parts
