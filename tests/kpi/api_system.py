"""A university's own system that gives figures of indicators, with a real token."""

import base64
from typing import Any, cast
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from apps.institutions.models import Institution
from apps.kpi.models import Cycle
from tests.builders.kpi import PDF
from tests.courses.partner_system import CHANGES, CHIEF, CLERK, System, pointers
from tests.courses.partner_system import system_of as _system_of
from tests.qualifications.api_systems import bare_post

READ, WRITE = "indicators:read", "indicators:write"
DEFINITIONS, CYCLES = "indicators/definitions/", "indicators/cycles/"
SUBMISSIONS, EVIDENCE = "indicators/submissions/", "indicators/evidence/"
VALUES, DISTRIBUTION = "indicators/values/", "indicators/distribution"
COUNTS = "indicators/counts/"
__all__ = ["CHIEF", "CLERK", "System", "bare_post", "pointers"]


def system_of(institution: Institution, *scopes: str) -> System:
    return _system_of(institution, *(scopes or (READ, WRITE, CHANGES)))


def draft(cycle: Cycle, good: int = 95, n: int = 100, **more: Any) -> dict[str, Any]:
    """The body of a share; `version` is that of a figure that is not there yet."""
    body = {"cycle": str(cycle.uuid), "version": 0, "numerator": good, "denominator": n, **more}
    return {name: value for name, value in body.items() if value is not None}


def document(name: str = "report.pdf", content: bytes = PDF) -> dict[str, str]:
    return {"filename": name, "content": base64.b64encode(content).decode()}


def attached(system: System, path: str, criterion: str = "E1") -> dict[str, Any]:
    body = {"criterion": criterion, "document": document()}
    shown: dict[str, Any] = system.post(f"{path}/evidence", body, 201)
    return shown


def entered(system: System, cycle: Cycle, good: int = 95, n: int = 100) -> str:
    """The path of a draft with its evidence."""
    saved = system.post(SUBMISSIONS, draft(cycle, good, n), 201)
    path: str = SUBMISSIONS + saved["uuid"]
    attached(system, path)
    return path


def form_post(system: System, path: str, content: bytes = PDF, **given: Any) -> Any:
    """A form with a file, as browsers and curl send it."""
    headers = {"Authorization": f"Bearer {system.token}", "Idempotency-Key": str(uuid4())}
    form = {
        "criterion": "E1",
        "officer_name": CLERK["name"],
        "officer_post": CLERK["post"],
        "file": SimpleUploadedFile("report.pdf", content, "application/pdf"),
        **given,
    }
    return Client().post(f"/api/v1/{path}", form, headers=headers)


def file(system: System, path: str) -> HttpResponse:
    headers = {"Authorization": f"Bearer {system.token}", "Accept": "*/*"}
    answer: Any = Client().get(f"/api/v1/{path}", headers=headers)
    return cast(HttpResponse, answer)
