"""What a running job says that it is doing, in the reader's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone, translation

from apps.institutions.scope import scope
from apps.jobs.models import Job, Progress, State
from apps.jobs.notes import NOTES, words_of
from apps.jobs.selectors import job_status
from tests.builders.cast import Cast

APPS = Path(settings.BASE_DIR) / "apps"


def written() -> Iterator[str]:
    """Every note that some app's code gives to `progress`."""
    for path in sorted(APPS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "progress":
                yield ast.literal_eval(node.args[2])


def test_every_note_that_is_written_has_words() -> None:
    assert set(written()) == set(NOTES)


def test_words_are_no_codes() -> None:
    assert all(words_of(code) not in ("", code) for code in NOTES)
    assert (words_of(""), words_of("counting sheep")) == ("", "")


@pytest.mark.django_db
def test_a_page_is_told_in_words(cast: Cast) -> None:
    with scope(cast.registrar_a.actor) as actor:
        job = Job.objects.create(
            kind="x.y", institution_id=actor.institution_id, role=actor.role, state=State.RUNNING
        )
        Progress.objects.create(
            job=job.uuid, token=job.token, note="reading", leased_until=timezone.now()
        )
        with translation.override("en"):
            assert job_status(job.uuid).note == "The file is being read"
