"""The virtual environment `.venv`, filled from the lock file and nothing else."""

import hashlib
import shutil
import subprocess
import sys

from .environment import PYTHON, ROOT, VENV, CannotContinueError, say

LOCK = ROOT / "requirements-dev.lock"
STAMP = VENV / "installed.stamp"


def fingerprint() -> str:
    """What an up-to-date environment was made from: the lock's content and the Python version."""
    version = ".".join(map(str, sys.version_info[:2]))
    return f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} python{version}\n"


def interpreter_works() -> bool:
    """False also for an environment whose interpreter was removed or replaced by another."""
    if not PYTHON.exists():
        return False
    question = "import sys; print(*sys.version_info[:2], sep='.')"
    answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == ".".join(map(str, sys.version_info[:2]))


def ensure_environment() -> None:
    """Make `.venv` where it is missing or broken, and install when the lock file has changed.

    Raises CannotContinueError when the installation fails.
    """
    if STAMP.exists() and STAMP.read_text() == fingerprint() and PYTHON.exists():
        return
    if not interpreter_works():
        say("Python packages: making the virtual environment .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        command([sys.executable, "-m", "venv", str(VENV)])
    say("Python packages: installing from requirements-dev.lock (the first time takes a minute)")
    command(
        [
            *(str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input"),
            *("--disable-pip-version-check", "--require-hashes", "-r", str(LOCK)),
        ]
    )
    STAMP.write_text(fingerprint())


def command(words: list[str]) -> None:
    if subprocess.run(words, cwd=ROOT, check=False).returncode:
        raise CannotContinueError(
            "The Python packages could not be installed; the lines above say why. "
            "Check the network, then run the same command again."
        )
