"""A partner's own system: a client of one university with a real token."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from apps.institutions.models import Institution
from apps.partner_api.services import make_client
from tests.builders.courses import Exchange

READ, HOME, HOST = "courses:read", "courses:home", "courses:host"
APPROVE, CHANGES = "courses:approve", "changes:read"
ALL = (READ, HOME, HOST, APPROVE, CHANGES)
CLERK = {"name": "วรรณา ตั้งใจ", "post": "นักวิชาการศึกษา"}
CHIEF = {"name": "สมศักดิ์ รอบคอบ", "post": "นายทะเบียน"}


@dataclass(frozen=True)
class System:
    """Paths are relative to /api/v1/."""

    institution: Institution
    token: str

    def get(self, path: str, status: int = 200, **query: Any) -> Any:
        answer = Client().get(f"/api/v1/{path}", query, headers=self._headers())
        return self._told(answer, status)

    def post(self, path: str, body: dict[str, Any], status: int = 200, key: str = "") -> Any:
        """As the clerk, unless the body names another officer."""
        headers = self._headers() | {"Idempotency-Key": key or str(uuid4())}
        answer = Client().post(
            f"/api/v1/{path}",
            {"officer": CLERK, **body},
            content_type="application/json",
            headers=headers,
        )
        return self._told(answer, status)

    def act(self, name: str, *rows: dict[str, Any], status: int = 200, **more: Any) -> Any:
        """An act on rows as an answer showed them."""
        picks = [{"uuid": row["uuid"], "version": row["version"]} for row in rows]
        answer = self.post(
            f"cross-registrations/{name}", {"registrations": picks, **more}, status=status
        )
        return answer if status != 200 else answer["registrations"]

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}

    @staticmethod
    def _told(answer: HttpResponse, status: int) -> Any:
        assert answer.status_code == status, answer.content.decode()
        return answer.json()  # type: ignore[attr-defined]


def system_of(institution: Institution, *scopes: str) -> System:
    client_id, secret = make_client(
        institution=institution, name="Student system", scopes=scopes or ALL
    )
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    answer = Client().post("/api/oauth/token", form)
    return System(institution, answer.json()["access_token"])


def student(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "student_code": f"66010{number:05}",
        "title": "นางสาว",
        "first_name": f"กานดา{number}",
        "last_name": "ใจงาม",
        "course_code": "CS101",
        **more,
    }


def asked_for(made: Exchange, *students: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The body of a request, sent at once."""
    assert made.agreement is not None
    return {
        "agreement": str(made.agreement.uuid),
        "host": made.host.code,
        "academic_year": 2569,
        "term": 1,
        "submit": True,
        "students": list(students or [student()]),
        **more,
    }


def grades(rows: list[dict[str, Any]], grade: str = "B+", **more: Any) -> dict[str, Any]:
    return {
        "results": [
            {"registration": row["uuid"], "version": row["version"], "grade": grade, **more}
            for row in rows
        ]
    }


def approval(results: list[dict[str, Any]]) -> dict[str, Any]:
    picked = [{"uuid": one["uuid"], "seen": one["seen"]} for one in results]
    return {"officer": CHIEF, "results": picked}


def pointers(problem: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["pointer"], one["code"]) for one in problem["errors"]]
