"""What will stand on a paper, in its own words, before it is made."""

from collections.abc import Mapping
from typing import Any, cast

from apps.certificates.facts import certified_of
from apps.certificates.services.producing import UNFIT
from apps.documents.papers.certificate import StudentStatus, certificate_subject
from apps.documents.papers.certificate_lines import graduation_lines, status_lines
from apps.documents.papers.certificate_words import WORDS
from apps.documents.papers.wording import Bilingual
from apps.documents.rendering import Language
from apps.institutions.models import Institution


def paper_preview(
    kind: str,
    language: str,
    facts: Mapping[str, str | int],
    *,
    purpose: str,
    number: str,
    issuer: Institution,
) -> dict[str, Any] | None:
    """For parts/preview.html; None for facts that are not those of the kind."""
    tongue = cast(Language, language)
    try:
        certified = certified_of(kind, facts, purpose=purpose)
    except UNFIT:
        return None
    names = Bilingual(issuer.name_th, issuer.name_en)
    if isinstance(certified, StudentStatus):
        lines = status_lines(certified, names, tongue)
    else:
        lines = graduation_lines(certified, names, tongue)
    return {
        "language": language,
        "words": WORDS[tongue],
        "issuer": names.in_(tongue),
        "title": certificate_subject(certified, tongue),
        "name": certified.name.in_(tongue),
        "name_other": certified.name.other(tongue),
        "code": certified.student_code,
        "lines": [(weight, "".join(text for text, _kept in parts)) for weight, parts in lines],
        "purpose": purpose,
        "number": number,
    }
