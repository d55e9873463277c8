"""What a verification's letter says: on the page, in its data, at the public check."""

import json
from collections.abc import Sequence
from typing import cast

from django.conf import settings
from django.utils import timezone

from apps.core.academic_year import buddhist_year
from apps.documents.details import PaperDetail
from apps.documents.letters import (
    Field,
    LetterContext,
    Outcome,
    VerificationRequest,
    VerificationRow,
    graduate_verification_context,
)
from apps.documents.models import Paper
from apps.documents.rendering import Attachment
from apps.documents.services import paper_pin
from apps.graduates.models import Verification, VerificationItem
from apps.graduates.outcomes import OUTCOME_THAI

Items = Sequence[VerificationItem]


def letter_context(verification: Verification, items: Items, paper: Paper) -> dict[str, object]:
    return graduate_verification_context(
        letter=_letter(verification, paper),
        request=VerificationRequest(
            officer=verification.officer,
            institution=verification.asker.name_th,
            purpose=str(verification.get_purpose_display()),
            case=verification.case,
            asked_on=timezone.localdate(verification.created_at),
        ),
        rows=tuple(_row(item) for item in items),
    )


def _letter(verification: Verification, paper: Paper) -> LetterContext:
    address = settings.BASE_URL.split("://", 1)[-1]
    return LetterContext(
        office_name=paper.issuer.name_th,
        office_address=(),
        contact=(paper.issuer.contact_email,) if paper.issuer.contact_email else (),
        number=paper.serial,
        date=timezone.localdate(paper.created_at),
        subject=paper.subject,
        to=f"นายทะเบียน {verification.asker.name_th}",
        references=(f"คำขอตรวจสอบ เลขที่ {verification.case}",),
        serial=paper.serial,
        code=paper.code,
        pin=paper_pin(paper),
        verify_url=f"{settings.BASE_URL}/verify/{paper.code}",
        verify_address=f"{address}/verify",
    )


def _row(item: VerificationItem) -> VerificationRow:
    return VerificationRow(
        name=item.name,
        masked_id=item.id_masked,
        school=item.school.name_th if item.school else "",
        academic_year=item.academic_year or 0,
        outcome=cast(Outcome, item.outcome),
        agreeing=cast("tuple[Field, ...]", tuple(item.agreeing)),
        differing=cast("tuple[Field, ...]", tuple(item.differing)),
        as_of=timezone.localdate(item.as_of) if item.as_of else None,
    )


def attached_data(verification: Verification, items: Items, paper: Paper) -> Attachment:
    """The letter's data for machines; identifiers masked as on the page."""
    data = {
        "serial": paper.serial,
        "verification": str(verification.uuid),
        "officer": verification.officer,
        "purpose": verification.purpose,
        "case": verification.case,
        "applicants": [
            {
                "ordinal": item.ordinal,
                "reference": item.reference,
                "name": item.name,
                "id_masked": item.id_masked,
                "school_code": item.school.code if item.school else None,
                "academic_year": item.academic_year,
                "outcome": item.outcome,
                "agreeing": item.agreeing,
                "differing": item.differing,
                "as_of": item.as_of.isoformat() if item.as_of else None,
            }
            for item in items
        ],
    }
    content = json.dumps(data, ensure_ascii=False, indent=1).encode()
    return Attachment("verification.json", content, "ข้อมูลผลการตรวจสอบ")


def paper_detail(verification: Verification, items: Items) -> PaperDetail:
    """What the PIN opens at the public check."""
    return PaperDetail(
        facts=(
            ("ผู้ขอตรวจสอบ", verification.asker.name_th),
            ("เลขที่คำขอ", verification.case),
        ),
        columns=("ลำดับ", "ชื่อ–สกุล", "เลขประจำตัว", "โรงเรียน", "ปีการศึกษา", "ผลการตรวจสอบ"),
        rows=tuple(
            (
                str(item.ordinal),
                item.name,
                item.id_masked,
                item.school.name_th if item.school else "–",
                str(buddhist_year(item.academic_year)) if item.academic_year else "–",
                OUTCOME_THAI[item.outcome],
            )
            for item in items
        ),
    )
