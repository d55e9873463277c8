"""Where the private servers live and as whom they run.

PostgreSQL refuses to run as root, and under a home of mode 0700 the user `nobody` reaches neither
the virtual environment nor `var/`. Started by root, the servers therefore run as `nobody`, from
copies of their programs, in a folder under /var/tmp that root owns. Otherwise they run as the
person who started them, from the virtual environment, under `var/`.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

from .environment import VAR, CannotContinueError, is_root, private_folder, site_packages

UNPRIVILEGED = "nobody"


def server_root() -> Path:
    """The folder of this clone's private servers: data, logs and, for root, programs."""
    if not is_root():
        return VAR / "servers"
    return Path("/var/tmp") / f"registrar-net-{hashlib.sha256(bytes(VAR)).hexdigest()[:12]}"


def make_server_root() -> Path:
    """Make the folder; in /var/tmp refuse one that somebody else has put there."""
    root = server_root()
    if not is_root():
        return private_folder(root)
    try:
        root.mkdir(mode=0o711)
    except FileExistsError:
        found = root.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != 0:
            raise CannotContinueError(
                f"{root} belongs to somebody else. Remove it first."
            ) from None
    root.chmod(0o711)
    return root


def service_folder(name: str) -> Path:
    """A folder that only the user of the servers can open."""
    folder = make_server_root() / name
    folder.mkdir(mode=0o700, exist_ok=True)
    if is_root():
        user = pwd.getpwnam(UNPRIVILEGED)
        os.chown(folder, user.pw_uid, user.pw_gid, follow_symlinks=False)
    return folder


def as_server_user() -> dict[str, Any]:
    """Arguments for subprocess: drop root's rights, groups and environment."""
    arguments: dict[str, Any] = {
        "cwd": server_root(),
        "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        "stdin": subprocess.DEVNULL,
    }
    if is_root():
        user = pwd.getpwnam(UNPRIVILEGED)
        arguments |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return arguments


def programs(package: str, *more: str) -> Path:
    """The installed folder of a package, or for root a copy that everybody can read.

    `more` are folders beside it that it loads libraries from. The copy's name holds the version,
    so that an upgrade makes a new one.
    """
    installed = site_packages()
    if not is_root():
        return installed / package
    version = next(installed.glob(f"{package}-*.dist-info")).name.removesuffix(".dist-info")
    copy = make_server_root() / version
    if not copy.exists():
        unfinished = copy.with_name(f"{version}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        for name in (package, *more):
            shutil.copytree(
                installed / name,
                unfinished / name,
                symlinks=True,
                ignore=shutil.ignore_patterns("*.py", "*.pyc", "*.a", "include", "pgxs"),
            )
        open_to_all(unfinished)
        unfinished.rename(copy)
    return copy / package


def open_to_all(folder: Path) -> None:
    """Let everybody read and traverse, whatever root's umask was."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))


def remove_server_root() -> None:
    """Delete data, logs and copies; the servers must have been stopped."""
    root = server_root()
    if root.exists():
        make_server_root()
        shutil.rmtree(root)
