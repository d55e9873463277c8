"""System packages: each is looked for by what it brings, so that any distribution will do."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from .environment import CannotContinueError, is_root, say


@dataclass(frozen=True)
class Package:
    """A Debian package, how to see that it is there, and what is lost without it."""

    name: str
    present: Callable[[], bool]
    essential: bool
    loss: str


def has_module(name: str) -> Callable[[], bool]:
    return lambda: importlib.util.find_spec(name) is not None


def has_program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def has_library(name: str) -> Callable[[], bool]:
    def present() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def has_font(family: str) -> Callable[[], bool]:
    def present() -> bool:
        if not shutil.which("fc-list"):
            return False
        listing = subprocess.run(
            ["fc-list", f":family={family}", "file"], capture_output=True, text=True, check=False
        )
        return bool(listing.stdout.strip())

    return present


NO_PAPERS = "papers cannot be laid out"
NO_JOURNEYS = "the journeys in the browser cannot be run"
BASE = (
    Package("python3-venv", has_module("ensurepip"), True, "no virtual environment can be made"),
    Package("gettext", has_program("msgfmt"), False, "the pages are in English only"),
    Package("libpango-1.0-0", has_library("libpango-1.0.so.0"), True, NO_PAPERS),
    Package("libpangoft2-1.0-0", has_library("libpangoft2-1.0.so.0"), True, NO_PAPERS),
    Package(
        "libharfbuzz-subset0",
        has_library("libharfbuzz-subset.so.0"),
        False,
        "papers take three times as long",
    ),
    Package("fontconfig", has_program("fc-list"), True, NO_PAPERS),
    Package(
        "fonts-tlwg-laksaman-ttf", has_font("Laksaman"), False, "papers lack their Thai typeface"
    ),
)
FOR_TESTS = (
    Package(
        "chromium", has_program("chromium", "chromium-browser", "google-chrome"), False, NO_JOURNEYS
    ),
    Package("poppler-utils", has_program("pdftoppm"), False, "pictures of papers are not checked"),
)


def missing(wanted: tuple[Package, ...]) -> list[Package]:
    return [package for package in wanted if not package.present()]


def ensure_packages(*, for_tests: bool) -> None:
    """Install what is missing when root; otherwise say what to install.

    Raises CannotContinueError when an essential one is still missing afterwards.
    """
    wanted = BASE + (FOR_TESTS if for_tests else ())
    lacking = missing(wanted)
    if not lacking:
        return
    if is_root() and shutil.which("apt-get"):
        install([package.name for package in lacking])
        importlib.invalidate_caches()
        lacking = missing(wanted)
    report(lacking)


def install(names: list[str]) -> None:
    say(f"System packages: installing {' '.join(names)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *names],
    ):
        done = subprocess.run(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            say(f"System packages: `{' '.join(command[:3])}` failed: {done.stderr.strip()[-500:]}")


def report(lacking: list[Package]) -> None:
    """Warn of what is missing; stop if it is essential."""
    if not lacking:
        return
    lines = [f"  {package.name}: without it {package.loss}" for package in lacking]
    command = f"sudo apt-get install {' '.join(package.name for package in lacking)}"
    text = "\n".join(["System packages are missing:", *lines, f"Install them with:  {command}"])
    if any(package.essential for package in lacking):
        raise CannotContinueError(f"{text}\nThen run the same command again.")
    say(text)
