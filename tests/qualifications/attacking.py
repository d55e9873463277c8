"""What attackers of the pages and the API need."""

import re
from typing import Any
from uuid import UUID

from django.test import Client

from apps.institutions.actor import Role
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.qualifications.models import Attachment, Check
from apps.qualifications.services.conversing import GivenFile, send_message
from tests.builders import qualifications as build
from tests.builders.cast import make_person
from tests.builders.qualifications import Graduate
from tests.courses.pages import browser_of
from tests.qualifications.held import check_url

PDF = b"%PDF-1.7 a transcript"
PNG = b"\x89PNG\r\n\x1a\n a picture"
SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
ACTS = (
    "message", "request_documents", "give_documents", "cancel", "approve", "return", "reopen",
    "take_back",
)  # fmt: skip
VOLATILE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.+Z]+|\d\d:\d\d(:\d\d)?"
    r"|(?<=csrfmiddlewaretoken\" value=\")\w+|nonce-\S+"
)


def of_third(role: Role = Role.REGISTRAR_APPROVER) -> Client:
    third = Institution.objects.get(kind="university", code="00400")
    return browser_of(make_person(f"of-c-{role}", third, role))


def asked(world: Graduate, number: int = 1, **given: Any) -> Check:
    claim = build.claim(build.degree(number), world.holder, **given)
    return build.asked(world, [claim])[0]


def with_file(world: Graduate, check: Check, name: str = "a.pdf", content: bytes = PDF) -> UUID:
    with scope(world.registrar.actor) as actor:
        send_message(
            actor=actor, uuid=check.uuid, note="with a file", files=[GivenFile(name, content)]
        )
        found = Attachment.objects.filter(check_asked=check).latest("pk")
    return found.uuid


def act_status(browser: Client, check: Check) -> set[int]:
    sending = {"version": 1, "note": "in words"}
    return {browser.post(check_url(check, f"act/{one}/"), sending).status_code for one in ACTS}


def check_path(check: Check) -> str:
    return f"checks/{check.uuid}/"


def plain(told: Any) -> str:
    """Without what differs between any two questions: identifiers, times, tokens."""
    return VOLATILE.sub("·", str(told))
