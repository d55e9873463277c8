"""What a verification's letter says: on the page, in its data, at the public check.

Everything here is read in the paper's language: call it under `translation.override`.
"""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from django.utils import timezone

from apps.documents.content import PaperContent
from apps.documents.details import PaperDetail
from apps.documents.heads import letter_for
from apps.documents.letters import (
    Field,
    Outcome,
    VerificationRequest,
    VerificationRow,
    graduate_verification_context,
)
from apps.documents.models import Paper
from apps.documents.papers.sentences import kept, said
from apps.documents.papers.verification_words import WORDS
from apps.documents.papers.wording import year_text
from apps.documents.rendering import Attachment, Language
from apps.graduates.models import Verification, VerificationItem
from apps.graduates.outcomes import OUTCOME_LABELS, OUTCOME_THAI

Items = Sequence[VerificationItem]

TEMPLATE = "documents/graduate_verification.html"
TEMPLATE_VERSION = "1"
SUBJECTS: Mapping[Language, str] = {
    "th": "แจ้งผลการตรวจสอบวุฒิการศึกษาชั้นมัธยมศึกษาปีที่ ๖",
    "en": "Result of the verification of upper secondary graduation (M.6)",
}
COLUMNS = ("order", "person", "identifier", "school", "year", "outcome")
OWN_WORDS: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "to": "นายทะเบียน",
        "reference": "คำขอตรวจสอบ เลขที่",
        "asker": "ผู้ขอตรวจสอบ",
        "case": "เลขที่คำขอ",
        "attached": "ข้อมูลผลการตรวจสอบ",
    },
    "en": {
        "to": "The Registrar,",
        "reference": "Request for verification, case",
        "asker": "Asked by",
        "case": "Case",
        "attached": "Data of this letter",
    },
}


def language_of(paper: Paper) -> Language:
    return "en" if paper.language == "en" else "th"


def letter_content(verification: Verification, items: Items, paper: Paper) -> PaperContent:
    """All that is laid out as one letter."""
    return PaperContent(
        template=TEMPLATE,
        context=letter_context(verification, items, paper),
        persons=len(items),
        detail=paper_detail(verification, items, language_of(paper)),
        attachments=[attached_data(verification, items, paper)],
    )


def letter_context(verification: Verification, items: Items, paper: Paper) -> dict[str, object]:
    """In the network's name, with its office and signer where it has set them."""
    words = OWN_WORDS[language_of(paper)]
    return graduate_verification_context(
        letter=letter_for(
            paper,
            to=f"{words['to']} {verification.asker.name}",
            references=[(said(f"{words['reference']} "), kept(verification.case))],
        ),
        request=VerificationRequest(
            officer=verification.officer,
            institution=verification.asker.name,
            purpose=str(verification.get_purpose_display()),
            case=verification.case,
            asked_on=timezone.localdate(verification.created_at),
        ),
        rows=tuple(_row(item) for item in items),
        language=language_of(paper),
    )


def _row(item: VerificationItem) -> VerificationRow:
    return VerificationRow(
        name=item.name,
        masked_id=item.id_masked,
        school=item.school.name if item.school else "",
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
    return Attachment("verification.json", content, OWN_WORDS[language_of(paper)]["attached"])


def paper_detail(verification: Verification, items: Items, language: Language) -> PaperDetail:
    """What the PIN opens at the public check."""
    words = OWN_WORDS[language]
    return PaperDetail(
        facts=(
            (words["asker"], verification.asker.name),
            (words["case"], verification.case),
        ),
        columns=tuple(WORDS[language][column] for column in COLUMNS),
        rows=tuple(
            (
                str(item.ordinal),
                item.name,
                item.id_masked,
                item.school.name if item.school else "–",
                year_text(item.academic_year, language) if item.academic_year else "–",
                _outcome(item.outcome, language),
            )
            for item in items
        ),
    )


def _outcome(code: str, language: Language) -> str:
    return str(OUTCOME_LABELS[code]) if language == "en" else OUTCOME_THAI[code]
