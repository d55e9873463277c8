"""The same papers by one process and by two, each a process of its own with its own connection."""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from time import perf_counter

from django.conf import settings

from apps.core.bench.place import environment
from apps.core.bench.server import ROOT
from apps.documents.models import Paper
from apps.institutions.actor import Actor

COMMAND = [sys.executable, "-m", "apps.documents.bench.worker"]


def seconds_for(actor: Actor, shares: Sequence[Sequence[Paper]]) -> float:
    """From the word to begin until the last worker has issued its share. Starting Python, reading
    fonts and loading the key come before, as in a worker that is up.
    """
    with ExitStack() as stack:
        running = [stack.enter_context(_started(actor, share)) for share in shares]
        for process in running:
            _expect(process, "ready")
        begun = perf_counter()
        for process in running:
            _tell(process, "go")
        for process in running:
            _expect(process, "done")
        return perf_counter() - begun


def _started(actor: Actor, share: Sequence[Paper]) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        COMMAND, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**environment(), "PAPERS_ROOT": str(settings.PAPERS_ROOT)},
    )  # fmt: skip
    asked = {
        "institution": actor.institution_id,
        "user": actor.user_id,
        "papers": [paper.pk for paper in share],
    }
    _tell(process, json.dumps(asked))
    return process


def _tell(process: "subprocess.Popen[str]", line: str) -> None:
    if process.stdin is None:
        raise RuntimeError("a worker of the bench cannot be spoken to")
    process.stdin.write(line + "\n")
    process.stdin.flush()


def _expect(process: "subprocess.Popen[str]", word: str) -> None:
    if process.stdout is None or process.stdout.readline().strip() != word:
        raise RuntimeError(f"a worker of the bench ended before it was {word}")
