"""Examples of requests, acts and batches. Persons are invented."""

from typing import Any

from apps.courses.api.examples.common import CHIEF, CLERK, sent, shown

REQUEST_UUID = "7a1d2c3b-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
SECOND_UUID = "8b2e3d4c-5f60-4b7c-9d8e-0f1a2b3c4d5e"
BATCH_UUID = "9c3f4e5d-6071-4c8d-8e9f-1a2b3c4d5e6f"
DEGREE_UUID = "3b2d9c74-0b2a-4e2b-9f78-0f4b8c3d5e43"
SEEN = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"
FACTS: dict[str, Any] = {
    "student_code": "6601000123",
    "title": "นางสาว",
    "first_name": "กานดา",
    "last_name": "ใจงาม",
    "programme": "วิทยาศาสตรบัณฑิต",
    "faculty": "คณะวิทยาศาสตร์",
    "level": "bachelor",
    "year_of_study": 3,
    "admitted_year": 2566,
    "academic_year": 2569,
    "term": 1,
}
ASKED = sent(
    "A certificate of student status for two students",
    {
        "officer": CLERK,
        "kind": "student_status",
        "language": "th",
        "title": "ทุนการศึกษา 1/2569",
        "requests": [
            {"facts": FACTS, "purpose": "ประกอบการขอทุนการศึกษา"},
            {
                "facts": {**FACTS, "student_code": "6601000124", "first_name": "กมล"},
                "purpose": "ประกอบการขอทุนการศึกษา",
                "needed_by": "2099-12-01",
            },
        ],
    },
)
LIST_ASKED = sent(
    "A certificate of graduation from the own register",
    {
        "officer": CLERK,
        "kind": "graduation",
        "language": "en",
        "requests": [
            {"degree": DEGREE_UUID, "facts": {"faculty_en": "Faculty of Science"}},
        ],
    },
)
TAKEN = shown(
    "Two that wait for approval",
    {
        "batch": BATCH_UUID,
        "requests": [
            {
                "uuid": REQUEST_UUID,
                "number": "2569-000017",
                "student_code": "6601000123",
                "state": "requested",
                "due_on": "2026-11-25",
            },
            {
                "uuid": SECOND_UUID,
                "number": "2569-000018",
                "student_code": "6601000124",
                "state": "requested",
                "due_on": "2026-11-25",
            },
        ],
    },
)
REQUEST_SHOWN = shown(
    "The paper is ready",
    {
        "uuid": REQUEST_UUID,
        "number": "2569-000017",
        "kind": "student_status",
        "language": "th",
        "channel": "api",
        "reference": "",
        "batch": BATCH_UUID,
        "student_code": "6601000123",
        "name": "นางสาวกานดา ใจงาม",
        "purpose": "ประกอบการขอทุนการศึกษา",
        "state": "produced",
        "version": 3,
        "working_days": 3,
        "due_on": "2026-11-25",
        "overdue": False,
        "stages": [
            {"stage": "requested", "at": "2026-11-20T02:00:00Z", "officer": CLERK},
            {"stage": "approved", "at": "2026-11-20T03:10:00Z", "officer": CHIEF},
            {"stage": "produced", "at": "2026-11-20T03:10:04Z", "officer": None},
        ],
        "delivered_how": "",
        "reason": "",
        "replaces": None,
        "paper": {
            "serial": "U00500-2569-000123",
            "code": "7K2M-9QXT-4HRB",
            "status": "active",
            "issued_at": "2026-11-20T03:10:04Z",
            "ended_at": None,
            "reason": "",
            "sha256": SEEN,
            "size": 48211,
        },
        "facts": {**FACTS, "admitted_year": 2023, "academic_year": 2026},
        "from_register": False,
        "addressee": "",
        "letter_number": "",
        "contact_email": "",
        "needed_by": None,
        "letter_date": "2026-11-20",
        "signer": {**CHIEF, "acting_for": ""},
        "days_used": 0,
        "seen": SEEN,
        "actions": ["deliver", "replace"],
        "replaced_by": None,
        "history": [
            {
                "at": "2026-11-20T02:00:00Z",
                "action": "request",
                "from_state": "",
                "to_state": "requested",
                "version": 1,
                "officer": CLERK,
                "note": "",
                "changes": [],
            }
        ],
    },
)
CHANGE_SENT = sent(
    "Another purpose",
    {
        "officer": CLERK,
        "seen": SEEN,
        "request": {"facts": FACTS, "purpose": "ประกอบการกู้ยืมเงิน"},
    },
)
CANCEL_SENT = sent("No longer needed", {"officer": CLERK, "reason": "นักศึกษาไม่ต้องการเอกสารแล้ว"})
DELIVER_SENT = sent("By e-mail", {"officer": CLERK, "how": "email"})
REPLACE_SENT = sent(
    "The name was misspelt",
    {
        "officer": CLERK,
        "reason": "สะกดชื่อไม่ถูกต้อง",
        "request": {
            "facts": {**FACTS, "first_name": "กานต์ดา"},
            "purpose": "ประกอบการขอทุนการศึกษา",
        },
    },
)
BATCH = shown(
    "All papers are made",
    {
        "uuid": BATCH_UUID,
        "kind": "student_status",
        "language": "th",
        "channel": "api",
        "title": "ทุนการศึกษา 1/2569",
        "created_at": "2026-11-20T02:00:00Z",
        "requested_by": CLERK,
        "total": 2,
        "states": {
            "requested": 0,
            "approved": 0,
            "produced": 2,
            "delivered": 0,
            "cancelled": 0,
            "failed": 0,
        },
        "made": 2,
        "stuck": 0,
        "running": False,
        "archive": {
            "state": "ready",
            "papers": 2,
            "size": 97240,
            "made_at": "2026-11-20T03:10:06Z",
        },
    },
)
