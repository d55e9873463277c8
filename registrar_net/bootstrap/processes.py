"""Our own long-running processes: started in groups of their own, watched, stopped together."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from .environment import ROOT, VAR, CannotContinueError, private_folder, say

LOGS = VAR / "log"
GRACE_SECONDS = 15
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def stop_on_signals() -> None:
    """Let Ctrl-C, SIGTERM and a closed terminal raise KeyboardInterrupt, once.

    Further ones are ignored while everything is being stopped, which takes a bounded time.
    """

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in STOPPING:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, interrupt)


@dataclass
class Service:
    name: str
    process: subprocess.Popen[bytes]
    log: Path


@dataclass
class Services:
    """The processes of one command, in the order of their start."""

    environment: dict[str, str]
    started: list[Service] = field(default_factory=list)

    def start(self, name: str, command: list[str]) -> None:
        """Start one; it gets SIGTERM also when this process is killed and cannot stop it."""
        private_folder(LOGS)
        log = LOGS / f"{name}.log"
        with open(log, "wb") as output:
            process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *command],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started.append(Service(name, process, log))

    def check(self) -> None:
        """Raise CannotContinueError when one has ended by itself."""
        for service in self.started:
            code = service.process.poll()
            if code is not None:
                raise CannotContinueError(
                    f"The {service.name} has ended by itself (exit code {code}). "
                    f"Its log is {service.log}:\n{tail(service.log)}"
                )

    def stop(self) -> None:
        """Ask all to finish, the last started first; after the grace, end whole groups."""
        for service in reversed(self.started):
            if service.process.poll() is None:
                service.process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for service in reversed(self.started):
            try:
                service.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"The {service.name} does not finish; ending it.")
            end_group(service.process)
        self.started.clear()


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End what is left of a process and its children."""
    with contextlib.suppress(ProcessLookupError):  # all of them have gone
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def run_logged(name: str, command: list[str], environment: dict[str, str]) -> None:
    """Run one step to its end, its output in a log; raises with the log's end when it fails."""
    private_folder(LOGS)
    log = LOGS / f"{name}.log"
    with open(log, "wb") as output:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise CannotContinueError(f"{name} failed. Its log is {log}:\n{tail(log)}")
