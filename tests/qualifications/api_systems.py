"""Systems of the university that asks and of the one that holds degrees, with real tokens."""

import base64
from typing import Any
from uuid import uuid4

from django.test import Client

from apps.institutions.models import Institution
from apps.qualifications.incoming.shapes import DegreeRow
from tests.courses.partner_system import CHANGES, CHIEF, CLERK, System
from tests.courses.partner_system import system_of as _system_of

READ, ASK, HOLD = "qualifications:read", "qualifications:ask", "qualifications:hold"
REGISTER = "register:write"
EVERY = (READ, ASK, HOLD, REGISTER, CHANGES)
PDF = b"%PDF-1.7 a transcript"
__all__ = ["CHIEF", "CLERK", "System"]


def system_of(institution: Institution, *scopes: str) -> System:
    return _system_of(institution, *(scopes or EVERY))


def claimed(row: DegreeRow, holder: Institution, /, **given: Any) -> dict[str, Any]:
    """What the paper of this graduate says, as a system sends it; None leaves a field out."""
    assert row.person_id is not None
    body = {
        "holder": holder.code,
        "person_id": row.person_id.canonical,
        "title": row.title,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "born_on": str(row.born_on),
        "degree": "วท.บ.",
        "academic_year": 2564,
        "gpax": "3.25",
        **given,
    }
    return {name: value for name, value in body.items() if value is not None}


def question(*claims: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "purpose": "graduate_admission",
        "basis": "public_task",
        "case": "บศ.69/0123",
        "claims": list(claims),
        **more,
    }


def sent_degree(row: DegreeRow, **given: Any) -> dict[str, Any]:
    """A row of the register as a system sends it; None leaves a field out."""
    assert row.person_id is not None
    body = {
        "person_id": row.person_id.canonical,
        "student_code": row.student_code,
        "title": row.title,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "born_on": str(row.born_on),
        "degree_th": row.degree_th,
        "degree_abbr": row.degree_abbr,
        "major": row.major,
        "faculty": row.faculty,
        "academic_year": 2564,
        "completed_on": "2022-05-20",
        "approved_on": "2022-06-27",
        "gpax": "3.25",
        **given,
    }
    return {name: value for name, value in body.items() if value is not None}


def document(name: str = "transcript.pdf", content: bytes = PDF) -> dict[str, str]:
    return {"filename": name, "content": base64.b64encode(content).decode()}


def bare_post(system: System, path: str, body: dict[str, Any], status: int = 200) -> Any:
    """Where no officer is named, because nothing is decided."""
    headers = {"Authorization": f"Bearer {system.token}", "Idempotency-Key": str(uuid4())}
    answer = Client().post(
        f"/api/v1/{path}", body, content_type="application/json", headers=headers
    )
    assert answer.status_code == status, answer.content.decode()
    return answer.json()
