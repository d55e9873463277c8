"""A request as the paper that comes of it."""

from collections.abc import Mapping
from typing import cast

from apps.certificates.facts import certified_of
from apps.certificates.models import ServiceRequest
from apps.documents.content import PaperContent
from apps.documents.letters import Signer
from apps.documents.models import Paper
from apps.documents.papers.certificate import certificate_content
from apps.documents.papers.head import Head
from apps.documents.papers.marks import marks_of
from apps.documents.papers.wording import Bilingual
from apps.documents.rendering import Language
from apps.institutions.models import Institution, Office

CONTACT: Mapping[Language, str] = {"th": "โทร. {phone}", "en": "Tel. {phone}"}


def content_of(
    row: ServiceRequest, paper: Paper, *, issuer: Institution, office: Office | None
) -> PaperContent:
    """`row` is approved. Raises KeyError or ValueError for facts that are not of its kind."""
    language = cast(Language, row.language)
    certified = certified_of(row.kind, row.facts, purpose=row.purpose)
    if row.letter_date is None:
        raise ValueError("a paper bears the day of its issue")
    head = Head(
        issuer=Bilingual(issuer.name_th, issuer.name_en),
        marks=marks_of(paper),
        date=row.letter_date,
        number=row.letter_number,
        number_begins=office.letter_prefix if office else "",
        signer=Signer(name=row.signer_name, post=row.signer_post, acting_for=row.signer_acting_for),
        contact=contact_lines(issuer, office, language),
    )
    return certificate_content(head=head, certified=certified, language=language)


def contact_lines(
    issuer: Institution, office: Office | None, language: Language
) -> tuple[str, ...]:
    """Telephone and e-mail of the office, for the foot of the page."""
    if office is None:
        return (issuer.contact_email,) if issuer.contact_email else ()
    phone = CONTACT[language].format(phone=office.phone) if office.phone else ""
    return tuple(filter(None, (phone, office.email or issuer.contact_email)))
