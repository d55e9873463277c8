"""One course abroad and back, as the systems of two universities would do it.

Stands alone: Python and `requests`, nothing of the portal. Reads the address and the credentials of
two clients from the environment, and writes what came of it as JSON:

    PORTAL=https://… HOME_ID=… HOME_SECRET=… HOST_ID=… HOST_SECRET=… python exchange_by_api.py
"""

import json
import os
import sys
import time
import uuid
from typing import Any

import requests

SECONDS = 30
CLERK_AT_HOME = {"name": "วรรณา ตั้งใจ", "post": "นักวิชาการศึกษา"}
CHIEF_AT_HOME = {"name": "สมศักดิ์ รอบคอบ", "post": "นายทะเบียน"}
CLERK_AT_HOST = {"name": "มาลี ใจเย็น", "post": "เจ้าหน้าที่งานทะเบียน"}
CHIEF_AT_HOST = {"name": "ประเสริฐ แม่นยำ", "post": "ผู้อำนวยการสำนักทะเบียน"}
STUDENT = {
    "student_code": "6601000001",
    "title": "นางสาว",
    "first_name": "กานดา",
    "last_name": "ใจงาม",
    "first_name_en": "Kanda",
    "last_name_en": "Jaingam",
}
COURSE = {
    "academic_year": 2569,
    "term": 1,
    "code": "AI201",
    "name_th": "ปัญญาประดิษฐ์เบื้องต้น",
    "name_en": "Introduction to Artificial Intelligence",
    "credits": "3(2-2-5)",
    "seats": 20,
    "state": "open",
}


class University:
    """A client of one university. Repeating a request with the same key does nothing twice."""

    def __init__(self, portal: str, client_id: str, secret: str) -> None:
        self.portal, self.session, self.since = portal, requests.Session(), 0
        form = {"grant_type": "client_credentials"}
        answer = self.session.post(
            f"{portal}/api/oauth/token", data=form, auth=(client_id, secret), timeout=SECONDS
        )
        answer.raise_for_status()
        self.session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        self.code: str = self.get("me")["institution"]["code"]

    def get(self, path: str, **query: Any) -> Any:
        return self.told(
            self.session.get(f"{self.portal}/api/v1/{path}", params=query, timeout=SECONDS)
        )

    def post(self, path: str, **body: Any) -> Any:
        return self.told(
            self.session.post(
                f"{self.portal}/api/v1/{path}",
                json=body,
                headers={"Idempotency-Key": str(uuid.uuid4())},
                timeout=SECONDS,
            )
        )

    @staticmethod
    def told(answer: requests.Response) -> Any:
        if not answer.ok:
            raise SystemExit(f"{answer.status_code} {answer.url}: {answer.text}")
        return answer.json()

    def wait_for(self, kind: str, subject: str) -> None:
        """Read the feed on until this change stands in it, remembering the place."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            page = self.get("changes", since=self.since)
            self.since = page["next_since"]
            if any((one["kind"], one["subject"]) == (kind, subject) for one in page["items"]):
                return
            if not page["more"]:
                time.sleep(0.2)
        raise SystemExit(f"{kind} of {subject} did not come")

    def act(self, action: str, row: dict[str, Any], officer: dict[str, str], **more: Any) -> Any:
        """One act on one registration; the answer holds its new state and version."""
        line = {"uuid": row["uuid"], "version": row["version"], **more}
        answer = self.post(f"cross-registrations/{action}", officer=officer, registrations=[line])
        return answer["registrations"][0]

    def announce(self, row: dict[str, Any], grade: str, **correction: str) -> Any:
        """Entered by the clerk, approved by the chief."""
        line = {
            "registration": row["uuid"],
            "version": row["version"],
            "grade": grade,
            "completed_on": "2026-12-20",
            **correction,
        }
        [entered] = self.post("results/", officer=CLERK_AT_HOST, results=[line])["results"]
        seen = {"uuid": entered["uuid"], "seen": entered["seen"]}
        approved = self.post("results/approve", officer=CHIEF_AT_HOST, results=[seen])
        return approved["registrations"][0]

    def recognise(self, row: dict[str, Any]) -> Any:
        """Proposed by the clerk with the grade that the portal maps, approved by the chief."""
        shown = self.get(f"cross-registrations/{row['uuid']}")
        proposal = self.post(
            "recognitions/",
            officer=CLERK_AT_HOME,
            registrations=[{"uuid": shown["uuid"], "version": shown["version"]}],
            target={
                "code": "CN340",
                "name_th": "ปัญญาประดิษฐ์",
                "name_en": "Artificial Intelligence",
                "credits": "3",
                "level": "bachelor",
                "home_grade": shown["mapped_grade"],
            },
            content_share="0.85",
        )
        return self.post(
            f"recognitions/{proposal['uuid']}/approve", officer=CHIEF_AT_HOME, seen=proposal["seen"]
        )


def exchange(home: University, host: University) -> dict[str, Any]:
    host.post("offerings/", officer=CLERK_AT_HOST, **COURSE)
    [course] = home.get("catalogue/", academic_year=2569, term=1, query="AI201")["items"]
    agreement = home.get("agreements/", state="in_force", partner=host.code)["items"][0]

    sent = home.post(
        "cross-requests/",
        officer=CLERK_AT_HOME,
        agreement=agreement["uuid"],
        host=host.code,
        academic_year=2569,
        term=1,
        submit=True,
        students=[{**STUDENT, "course_code": course["code"], "section": course["section"]}],
    )
    row = sent["registrations"][0]
    host.wait_for("cross_registration.submit", row["uuid"])
    row = host.act("accept", row, CHIEF_AT_HOST)
    row = host.act("enrol", row, CLERK_AT_HOST, host_student_code="X690001", payment="paid")
    row = host.announce(row, "B+")

    home.wait_for("cross_registration.announce", row["uuid"])
    row = home.act("acknowledge", row, CLERK_AT_HOME)
    first = home.recognise(row)

    row = host.get(f"cross-registrations/{row['uuid']}")
    host.announce(row, "A", reason="instructor_error", note="รวมคะแนนปลายภาคผิด")
    home.wait_for("result.corrected", row["uuid"])
    reopened = home.get(f"cross-registrations/{row['uuid']}")
    home.act("acknowledge", reopened, CLERK_AT_HOME)
    second = home.recognise(reopened)
    account = home.get("learners/", student_code=STUDENT["student_code"])
    return {
        "registration": row["uuid"],
        "state_after_correction": reopened["state"],
        "state": home.get(f"cross-registrations/{row['uuid']}")["state"],
        "decisions": [home.get(f"recognitions/{one['uuid']}")["state"] for one in (first, second)],
        "home_grades": [one["target"]["home_grade"] for one in (first, second)],
        "bookings": [[one["kind"], one["balance"]] for one in account["entries"]],
        "totals": account["totals"],
    }


def main() -> None:
    portal = os.environ["PORTAL"]
    home, host = (
        University(portal, os.environ[f"{side}_ID"], os.environ[f"{side}_SECRET"])
        for side in ("HOME", "HOST")
    )
    json.dump(exchange(home, host), sys.stdout)


if __name__ == "__main__":
    main()
