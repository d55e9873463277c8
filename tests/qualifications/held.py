"""What tests of the holder's pages share: addresses, questions that differ, forms as sent."""

import re
from typing import Any

from django.test import Client

from apps.institutions.scope import scope
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.models import Check
from apps.qualifications.policies import version_of
from apps.qualifications.services.conversing import request_documents
from tests.builders import qualifications as build
from tests.builders.cast import Person
from tests.builders.qualifications import Graduate

QUEUE, HISTORY = "/qualifications/queue/", "/qualifications/history/"
REGISTER, LOADS = "/qualifications/register/", "/qualifications/register/loads/"
COVERAGE, PROMISE = "/qualifications/register/coverage/", "/qualifications/register/promise/"
MOST_QUERIES = 25


def waiting_check(world: Graduate, row: DegreeRow | None = None, **given: Any) -> Check:
    """One question that the register does not confirm by itself."""
    (check,) = build.asked(world, [build.claim(row or build.degree(), world.holder, **given)])
    assert check.state == "waiting"
    return check


def check_url(check: Check, more: str = "") -> str:
    return f"/qualifications/checks/{check.uuid}/{more}"


def act(browser: Client, check: Check, name: str, person: Person, **given: Any) -> Any:
    """An act with the version that the page would show."""
    version = version_of(person.actor, build.fresh(check, person))
    return browser.post(check_url(check, f"act/{name}/"), {"version": version} | given)


def documents_requested(world: Graduate, check: Check) -> None:
    with scope(world.holder_registrar.actor) as actor:
        request_documents(actor=actor, uuid=check.uuid, version=None, note="ขอสำเนาใบแสดงผลการเรียน")


def form_values(page: str) -> dict[str, Any]:
    """What the last form of a page would send as it stands: fields, choices, ticks."""
    main = page.partition("<main")[2].rpartition("</form>")[0].rpartition("<form")[2]
    given: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", main):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        ticked = found.get("type") not in ("checkbox", "radio") or "checked" in tag
        if "name" in found and ticked:
            plain = "on" if found.get("type") == "checkbox" else ""
            given.setdefault(found["name"], []).append(found.get("value", plain))
    for name, body in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', main, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        given[name] = [chosen[1] if chosen else ""]
    for name, body in re.findall(r'<textarea name="(\w+)"[^>]*>(.*?)</textarea>', main, re.DOTALL):
        given[name] = [body.strip()]
    return given
