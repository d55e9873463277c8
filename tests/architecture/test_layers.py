"""The house rules that no linter knows: every app in the contract, small files, one driver."""

import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MOST_LINES = 400


def apps_on_disk() -> set[str]:
    return {path.parent.name for path in (ROOT / "apps").glob("*/__init__.py")}


def layers() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (contract,) = project["tool"]["importlinter"]["contracts"]
    named: list[str] = contract["layers"]
    return named


def apps_in_contract() -> list[str]:
    """In the order of the contract; optional ones stand in brackets there."""
    bare = " ".join(layers()).translate(str.maketrans("()|", "   "))
    return [word.removeprefix("apps.") for word in bare.split() if word.startswith("apps.")]


def test_every_app_stands_in_the_contract_once() -> None:
    written = apps_in_contract()
    assert len(written) == len(set(written))
    assert set(written) == apps_on_disk()


def test_an_app_that_exists_is_not_optional() -> None:
    optional = {app for app in apps_on_disk() if f"(apps.{app})" in " ".join(layers())}
    assert optional == set()


def test_every_app_is_installed() -> None:
    installed = {name.removeprefix("apps.") for name in settings.INSTALLED_APPS if "apps." in name}
    assert installed == apps_on_disk()


def test_the_web_stands_above_all_and_core_below() -> None:
    assert layers()[0] == "registrar_net"
    assert apps_in_contract()[-1] == "core"


@pytest.mark.parametrize("folder", ["apps", "registrar_net", "tests"])
def test_no_file_is_long(folder: str) -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    }
    assert len(lengths) > 20
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_one_driver_of_the_database() -> None:
    """Copying in bulk is written for psycopg 2; Django would take psycopg 3 wherever it is."""
    assert find_spec("psycopg2") is not None
    assert find_spec("psycopg") is None
