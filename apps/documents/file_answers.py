"""What a person is told of a checked file: one sentence of what it is, one of what to do."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.documents.authenticity import FileCheck, Finding
from apps.documents.models import Status
from apps.documents.selectors import PublicPaper
from apps.documents.signing import SignatureKind
from apps.documents.templatetags.verify import paper_date
from apps.institutions.models import Institution

Tone = Literal["done", "need", "refused"]

SIGNATURES: dict[SignatureKind, str | Promise] = {
    SignatureKind.NONE: gettext_lazy("The file bears no digital signature."),
    SignatureKind.BROKEN: gettext_lazy(
        "The file bears a digital signature of the network, but it does not fit the file."
    ),
    SignatureKind.FOREIGN: gettext_lazy(
        "The file is signed with a certificate that no institution of the network uses here."
    ),
    SignatureKind.NOT_WHOLE: gettext_lazy(
        "The digital signature does not cover the whole file: something was added to it."
    ),
}


@dataclass(frozen=True, slots=True)
class FileAnswer:
    tone: Tone
    title: str
    text: str
    signature: str
    signer: Institution | None


def answer_for(check: FileCheck) -> FileAnswer:
    tone, title, text = _in_words(check)
    signer = _signer(check)
    return FileAnswer(tone, title, text, _signature(check, signer), signer)


def _in_words(check: FileCheck) -> tuple[Tone, str, str]:
    if check.paper is None:
        return "refused", _("Not a paper of this network"), _unknown()
    if check.finding is Finding.ALTERED:
        return "refused", _("Not the file that was issued"), _altered(check.paper)
    if check.paper.status == Status.ACTIVE:
        return "done", _("Genuine, and active"), _active()
    if check.paper.status == Status.SUPERSEDED:
        return "need", _("Genuine, but no longer in force"), _superseded(check.paper)
    return "refused", _("Genuine, but revoked"), _revoked(check.paper)


def _unknown() -> str:
    return _(
        "No paper issued here has exactly these bytes. If it was printed and scanned, or saved "
        "anew by a program, type the code that stands on it; otherwise ask whoever sent it."
    )


def _altered(paper: PublicPaper) -> str:
    return _(
        "The file names paper %(serial)s, but differs from the file that %(issuer)s issued. Do "
        "not rely on it: ask for the original file, or compare it with the paper's page."
    ) % {"serial": paper.serial, "issuer": paper.issuer.name}


def _active() -> str:
    return _(
        "The file is byte for byte the one that was issued. You may rely on what stands in it."
    )


def _superseded(paper: PublicPaper) -> str:
    told = {"serial": paper.replaced_by, "issuer": paper.issuer.name, "reason": paper.reason}
    told["date"] = paper_date(paper.ended_at) if paper.ended_at else ""
    if not paper.replaced_by:
        return (
            _(
                "Since %(date)s it no longer counts: what it tells was corrected. Ask %(issuer)s "
                "for a corrected paper. Reason given: %(reason)s"
            )
            % told
        )
    return (
        _(
            "Since %(date)s the paper %(serial)s stands in its place. Ask for that one. "
            "Reason given: %(reason)s"
        )
        % told
    )


def _revoked(paper: PublicPaper) -> str:
    return _(
        "Revoked on %(date)s. Ask %(issuer)s before you rely on it. Reason given: %(reason)s"
    ) % {
        "date": paper_date(paper.ended_at) if paper.ended_at else "",
        "issuer": paper.issuer.name,
        "reason": paper.reason,
    }


def _signer(check: FileCheck) -> Institution | None:
    owner = check.signature.owner
    return None if owner is None else Institution.objects.filter(pk=owner).first()


def _signature(check: FileCheck, signer: Institution | None) -> str:
    if signer is None or check.signature.signed_at is None:
        return str(SIGNATURES.get(check.signature.kind, SIGNATURES[SignatureKind.BROKEN]))
    return _(
        "Digitally signed by %(signer)s on %(date)s; the signature covers the whole file and "
        "allows no change."
    ) % {"signer": signer.name, "date": paper_date(check.signature.signed_at)}
