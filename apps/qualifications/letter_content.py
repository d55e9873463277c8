"""What a reply says of each check: on the page, in its data, at the public check."""

from collections.abc import Sequence
from typing import cast

from django.utils import timezone, translation

from apps.core.thai.dates import thai_date
from apps.documents.content import PaperContent
from apps.documents.heads import letter_for
from apps.documents.models import Paper
from apps.documents.papers.number_runs import numbers_text
from apps.documents.papers.qualification import (
    Closing,
    Compared,
    Coverage,
    QualificationField,
    QualificationRequest,
    QualificationRow,
    qualification_content,
)
from apps.documents.papers.wording import case_text, day_text
from apps.documents.rendering import Language
from apps.qualifications.degree_words import major_beside
from apps.qualifications.models import Check


def reply_content(checks: Sequence[Check], paper: Paper) -> PaperContent:
    """One letter about these answered checks, which are of one asker; in the paper's language."""
    language: Language = "en" if paper.language == "en" else "th"
    first = checks[0]
    with translation.override(language):
        return qualification_content(
            letter=letter_for(
                paper,
                to=_addressee(first),
                references=[_reference(checks, language)],
            ),
            request=QualificationRequest(
                officer=first.officer,
                institution=first.requester or first.asker.name,
                purpose=str(first.get_purpose_display()),
                case=_case(checks),
                asked_on=timezone.localdate(first.sent_at),
                legal_basis=str(first.get_basis_display()),
            ),
            rows=tuple(_row(check, paper, language) for check in checks),
            language=language,
        )


def _addressee(check: Check) -> str:
    if check.requester:
        return check.requester
    if (translation.get_language() or "").startswith("en"):
        return f"The Registrar, {check.asker.name}"
    return f"นายทะเบียน {check.asker.name_th}"


def _reference(checks: Sequence[Check], language: Language) -> str:
    """Numbers, days and case of what is answered; a case only where it is that of all."""
    numbers = numbers_text([check.number for check in checks], language)
    days = sorted({timezone.localdate(check.sent_at) for check in checks})
    day = day_text(days[0], language)
    case = f" ({case_text(_case(checks), language)})" if _case(checks) else ""
    if language == "en":
        until = f" to {day_text(days[-1], language)}" if len(days) > 1 else ""
        return f"Request {numbers} of {day}{until}{case}"
    until = f" ถึง {day_text(days[-1], language)}" if len(days) > 1 else ""
    return f"คำขอตรวจสอบเลขที่ {numbers} ลงวันที่ {day}{until}{case}"


def _case(checks: Sequence[Check]) -> str:
    cases = {check.case for check in checks}
    return cases.pop() if len(cases) == 1 else ""


def _row(check: Check, paper: Paper, language: Language) -> QualificationRow:
    own = check.holder_id == paper.issuer_id
    stated = check.outcome in ("confirmed", "confirmed_with_differences")
    agreed = set(check.agreeing) if stated else set()
    degree = check.degree if "degree" in agreed else check.told.get("degree", "")
    major = check.major if "major" in agreed else check.told.get("major", "")
    return QualificationRow(
        name=check.name,
        masked_id=check.id_masked,
        student_code=check.student_code,
        holder="" if own else check.holder.name,
        closing=cast(Closing, check.outcome),
        degree=degree,
        major=major_beside(degree, major),
        faculty=check.faculty if "faculty" in agreed else check.told.get("faculty", ""),
        completed_on=check.completed_on if "completed_on" in agreed else None,
        compared=tuple(_compared(check, language)),
        as_of=timezone.localdate(check.as_of),
        coverage=_coverage(check),
        note=check.answer_note,
    )


def _compared(check: Check, language: Language) -> list[Compared]:
    asked = asked_values(check, language)
    return [
        Compared(
            field=cast(QualificationField, name),
            asked=asked.get(name, ""),
            agrees=name in check.agreeing,
            told=check.told.get(name, ""),
        )
        for name in asked
        if name in check.agreeing or name in check.differing
    ]


def asked_values(check: Check, language: str) -> dict[str, str]:
    """Each compared field as it was asked, in words; what was not asked is left out."""
    thai = language == "th"
    born = str(check.born_year + (543 if thai else 0)) if check.born_year else ""
    if check.born_on:
        born = thai_date(check.born_on) if thai else day_text(check.born_on, "en")
    year = check.academic_year
    values = {
        "name": check.name,
        "person_id": check.id_masked,
        "birth_date": born,
        "student_code": check.student_code,
        "degree": check.degree,
        "major": check.major,
        "faculty": check.faculty,
        "level": str(check.get_level_display()) if check.level else "",
        "academic_year": str(year + (543 if thai else 0)) if year else "",
        "completed_on": day_text(check.completed_on, "th" if thai else "en")
        if check.completed_on
        else "",
        "gpax": str(check.gpax) if check.gpax is not None else "",
    }
    return {name: value for name, value in values.items() if value}


def _coverage(check: Check) -> Coverage | None:
    year = check.coverage.get("academic_year")
    if year is None or not check.coverage.get("conferrals"):
        return None
    return Coverage(
        first_year=year,
        last_year=year,
        scope=str(check.get_level_display()) if check.level else "",
    )
