"""Examples of cycles, figures and evidence. Persons are invented."""

from typing import Any

from apps.courses.api.examples.common import CHIEF, CLERK, sent, shown

CYCLE_UUID = "1f0e6c5a-3b2d-4c8e-9a71-5d4c3b2a1f01"
SUBMISSION_UUID = "2a1f7d6b-4c3e-4d9f-8b82-6e5d4c3b2a12"
EVIDENCE_UUID = "3b2a8e7c-5d4f-4ea0-9c93-7f6e5d4c3b23"
PERIOD = {
    "code": "2025-T1",
    "kind": "term",
    "starts_on": "2025-08-01",
    "ends_on": "2025-12-31",
    "label_th": "1/2568",
    "label_en": "1/2025",
}
FIGURE: dict[str, Any] = {
    "numerator": 4160,
    "denominator": 4210,
    "value": "98.812352",
    "n": 4210,
    "spread": None,
}
SEEN: dict[str, Any] = {
    "numerator": 118,
    "denominator": 120,
    "value": "98.333333",
    "n": 120,
    "spread": None,
    "counts": {"good": 118, "bad": 2},
    "as_of": "2026-01-20T02:00:00Z",
    "frozen": False,
}
COVERAGE = {
    "code": "coverage",
    "first": "derived",
    "second": "declared",
    "contradiction": False,
    "message_th": "ระบบเห็น 120 จาก 4,210 รายการ (ร้อยละ 2.9) ที่สถาบันกรอก อีก 4,090 รายการไม่ผ่านระบบ",
    "message_en": "The portal saw 120 of the 4,210 records (2.9 percent) in what the institution "
    "entered; the other 4,090 did not pass through the portal.",
}
FILE = {
    "uuid": EVIDENCE_UUID,
    "criterion": "E1",
    "filename": "results-2568-1.pdf",
    "size": 182331,
    "sha256": "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
    "attached_at": "2026-01-20T02:05:00Z",
    "attached_by": CLERK["name"],
}
CYCLE = shown(
    "A term that waits for its figure",
    {
        "uuid": CYCLE_UUID,
        "indicator": "REG01",
        "definition_version": 1,
        "period": PERIOD,
        "opens_on": "2026-01-05",
        "due_on": "2026-02-15",
        "locks_on": "2026-03-31",
        "exception_until": None,
        "locked_at": None,
        "is_open": True,
        "excused": "",
        "state": "returned",
        "late": False,
        "submission": SUBMISSION_UUID,
        "version": 3,
        "sources": {"derived": SEEN, "fed": None},
        "differences": [COVERAGE],
    },
)
SHARE_SENT = sent(
    "A share, by numerator and denominator",
    {
        "officer": CLERK,
        "cycle": CYCLE_UUID,
        "version": 0,
        "numerator": 4160,
        "denominator": 4210,
        "narrative": "นับทุกคณะ รวมวิทยาเขต",
    },
)
ANSWERS_SENT = sent(
    "Answers to a question, by points, with a reason",
    {
        "officer": CLERK,
        "cycle": CYCLE_UUID,
        "version": 1,
        "counts": {"5": 169, "4": 90, "3": 45, "2": 8, "1": 6},
        "narrative": "แบบสอบถามหลังรับบริการ",
        "overrides": {"evidence_missing:E1": "ระบบสำรวจออกรายงานไม่ได้ในวันนี้"},
    },
)
TAKEN_OVER_SENT = sent(
    "What the own system sent is taken over",
    {"officer": CLERK, "cycle": CYCLE_UUID, "version": 2, "basis": "fed"},
)
SUBMISSION = shown(
    "The network sent a number back",
    {
        "uuid": SUBMISSION_UUID,
        "cycle": CYCLE_UUID,
        "indicator": "REG01",
        "definition_version": 1,
        "period": PERIOD,
        "revision": 1,
        "is_current": True,
        "state": "returned",
        "version": 4,
        "basis": "declared",
        "counts": {"good": 4160, "bad": 50},
        **FIGURE,
        "sent_at": "2026-01-20T02:10:00Z",
        "first_sent_at": "2026-01-21T03:00:00Z",
        "accepted_at": None,
        "narrative": "นับทุกคณะ รวมวิทยาเขต",
        "overrides": {},
        "evidence": {"E1": [FILE]},
        "findings": [
            {
                "key": "derived_in_part",
                "code": "derived_in_part",
                "pointer": "/value",
                "weight": "note",
                "reason": "",
                "message_th": "ระบบคำนวณได้ 98.33 จาก 120 รายการที่เห็น สถาบันให้ 98.81 จาก 4,210 รายการ",
                "message_en": "The portal finds 98.33 from the 120 records that it saw; you give "
                "98.81 from 4,210. The difference is explained beside the figures.",
            }
        ],
        "returns": [
            {
                "pointer": "/numerator",
                "stage": "network",
                "reason": "definition",
                "note": "การแก้ระดับ I ไม่นับเป็นข้อผิดพลาด โปรดนับใหม่",
                "version": 3,
                "at": "2026-01-25T04:00:00Z",
                "officer": {"name": "มาลี เครือข่าย", "post": "เลขานุการเครือข่าย"},
                "answered": False,
            }
        ],
        "actions": ["save", "evidence", "submit"],
        "entered_by": CLERK,
        "approved_by": CHIEF,
        "accepted_by": None,
        "revisions": [
            {
                "uuid": SUBMISSION_UUID,
                "revision": 1,
                "state": "returned",
                "value": "98.812352",
                "accepted_at": None,
                "reopened_reason": "",
            }
        ],
        "history": [
            {
                "at": "2026-01-20T02:10:00Z",
                "action": "submit",
                "from_state": "draft",
                "to_state": "submitted",
                "version": 2,
                "officer": CLERK,
                "note": "",
            }
        ],
    },
)
SUBMIT_SENT = sent("As it stands", {"officer": CLERK, "version": 3})
EVIDENCE_SENT = sent(
    "A report for E1",
    {
        "officer": CLERK,
        "criterion": "E1",
        "document": {"filename": "results-2568-1.pdf", "content": "JVBERi0xLjcgaW52ZW50ZWQ="},
    },
)
EVIDENCE = shown("The report as it was taken", FILE)
REMOVE_SENT = sent("The wrong term", {"officer": CLERK})
