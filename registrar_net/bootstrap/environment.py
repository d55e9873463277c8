"""Where things lie and what the person who started the command gave; standard library only."""

import fcntl
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class CannotContinueError(Exception):
    """Something is missing or refused; the message says what, and what to do about it."""


def say(line: str) -> None:
    """One short line on what is being done."""
    print(line, flush=True)


def run(main: Callable[[], int]) -> None:
    """Run a command's main and leave with its exit code; a refusal is a message, not a trace."""
    try:
        sys.exit(main())
    except CannotContinueError as refusal:
        print(f"\n{refusal}", file=sys.stderr, flush=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def given(name: str) -> str:
    """The value of an environment variable, or '' where it is unset or empty."""
    return os.environ.get(name, "").strip()


def is_root() -> bool:
    return os.geteuid() == 0


def site_packages() -> Path:
    """The folder of the virtual environment that holds its packages."""
    found = sorted(VENV.glob("lib/python3.*/site-packages"))
    if not found:
        raise CannotContinueError(
            f"There is no virtual environment in {VENV}. Run `make setup` first."
        )
    return found[-1]


def django_environment(settings: str) -> dict[str, str]:
    """The environment for our own processes: the person's own, with our programs and settings."""
    environment = dict(os.environ)
    environment["VAR_DIR"] = str(VAR)
    environment["PATH"] = f"{VENV / 'bin'}{os.pathsep}{environment.get('PATH', os.defpath)}"
    environment["PYTHONUNBUFFERED"] = "1"
    environment["DJANGO_SETTINGS_MODULE"] = settings
    return environment


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner can open."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def write_private(path: Path, text: str) -> None:
    """Write a file of mode 0600 in one step: a reader sees the old content or the new."""
    private_folder(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Hold a lock that keeps two commands of this clone from doing the same thing at once."""
    with open(private_folder(VAR) / f"{name}.lock", "w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Waiting for another command that is busy with: {name}")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
