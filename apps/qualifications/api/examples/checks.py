"""Examples of questions, answers and the acts between them. Persons are invented."""

from typing import Any

from apps.courses.api.examples.common import CLERK, HOME, HOST, sent, shown

CHECK_UUID = "1f0b7a52-8f0e-4c0f-9d56-8d2f6a1b3c21"
OTHER_UUID = "2a1c8b63-9a1f-4d1a-8e67-9e3a7b2c4d32"
DEGREE_UUID = "3b2d9c74-0b2a-4e2b-9f78-0f4b8c3d5e43"
DOCUMENT_UUID = "4c3e0d85-1c3b-4f3c-8a89-1a5c9d4e6f54"
PDF = "JVBERi0xLjcKJcOkw7zDtsOfCg=="
COVERED = {
    "academic_year": 2021,
    "conferrals": 4210,
    "complete": True,
    "as_of": "2026-06-30T03:00:00Z",
}
ASKED = sent(
    "Two entrants of graduate study",
    {
        "officer": CLERK,
        "purpose": "graduate_admission",
        "basis": "public_task",
        "case": "บศ.69/0123",
        "claims": [
            {
                "holder": "00300",
                "reference": "690412345",
                "person_id": "1101700230708",
                "title": "นางสาว",
                "first_name": "กานดา",
                "last_name": "ใจงาม",
                "born_on": "1999-04-12",
                "degree": "วท.บ.",
                "major": "วิทยาการคอมพิวเตอร์",
                "academic_year": 2564,
                "gpax": "3.25",
            },
            {
                "holder": "00300",
                "reference": "690412346",
                "first_name_en": "Somchai",
                "last_name_en": "Rakdee",
                "degree": "Bachelor of Arts",
                "documents": [{"filename": "transcript.pdf", "content": PDF}],
            },
        ],
    },
)
CONFIRMED: dict[str, Any] = {
    "uuid": CHECK_UUID,
    "number": "Q2569-000017",
    "reference": "690412345",
    "holder": HOST,
    "state": "answered",
    "version": 2,
    "sent_at": "2026-11-20T02:00:00Z",
    "due_on": None,
    "overdue": False,
    "by_register": True,
    "outcome": "confirmed",
    "agreeing": ["person_id", "name", "birth_date", "degree", "major", "academic_year", "gpax"],
    "differing": [],
    "told": {},
    "explanation": ["found_by_id", "abbreviation"],
    "note": "",
    "answered_at": "2026-11-20T02:00:00Z",
    "answered_by": None,
    "as_of": "2026-06-30T03:00:00Z",
    "coverage": COVERED,
}
WAITING = CONFIRMED | {
    "uuid": OTHER_UUID,
    "number": "Q2569-000018",
    "reference": "690412346",
    "state": "waiting",
    "due_on": "2026-12-01",
    "by_register": False,
    "outcome": "",
    "agreeing": [],
    "explanation": [],
    "answered_at": None,
    "as_of": None,
    "coverage": None,
}
ANSWERED = shown("One confirmed at once, one waiting", {"checks": [CONFIRMED, WAITING]})
CLAIM = {
    "person_id": "",
    "title": "",
    "first_name": "",
    "last_name": "",
    "first_name_en": "Somchai",
    "last_name_en": "Rakdee",
    "former_name": "",
    "born_on": None,
    "born_year": None,
    "student_code": "",
    "degree": "Bachelor of Arts",
    "major": "",
    "faculty": "",
    "level": "",
    "academic_year": None,
    "completed_on": None,
    "gpax": None,
}
CHECK = shown(
    "As the asker reads it while it waits",
    WAITING
    | {
        "side": "asker",
        "actions": ["cancel"],
        "asker": HOME,
        "came_by": "api",
        "officer": CLERK["name"],
        "purpose": "graduate_admission",
        "basis": "public_task",
        "case": "บศ.69/0123",
        "claim": CLAIM,
        "degree": None,
        "proposal": None,
        "letter": {"status": "none", "serial": ""},
    },
)
BOARD = shown(
    "A term's entrants of one university",
    {
        "items": [
            {
                "holder": HOST,
                "asked": 120,
                "answered": 112,
                "confirmed": 109,
                "other": 3,
                "waiting": 7,
                "documents": 1,
                "overdue": 2,
            }
        ]
    },
)
DOCUMENT = {
    "uuid": DOCUMENT_UUID,
    "filename": "transcript.pdf",
    "content_type": "application/pdf",
    "size": 48211,
}
MESSAGE: dict[str, Any] = {
    "at": "2026-11-20T04:00:00Z",
    "institution": HOME,
    "action": "message",
    "from_state": "waiting",
    "to_state": "waiting",
    "officer": CLERK,
    "note": "แนบใบแสดงผลการศึกษาฉบับเต็ม",
    "outcome": "",
    "inside": False,
    "documents": [DOCUMENT],
}
MESSAGE_SHOWN = shown("As it stands on the timeline", MESSAGE)
TIMELINE = shown(
    "Sent, then a message",
    {
        "items": [
            MESSAGE
            | {
                "at": "2026-11-20T02:00:00Z",
                "action": "send",
                "from_state": "draft",
                "note": "",
                "documents": [],
            },
            MESSAGE,
        ]
    },
)
FILES = [{"filename": "transcript.pdf", "content": PDF}]
MESSAGE_SENT = sent(
    "With a document",
    {"officer": CLERK, "note": "แนบใบแสดงผลการศึกษาฉบับเต็ม", "documents": FILES},
)
DOCUMENTS_SENT = sent(
    "What the holder asked for", {"officer": CLERK, "version": 3, "documents": FILES}
)
DOCUMENTS_ASKED = sent(
    "A copy of the transcript",
    {"officer": CLERK, "version": 2, "note": "ขอสำเนาใบแสดงผลการศึกษา"},
)
CANCEL_SENT = sent(
    "The applicant withdrew", {"officer": CLERK, "version": 2, "note": "ผู้สมัครสละสิทธิ์"}
)
ANSWER_SENT = sent(
    "Confirmed, but the field of study differs",
    {
        "officer": CLERK,
        "version": 2,
        "outcome": "confirmed_with_differences",
        "degree": DEGREE_UUID,
        "tell": ["major"],
    },
)
LETTER_SENT = sent("In Thai", {"language": "th"})
LETTER = shown("It is being made", {"status": "making", "serial": "NET-2569-000128"})
NEAR_DEGREE = {
    "uuid": DEGREE_UUID,
    "version": 1,
    "status": "in_force",
    "person_id": "x-xxxx-xxxxx-70-8",
    "student_code": "6001000123",
    "title": "นางสาว",
    "first_name": "กานดา",
    "last_name": "ใจงาม",
    "first_name_en": "Kanda",
    "last_name_en": "Jaingam",
    "former_name": "",
    "gender": "f",
    "born_on": "1999-04-12",
    "born_year": None,
    "degree_th": "วิทยาศาสตรบัณฑิต",
    "degree_abbr": "วท.บ.",
    "degree_en": "Bachelor of Science",
    "programme": "",
    "major": "วิทยาการคอมพิวเตอร์",
    "faculty": "วิทยาศาสตร์",
    "campus": "",
    "level": "bachelor",
    "academic_year": 2021,
    "term": 2,
    "completed_on": "2022-05-20",
    "approved_on": "2022-06-27",
    "ceremony_on": None,
    "gpax": "3.25",
    "honours": "",
    "standing": "conferred",
    "since": "2026-06-30T03:00:00Z",
    "ended_at": None,
    "ended_reason": "",
}
NEAR = shown(
    "One degree, the field of study differs",
    {
        "items": [
            {
                "degree": NEAR_DEGREE,
                "fields": {
                    "person_id": "agree",
                    "name": "agree",
                    "birth_date": "agree",
                    "student_code": "not_given",
                    "degree": "agree",
                    "major": "differ",
                    "faculty": "not_given",
                    "level": "not_given",
                    "academic_year": "agree",
                    "completed_on": "not_given",
                    "gpax": "agree",
                },
            }
        ]
    },
)
