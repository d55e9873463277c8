"""Examples of the register. Persons are invented."""

from apps.courses.api.examples.common import CLERK, HOST, sent, shown
from apps.qualifications.api.examples.checks import NEAR_DEGREE

DEGREES_SENT = sent(
    "One conferred degree",
    {
        "officer": CLERK,
        "note": "สภาฯ ครั้งที่ 6/2565",
        "degrees": [
            {
                "person_id": "1101700230708",
                "student_code": "6001000123",
                "title": "นางสาว",
                "first_name": "กานดา",
                "last_name": "ใจงาม",
                "first_name_en": "Kanda",
                "last_name_en": "Jaingam",
                "born_on": "1999-04-12",
                "degree_th": "วิทยาศาสตรบัณฑิต",
                "degree_abbr": "วท.บ.",
                "major": "วิทยาการคอมพิวเตอร์",
                "faculty": "วิทยาศาสตร์",
                "academic_year": 2564,
                "term": 2,
                "completed_on": "2022-05-20",
                "approved_on": "2022-06-27",
                "gpax": "3.25",
            }
        ],
    },
)
LOAD = shown(
    "Waiting for another officer",
    {
        "uuid": "5d4f1e96-2d4c-4a4d-9b9a-2b6d0e5f7a65",
        "kind": "api",
        "state": "in_review",
        "rows": 1,
        "kept": 1,
        "added": 1,
        "changed": 0,
        "unchanged": 0,
        "complete": False,
        "reason": "",
        "note": "สภาฯ ครั้งที่ 6/2565",
        "degree": None,
        "created_at": "2026-11-20T02:00:00Z",
        "brought_by": CLERK,
        "accepted_at": None,
        "accepted_by": None,
    },
)
CORRECTION_SENT = sent(
    "Another surname",
    {
        "officer": CLERK,
        "version": 1,
        "reason": "name_change",
        "note": "ทะเบียนราษฎร 12 พ.ย. 2569",
        "changes": {"last_name": "งามใจ", "former_last_name": "ใจงาม"},
    },
)
WITHDRAWAL_SENT = sent(
    "By decision of the council",
    {
        "officer": CLERK,
        "version": 1,
        "reason": "revoked",
        "note": "มติสภาฯ ครั้งที่ 11/2569",
    },
)
VERSIONS = shown("One version", {"on_hold": False, "versions": [NEAR_DEGREE]})
COVERAGE = shown(
    "Whole for one year and level",
    {
        "university": HOST,
        "working_days": 7,
        "items": [
            {
                "academic_year": 2021,
                "campus": "",
                "level": "bachelor",
                "conferrals": 4210,
                "complete": True,
                "as_of": "2026-06-30T03:00:00Z",
            }
        ],
    },
)
