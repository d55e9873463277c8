"""Files that no row waits for are swept."""

from datetime import timedelta
from pathlib import Path

from django.db import transaction
from pytest_django import Settings

from apps.institutions.scope import scope
from apps.intake.services import erase_forgotten, erase_orphans, keep_upload
from tests.builders.cast import Cast


def test_a_file_whose_request_was_rolled_back_is_swept(
    committed: None, cast: Cast, tmp_path: Path, settings: Settings
) -> None:
    settings.UPLOADS_ROOT = tmp_path
    actor = cast.uploader_a.actor
    with scope(actor):
        kept = keep_upload(actor=actor, content=b"kept", filename="a.csv")
    with scope(actor):
        lost = keep_upload(actor=actor, content=b"lost", filename="b.csv")
        transaction.set_rollback(True)
    assert {path.name for path in tmp_path.iterdir()} == {kept.uuid.hex, lost.uuid.hex}
    assert erase_orphans() == 0
    assert erase_orphans(older_than=timedelta(seconds=-1)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [kept.uuid.hex]


def test_an_upload_that_nobody_finished_with_is_erased(
    committed: None, cast: Cast, tmp_path: Path, settings: Settings
) -> None:
    settings.UPLOADS_ROOT = tmp_path
    actor = cast.uploader_a.actor
    with scope(actor):
        keep_upload(actor=actor, content=b"left behind", filename="a.csv")
    assert erase_forgotten() == 0
    assert erase_forgotten(older_than=timedelta(seconds=-1)) == 1
    assert list(tmp_path.iterdir()) == []
    assert erase_forgotten(older_than=timedelta(seconds=-1)) == 0
