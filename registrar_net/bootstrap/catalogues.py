"""Message catalogues: `.po` as people edit them, `.mo` as gettext reads them."""

import shutil
import subprocess
from pathlib import Path

from .environment import ROOT, CannotContinueError, say

LOCALE = ROOT / "registrar_net" / "locale"


def is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_catalogues() -> None:
    """Compile what has changed; without msgfmt the pages stay in English (packages.py says so)."""
    stale = [source for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")) if is_stale(source)]
    if not stale or not shutil.which("msgfmt"):
        return
    say("Message catalogues: compiling")
    for source in stale:
        done = subprocess.run(
            ["msgfmt", "--check-format", "-o", str(source.with_suffix(".mo")), str(source)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CannotContinueError(
                f"The catalogue {source.relative_to(ROOT)} is faulty:\n{done.stderr.strip()}"
            )
