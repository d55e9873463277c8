"""`make check`: what is looked at without running the tests, two checks at a time."""

import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from . import setup
from .environment import PYTHON, ROOT, VAR, VENV, django_environment, given, run, say
from .processes import stop_on_signals
from .servers import running_servers

CACHE = VAR / "cache"
TEST_SETTINGS = "registrar_net.settings.test"
CONCISE = ("--output-format", "concise")


@dataclass(frozen=True)
class Check:
    """A command that must exit with 0, and what its environment has beside the usual."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def program(name: str, *arguments: str) -> list[str]:
    return [str(VENV / "bin" / name), *arguments]


def manage(*arguments: str) -> list[str]:
    return [str(PYTHON), "-W", "error::RuntimeWarning", str(ROOT / "manage.py"), *arguments]


def private_values() -> dict[str, str]:
    """What the set-up wrote; production settings take it from the environment alone."""
    lines: list[str] = []
    for name in ("keys.env", "servers.env"):
        if (VAR / name).exists():
            lines += (VAR / name).read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def production() -> dict[str, str]:
    """An environment that production would accept; nobody is sent mail by a check."""
    return {
        **{name: value for name, value in private_values().items() if not given(name)},
        "DJANGO_SETTINGS_MODULE": "registrar_net.settings.prod",
        "ALLOWED_HOSTS": "registrar.example",
        "BASE_URL": "https://registrar.example",
        "EMAIL_URL": "smtp://nobody:none@mail.registrar.example:587",
    }


def all_checks() -> list[Check]:
    """The slowest first, so that the others run beside it."""
    ruff = {"RUFF_CACHE_DIR": str(CACHE / "ruff")}
    return [
        Check("types", program("mypy", "--cache-dir", str(CACHE / "mypy"))),
        Check("lint", program("ruff", "check", "--quiet", *CONCISE, "."), ruff),
        Check("format", program("ruff", "format", "--check", "--quiet", *CONCISE, "."), ruff),
        Check(
            "import contract",
            program("lint-imports", "--no-logo", "--cache-dir", str(CACHE / "imports")),
        ),
        Check("templates", program("djlint", "templates", "--lint", "--quiet")),
        Check("migrations", manage("makemigrations", "--check", "--dry-run")),
        Check("Django", manage("check", "--fail-level", "WARNING")),
        Check(
            "Django in production",
            manage("check", "--deploy", "--fail-level", "WARNING"),
            production(),
        ),
        Check("Thai messages", manage("check_messages")),
    ]


def passes(check: Check) -> bool:
    """Run one; a line when it passes, its output as well when it does not."""
    begun = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**django_environment(TEST_SETTINGS), **check.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    took = f"{time.monotonic() - begun:.1f} s"
    if done.returncode == 0:
        say(f"  ok      {check.name} ({took})")
        return True
    command = " ".join(check.command).replace(f"{ROOT}/", "")
    say(f"  FAILED  {check.name} ({took}): {command}\n{done.stdout.rstrip()}")
    return False


def run_checks() -> bool:
    """Whether all pass; every one is run."""
    say("Checks:")
    with ThreadPoolExecutor(max_workers=2) as pool:
        return all(list(pool.map(passes, all_checks())))


def main() -> int:
    stop_on_signals()
    setup.set_up(for_tests=False)
    with running_servers():
        return 0 if run_checks() else 1


if __name__ == "__main__":
    run(main)
