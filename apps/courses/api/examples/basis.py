"""Examples of agreements, rules, offerings and the catalogue."""

from apps.courses.api.examples.common import AGREED, CHIEF, CLERK, HOME, HOST, SECTION, sent, shown

AGREEMENT = shown(
    "An agreement in force",
    {
        "uuid": AGREED,
        "kind": "mou",
        "number": "ศธ 1/2568",
        "title_th": "บันทึกข้อตกลงแลกเปลี่ยนนักศึกษา",
        "title_en": "Student exchange",
        "parties": [
            HOME | {"signature": {**CHIEF, "signed_on": "2025-01-10"}},
            HOST | {"signature": {**CHIEF, "signed_on": "2025-01-12"}},
        ],
        "starts_on": "2025-01-15",
        "ends_on": "2030-01-14",
        "seats_per_term": 100,
        "terms": "",
        "state": "in_force",
        "version": 2,
        "document_name": "mou.pdf",
        "in_force_at": "2025-01-12T04:00:00Z",
        "ended_at": None,
    },
)
RULES = shown(
    "Rules of a university",
    {
        "institution": HOST,
        "on": "2026-11-21",
        "grade_scale": {
            "valid_from": "2020-01-01",
            "note": "ข้อบังคับ 2563",
            "grades": [
                {"grade": "A", "points": "4.00", "outcome": "passed"},
                {"grade": "F", "points": "0.00", "outcome": "failed"},
                {"grade": "S", "points": None, "outcome": "passed"},
            ],
        },
        "policies": [
            {
                "study": "undergraduate",
                "valid_from": "2020-01-01",
                "note": "",
                "content_share": "0.750",
                "grade_points": "2.00",
                "ungraded_passes": True,
                "load_cap": "15.0",
                "programme_share": "0.750",
            }
        ],
        "terms": [
            {
                "academic_year": 2026,
                "term": 1,
                "starts_on": "2026-08-10",
                "ends_on": "2026-12-20",
                "withdraw_by": "2026-10-30",
                "results_due_on": "2027-01-15",
            }
        ],
    },
)
PRECEDENTS = shown(
    "Recognised seven times",
    {
        "items": [
            {
                "home": HOME,
                "outcome": "recognised",
                "target_code": "SC111",
                "target_name_th": "การเขียนโปรแกรม",
                "target_name_en": "Programming",
                "target_credits": "3.0",
                "no_transfer": "",
                "content_share": "0.800",
                "sources": 1,
                "decisions": 7,
                "last_on": "2026-06-02",
            }
        ]
    },
)
COURSE = {
    "academic_year": 2026,
    "term": 1,
    "code": "CS101",
    "section": "1",
    "name_th": "การโปรแกรมเบื้องต้น",
    "name_en": "Introduction to Programming",
    "credits": "3(2-2-5)",
    "level": "bachelor",
    "isced": "0613",
    "seats": 30,
    "fee": "1500.00",
    "schedule": "จ พ 13.00–14.30",
    "language": "th",
    "withdraw_by": "2026-10-30",
    "description": "",
}
OFFERING_SENT = sent(
    "A new section, open at once",
    {"officer": CLERK, **COURSE, "academic_year": 2569, "state": "open"},
)
OFFERING_SHOWN = shown(
    "The section",
    {
        "uuid": SECTION,
        "host": HOST,
        **COURSE,
        "credit_value": "3.0",
        "state": "open",
        "version": 2,
        "distribution": None,
        "created_at": "2026-07-01T02:00:00Z",
    },
)
CATALOGUE = shown(
    "A page of the catalogue",
    {
        "items": [{"uuid": SECTION, "host": HOST, **COURSE, "credit_value": "3.0"}],
        "next": None,
    },
)
