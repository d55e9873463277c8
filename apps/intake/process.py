"""Starting, hearing and ending the limited child."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from apps.intake import frames
from apps.intake.errors import Unreadable
from apps.intake.limits import Limits

_ROOT = Path(__file__).resolve().parents[2]
_PIECE = 256 * 1024
# Nothing of the worker's environment: no database address, no key, no proxy.
_ENVIRONMENT = {
    "PYTHONPATH": str(_ROOT),
    "PYTHONSAFEPATH": "1",
    "PYTHONNOUSERSITE": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MALLOC_ARENA_MAX": "1",
    "LANG": "C.UTF-8",
}


class ReaderProcess:
    """One child for one file, as a context: leaving it always ends the child.

    The bytes are handed over in memory (never on a disk), so that the child can begin at once and
    neither side waits for the other.
    """

    def __init__(self, data: bytes, file_format: str, limits: Limits) -> None:
        self._limits = limits
        self._heard = bytearray()
        self._waited = 0.0
        memory = os.memfd_create("upload", os.MFD_CLOEXEC)
        try:
            with os.fdopen(os.dup(memory), "wb") as file:
                file.write(data)
            os.lseek(memory, 0, os.SEEK_SET)
            self._child = subprocess.Popen(
                [sys.executable, "-m", "apps.intake.child", file_format],
                stdin=memory,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a crash report could quote cells
                env=_ENVIRONMENT,
                cwd="/",
            )
        finally:
            os.close(memory)
        assert self._child.stdout is not None  # noqa: S101  asked for above; tells the type checker
        self._out = self._child.stdout.fileno()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._child.kill()
        self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()

    def frames(self) -> Iterator[list[Any]]:  # Any: whatever JSON holds
        """Yield the child's frames, the last one being ``end``. Raises Unreadable."""
        while True:
            (size,) = frames.LENGTH.unpack(self._take(frames.LENGTH.size))
            if size > frames.MAX_FRAME:
                raise Unreadable("reader_stopped")
            frame = json.loads(self._take(size))
            if frame[0] == frames.REFUSED:
                raise Unreadable(frame[1], frame[2])
            yield frame
            if frame[0] == frames.END:
                return

    def _take(self, size: int) -> bytes:
        while len(self._heard) < size:
            self._hear()
        taken = bytes(self._heard[:size])
        del self._heard[:size]
        return taken

    def _hear(self) -> None:
        """Wait for more. Only waiting counts against the limit, not what is done with the rows."""
        began = time.monotonic()
        left = self._limits.wait_seconds - self._waited
        ready, _, _ = select.select([self._out], [], [], max(left, 0.0))
        self._waited += time.monotonic() - began
        if not ready:
            raise Unreadable("too_slow")
        piece = os.read(self._out, _PIECE)
        if not piece:
            raise Unreadable(self._cause_of_death())
        self._heard += piece

    def _cause_of_death(self) -> str:
        code = self._child.wait()
        if code in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS):
            return "too_much_memory"  # how an allocation beyond the limit ends
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return "too_slow"
        # an error that was not foreseen: the file led the reader into it
        return "damaged" if code > 0 else "reader_stopped"
