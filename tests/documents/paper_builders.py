"""Letters and applicants for the tests of papers."""

import datetime as dt
import json

from apps.documents.letters import LetterContext, VerificationRow

BANGKOK = dt.timezone(dt.timedelta(hours=7))
CREATED_AT = dt.datetime(2026, 11, 20, 10, 30, tzinfo=BANGKOK)
DATA = json.dumps({"serial": "NET-2569-000123", "rows": []}).encode()


def letter(**changes: object) -> LetterContext:
    given: dict[str, object] = {
        "office_name": "ฝ่ายเลขานุการเครือข่ายนายทะเบียนมหาวิทยาลัย",
        "office_address": ("สำนักงานทะเบียนนักศึกษา", "จังหวัดปทุมธานี 12120"),
        "contact": ("ฝ่ายเลขานุการเครือข่าย", "โทร. 0 0000 0000"),
        "number": "คทม 0001/2569",
        "date": dt.date(2026, 11, 20),
        "subject": "แจ้งผลการตรวจสอบวุฒิการศึกษา",
        "to": "นายทะเบียนมหาวิทยาลัยเกษตรศาสตร์",
        "serial": "NET-2569-000123",
        "code": "7K3M9QZTR4XW",
        "pin": "482913",
        "verify_url": "https://portal.example/verify/7K3M-9QZT-R4XW",
        "verify_address": "portal.example/verify",
        **changes,
    }
    return LetterContext(**given)  # type: ignore[arg-type]


def applicant(name: str, **changes: object) -> VerificationRow:
    given: dict[str, object] = {
        "name": name,
        "masked_id": "x-xxxx-xxxxx-12-3",
        "school": "โรงเรียนสวนกุหลาบวิทยาลัย",
        "academic_year": 2024,
        "outcome": "confirmed",
        "agreeing": ("person_id", "name", "birth_date"),
        "as_of": dt.date(2026, 3, 31),
        **changes,
    }
    return VerificationRow(**given)  # type: ignore[arg-type]
