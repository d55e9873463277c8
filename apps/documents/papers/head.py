"""What certificates and sheets carry round their text: issuer, number, signer, and their proof."""

import datetime as dt
from dataclasses import dataclass

from apps.documents.letters import Signer
from apps.documents.papers.wording import Bilingual, day_text
from apps.documents.rendering import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a paper is checked by. code: ungrouped; pin: six digits

    verify_url: full address with the code, for the QR; verify_address: the short one to be typed
    """

    serial: str
    code: str
    pin: str
    verify_url: str
    verify_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Plain text throughout; the templates escape it.

    number: the paper's number in the issuer's own register (ที่); number_begins: the part of such
        numbers that is always the same. With it alone the place stays, to be filled in by hand;
        without both the office keeps no numbers
    signer: with name and post in the paper's language; None for a paper that nobody signs by hand
    contact: lines such as telephone and e-mail of the office, at the foot of the first page
    """

    issuer: Bilingual
    marks: Marks
    date: dt.date
    number: str = ""
    number_begins: str = ""
    signer: Signer | None = None
    contact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """The head that documents/course_paper.html prints."""

    issuer: str
    issuer_other: str
    contact: str
    title: str
    subtitle: str
    revised: str
    facts: tuple[tuple[str, str], ...]
    issued_on: str
    serial: str
    code: str
    pin: str
    verify_url: str
    verify_address: str


def sheet_head(
    head: Head,
    language: Language,
    *,
    title: str,
    subtitle: str,
    facts: tuple[tuple[str, str], ...],
    revised: str = "",
) -> SheetHead:
    """Facts without a value are left out."""
    marks = head.marks
    return SheetHead(
        issuer=head.issuer.in_(language),
        issuer_other=head.issuer.other(language),
        contact="\n".join((*head.contact[:1], " ".join(head.contact[1:]))).strip(),
        title=title,
        subtitle=subtitle,
        revised=revised,
        facts=tuple(fact for fact in facts if fact[1]),
        issued_on=day_text(head.date, language),
        serial=marks.serial,
        code=marks.code,
        pin=marks.pin,
        verify_url=marks.verify_url,
        verify_address=marks.verify_address,
    )
