"""Letter-heads and signers of an issuer's papers, as its office set them.

A letter's number (ที่) is the one of the office's own register of letters, never the serial, which
has a place of its own. Where none is given, the place stays behind the beginning that the office
set, to be filled in by hand as the letter is entered in the register.
"""

from collections.abc import Sequence

from django.utils import timezone, translation

from apps.documents.letters import LetterContext, Signer
from apps.documents.models import Paper
from apps.documents.papers.head import Head
from apps.documents.papers.marks import marks_of
from apps.documents.papers.sentences import Sentence
from apps.documents.papers.wording import Bilingual
from apps.institutions.selectors import office_of, signers_for


def signer_for(paper: Paper) -> Signer | None:
    """Who signs papers of this kind on the day of the paper, in its language."""
    on = timezone.localdate(paper.created_at)
    found = signers_for(paper.issuer_id, paper.kind, on)
    if not found:
        return None
    with translation.override(paper.language):
        first = found[0]
        return Signer(name=first.name, post=first.post, acting_for=first.acting_for)


def letter_for(
    paper: Paper,
    *,
    to: str,
    references: Sequence[str | Sentence] = (),
    enclosures: Sequence[str] = (),
    number: str = "",
) -> LetterContext:
    """An official letter of the paper's issuer, ready for its own text.

    number: of the office's own register of letters, '' where it is written in by hand
    """
    office, marks = office_of(paper.issuer), marks_of(paper)
    with translation.override(paper.language):
        name = office.name if office else paper.issuer.name
        address = office.address_lines if office else ()
    mail = office.email if office else paper.issuer.contact_email
    return LetterContext(
        office_name=name,
        office_address=address,
        contact=(),
        number=number,
        number_begins=office.letter_prefix if office else "",
        date=timezone.localdate(paper.created_at),
        subject=paper.subject,
        to=to,
        references=tuple(references),
        enclosures=tuple(enclosures),
        signer=signer_for(paper),
        garuda=bool(office and office.may_use_garuda),
        phone=office.phone if office else "",
        email=mail,
        serial=marks.serial,
        code=marks.code,
        pin=marks.pin,
        verify_url=marks.verify_url,
        verify_address=marks.verify_address,
    )


def head_for(paper: Paper, *, number: str = "") -> Head:
    """Head of a certificate or sheet of the paper's issuer."""
    office = office_of(paper.issuer)
    contact = (office.phone, office.email) if office else (paper.issuer.contact_email,)
    return Head(
        issuer=Bilingual(paper.issuer.name_th, paper.issuer.name_en),
        marks=marks_of(paper),
        date=timezone.localdate(paper.created_at),
        number=number,
        number_begins=office.letter_prefix if office else "",
        signer=signer_for(paper),
        contact=tuple(line for line in contact if line),
    )
