"""A university's own system that asks for papers, with a real token."""

from typing import Any, cast

from django.http import HttpResponse
from django.test import Client

from apps.institutions.models import Institution
from tests.builders.certificates import STATUS, code
from tests.courses.partner_system import CHANGES, CHIEF, CLERK, System, pointers
from tests.courses.partner_system import system_of as _system_of
from tests.qualifications.api_systems import bare_post

READ, REQUEST, FEED = "certificates:read", "certificates:request", "certificates:feed"
EVERY = (READ, REQUEST, FEED, CHANGES)
REQUESTS, BATCHES = "certificate-requests/", "certificate-batches/"
__all__ = ["CHIEF", "CLERK", "System", "bare_post", "pointers"]


def system_of(institution: Institution, *scopes: str) -> System:
    return _system_of(institution, *(scopes or EVERY))


def paper(place: int = 1, **changes: Any) -> dict[str, Any]:
    """What is sent for student number `place`; `facts` are added to the usual ones."""
    facts = {**STATUS, "student_code": code(place), **changes.pop("facts", {})}
    sent = {name: value for name, value in facts.items() if value is not None}
    return {"facts": sent, **changes}


def order(*papers: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"kind": "student_status", "requests": list(papers or [paper()]), **more}


def taken(system: System, *papers: dict[str, Any], **more: Any) -> list[str]:
    """The paths of the requests that were taken."""
    answer = system.post(REQUESTS, order(*papers, **more), 201)
    return [REQUESTS + one["uuid"] for one in answer["requests"]]


def file(system: System, path: str, accept: str = "*/*") -> HttpResponse:
    headers = {"Authorization": f"Bearer {system.token}", "Accept": accept}
    answer: Any = Client().get(f"/api/v1/{path}", headers=headers)
    return cast(HttpResponse, answer)
