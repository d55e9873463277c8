"""The portal's own commands, as set-up, demo and tests run them."""

import hashlib

from .environment import PYTHON, ROOT, VAR, say
from .processes import run_logged

# inside the folder that it vouches for, so that it goes with it
STATIC_STAMP = VAR / "static" / ".collected"


def manage(*words: str, environment: dict[str, str]) -> None:
    """Run `manage.py` to its end with its output in a log named after the command."""
    run_logged(words[0], [str(PYTHON), str(ROOT / "manage.py"), *words], environment)


def static_fingerprint() -> str:
    """Names, sizes and times of our static files, and the packages that bring some of their own."""
    summary = hashlib.sha256((ROOT / "requirements-dev.lock").read_bytes())
    folders = [ROOT / "static", *sorted((ROOT / "apps").glob("*/static"))]
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        found = path.stat()
        summary.update(f"{path}|{found.st_size}|{found.st_mtime_ns}\n".encode())
    return summary.hexdigest()


def collect_static(environment: dict[str, str]) -> None:
    """Gather the static files when one of them has changed."""
    fingerprint = static_fingerprint()
    if STATIC_STAMP.exists() and STATIC_STAMP.read_text() == fingerprint:
        return
    say("Static files: collecting")
    manage("collectstatic", "--noinput", "--clear", environment=environment)
    STATIC_STAMP.write_text(fingerprint)
