"""Examples of requests, registrations, acts and results."""

from apps.courses.api.examples.basis import COURSE
from apps.courses.api.examples.common import (
    AGREED,
    CHIEF,
    CLERK,
    HOME,
    HOST,
    PICKS,
    REQUEST,
    RESULT,
    ROW,
    SEEN,
    sent,
    shown,
)

REQUEST_SENT = sent(
    "Two students, sent to the host at once",
    {
        "officer": CLERK,
        "agreement": AGREED,
        "host": "00300",
        "academic_year": 2569,
        "term": 1,
        "submit": True,
        "reference": "อว 67/123",
        "students": [
            {
                "student_code": "6601000001",
                "title": "นางสาว",
                "first_name": "กานดา",
                "last_name": "ใจงาม",
                "course_code": "CS101",
                "section": "1",
                "needed_by": "2027-03-31",
            },
            {"student_code": "6601000002", "course_code": "CS101", "section": "1"},
        ],
    },
)
MOVED_ROW = {"uuid": ROW, "state": "submitted", "version": 2}
REQUEST_SHOWN = shown(
    "The request with its lines",
    {
        "uuid": REQUEST,
        "number": "2569-00017",
        "home": HOME,
        "host": HOST,
        "agreement": AGREED,
        "academic_year": 2026,
        "term": 1,
        "reference": "อว 67/123",
        "contact": CLERK["name"],
        "note": "",
        "created_at": "2026-07-10T02:00:00Z",
        "submitted_at": "2026-07-10T02:00:00Z",
        "submitted_by": CLERK,
        "states": {"submitted": 1},
        "registrations": [
            MOVED_ROW | {"home_student_code": "6601000001", "course_code": "CS101", "section": "1"}
        ],
    },
)
SUBMIT_SENT = sent("Lines in preparation", {"officer": CLERK, "registrations": PICKS})
PICKS_SENT = sent("Rows as they were seen", {"officer": CHIEF, "registrations": PICKS})
ACKNOWLEDGE_SENT = sent("Results that arrived", {"officer": CLERK, "registrations": PICKS})
DECLINE_SENT = sent("No place left", {"officer": CHIEF, "registrations": PICKS, "reason": "full"})
CANCEL_SENT = sent(
    "The student asked for it",
    {"officer": CLERK, "registrations": PICKS, "reason": "student_wish"},
)
ENROL_SENT = sent(
    "With the host's student code",
    {
        "officer": CLERK,
        "registrations": [{**PICKS[0], "host_student_code": "X690001", "payment": "paid"}],
    },
)
CHANGE_SENT = sent(
    "Another section",
    {"officer": CLERK, "version": 2, "reason": "timetable", "section": "2"},
)
MOVED_ONE = shown("After the act", MOVED_ROW | {"version": 3})
MOVED = shown("In the order sent", {"registrations": [MOVED_ROW | {"version": 3}]})
RESULTS_SENT = sent(
    "A result, and a correction",
    {
        "officer": CLERK,
        "results": [
            {"registration": ROW, "version": 4, "grade": "B+", "completed_on": "2026-12-20"},
            {
                "registration": "7b9f1caf-6b66-4b1c-8b30-2d9d8c3d2e21",
                "version": 6,
                "grade": "A",
                "reason": "instructor_error",
                "note": "รวมคะแนนผิด",
            },
        ],
    },
)
RESULT_SHOWN = {
    "uuid": RESULT,
    "version": 1,
    "grade": "B+",
    "points": "3.50",
    "outcome": "passed",
    "completed_on": "2026-12-20",
    "reason": "",
    "note": "",
    "distribution": {"A": 6, "B+": 9, "F": 2},
    "entered_by": CLERK,
    "entered_at": "2026-12-21T02:00:00Z",
    "approved_by": None,
    "announced_at": None,
}
RESULTS_WAITING = shown(
    "Waiting for a second officer",
    {
        "results": [
            {
                **RESULT_SHOWN,
                "registration": ROW,
                "course_code": "CS101",
                "section": "1",
                "host_student_code": "X690001",
                "seen": SEEN,
                "returned_at": None,
                "returned_name": "",
                "returned_note": "",
            }
        ]
    },
)
APPROVE_SENT = sent(
    "Approved by another officer",
    {"officer": CHIEF, "results": [{"uuid": RESULT, "seen": SEEN}]},
)
NOTE_SENT = sent("With the reason", {"officer": CHIEF, "note": "เกรดไม่ตรงกับใบส่งเกรด"})
REGISTRATION = shown(
    "A result that was announced, read by the home",
    {
        "uuid": ROW,
        "state": "completed",
        "version": 5,
        "side": "home",
        "actions": ["acknowledge"],
        "request": REQUEST,
        "request_number": "2569-00017",
        "home": HOME,
        "host": HOST,
        "academic_year": 2026,
        "term": 1,
        "course": {
            name: COURSE[name]
            for name in (
                "code", "name_th", "name_en", "credits", "level", "isced", "language", "section"
            )
        }
        | {"credit_value": "3.0"},
        "student": {
            "home_code": "6601000001",
            "host_code": "X690001",
            "title": "นางสาว",
            "first_name": "กานดา",
            "last_name": "ใจงาม",
            "first_name_en": "Kanda",
            "last_name_en": "Jaingam",
            "person_id": "x-xxxx-xxxxx-23-4",
            "level": "bachelor",
            "programme": "วิทยาการคอมพิวเตอร์",
            "faculty": "คณะวิทยาศาสตร์",
        },
        "payment": "paid",
        "home_credits": "9.0",
        "needed_by": None,
        "withdraw_by": "2026-10-30",
        "reason": "",
        "note": "",
        "created_at": "2026-07-10T02:00:00Z",
        "changed_at": "2026-12-22T02:00:00Z",
        "result": RESULT_SHOWN | {"approved_by": CHIEF, "announced_at": "2026-12-22T02:00:00Z"},
        "results": [],
        "mapped_grade": "B+",
        "recognition": None,
        "history": [
            {
                "at": "2026-12-22T02:00:00Z",
                "institution": HOST,
                "action": "announce",
                "from_state": "enrolled",
                "to_state": "completed",
                "version": 5,
                "officer": CHIEF,
                "reason": "",
                "note": "",
                "changes": {},
            }
        ],
    },
)  # fmt: skip
