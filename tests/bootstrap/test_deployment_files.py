"""Makefile, compose file and image stay in step with the settings and the set-up."""

import os
import re

import pytest
import yaml

from registrar_net.bootstrap.environment import ROOT
from registrar_net.bootstrap.packages import BASE

REQUIRED = {
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "BASE_URL",
    "DATABASE_URL",
    "REDIS_URL",
    "FIELD_KEYS",
    "INDEX_KEYS",
    "FILE_KEYS",
    "AUDIT_KEY",
    "EMAIL_URL",
}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_the_list_above_is_what_production_requires():
    text = "".join(
        (ROOT / "registrar_net" / "settings" / name).read_text() for name in ("base.py", "prod.py")
    )
    read = set(re.findall(r'\b(?:required|listed|keys|database)\("([A-Z_]+)"', text))

    assert read - {"DATABASE_OWNER_URL"} == REQUIRED


def test_every_process_of_the_portal_has_what_production_requires(compose):
    services = compose["services"]

    assert set(services) == {
        "migrate",
        "web",
        "worker",
        "scheduler",
        "postgres",
        "redis",
    }
    for name in ("web", "worker", "scheduler"):
        assert set(services[name]["environment"]) == REQUIRED
    assert set(services["migrate"]["environment"]) == REQUIRED | {"DATABASE_OWNER_URL"}


def test_only_migrations_and_the_database_itself_know_the_owner(compose):
    knows = {
        name
        for name, service in compose["services"].items()
        if "PORTAL_OWNER_PASSWORD" in str(service["environment"])
    }

    assert knows == {"migrate", "postgres"}


def test_no_value_is_written_in_the_file_or_may_be_left_empty(compose):
    text = (ROOT / "docker-compose.yml").read_text()
    used = re.findall(r"(?<!\$)\$\{([^}]*)\}", text)

    assert used
    assert all(re.fullmatch(r"[A-Z_]+:\?is missing in \.env", value) for value in used)
    header = text.split("x-portal")[0]
    for name in {value.split(":")[0] for value in used}:
        assert name in header


def test_services_wait_for_migrations_and_are_watched(compose):
    services = compose["services"]

    for name in ("web", "worker", "scheduler"):
        assert services[name]["depends_on"] == {
            "postgres": {"condition": "service_healthy"},
            "redis": {"condition": "service_healthy"},
            "migrate": {"condition": "service_completed_successfully"},
        }
    assert {name for name, service in services.items() if "healthcheck" not in service} == {
        "migrate"
    }


def test_the_image_has_the_system_packages_of_the_set_up():
    text = (ROOT / "Dockerfile").read_text()
    names = {package.name for package in BASE} - {"python3-venv"}

    assert {name for name in names if name not in text} == set()
    assert re.search(r"^USER portal$", text, re.MULTILINE)


def test_every_make_target_runs_a_module_that_exists():
    modules = re.findall(r"\$\(RUN\)\.(\w+)", (ROOT / "Makefile").read_text())

    assert {"demo", "demo_reset", "run_tests", "checks", "bench", "setup"} < set(modules)
    for name in modules:
        assert (ROOT / "registrar_net" / "bootstrap" / f"{name}.py").exists()


def test_ci_runs_what_everybody_runs():
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text()
