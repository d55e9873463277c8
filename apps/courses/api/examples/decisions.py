"""Examples of recognitions and of the credit account."""

from apps.courses.api.examples.common import (
    CHIEF,
    CLERK,
    DECISION,
    HOST,
    LEARNER,
    ROW,
    SEEN,
    sent,
    shown,
)

TARGET = {
    "code": "SC111",
    "name_th": "การเขียนโปรแกรม",
    "name_en": "Programming",
    "credits": "3.0",
    "level": "bachelor",
    "home_grade": "B+",
}
RECOGNITION_SENT = sent(
    "One course for one course",
    {
        "officer": CLERK,
        "registrations": [{"uuid": ROW, "version": 6}],
        "target": TARGET,
        "content_share": "0.8",
    },
)
APPROVE_RECOGNITION_SENT = sent("Approved by another officer", {"officer": CHIEF, "seen": SEEN})
RECOGNITION_SHOWN = shown(
    "A proposal",
    {
        "uuid": DECISION,
        "state": "proposed",
        "outcome": "recognised",
        "learner": LEARNER,
        "student_code": "6601000001",
        "target": TARGET,
        "no_transfer": "",
        "content_share": "0.800",
        "criteria": [{"code": "content", "met": True, "asked": "75 %", "found": "80 %"}],
        "overridden": False,
        "override_reason": "",
        "note": "",
        "proposed_by": CLERK,
        "created_at": "2026-12-23T02:00:00Z",
        "approved_by": None,
        "approved_at": None,
        "ended_at": None,
        "ended_reason": "",
        "ended_note": "",
        "sources": [
            {
                "registration": ROW,
                "host": HOST,
                "course_code": "CS101",
                "credit_value": "3.0",
                "credits_used": "3.0",
                "grade": "B+",
                "result_version": 1,
                "live": True,
            }
        ],
        "seen": SEEN,
    },
)
ENTRY = {
    "uuid": "0b1c2d3e-4f50-4a61-8b72-9c8d7e6f5a22",
    "at": "2026-12-22T05:00:00Z",
    "kind": "earned",
    "credits": "3.0",
    "balance": "3.0",
    "course_balance": "3.0",
    "course_status": "available",
    "registration": ROW,
    "host": HOST,
    "course_code": "CS101",
    "recognition": None,
    "officer": CLERK,
}
ACCOUNT = shown(
    "Three credits earned, then recognised",
    {
        "uuid": LEARNER,
        "student_code": "6601000001",
        "title": "นางสาว",
        "first_name": "กานดา",
        "last_name": "ใจงาม",
        "person_id": "x-xxxx-xxxxx-23-4",
        "programme": "วิทยาการคอมพิวเตอร์",
        "totals": {"earned": "3.0", "recognised": "3.0", "available": "0.0"},
        "entries": [
            ENTRY,
            ENTRY
            | {
                "uuid": "1c2d3e4f-5061-4b72-9c83-0d9e8f7a6b33",
                "at": "2026-12-23T05:00:00Z",
                "kind": "used",
                "credits": "-3.0",
                "balance": "0.0",
                "course_balance": "0.0",
                "course_status": "used",
                "recognition": DECISION,
                "officer": CHIEF,
            },
        ],
    },
)
