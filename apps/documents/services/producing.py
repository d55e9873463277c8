"""From content to an issued file: laid out, signed where the issuer has a key, issued."""

from django.conf import settings
from django.utils import translation

from apps.documents.codes import grouped
from apps.documents.content import PaperContent
from apps.documents.models import Paper
from apps.documents.rendering import Language, render_pdf
from apps.documents.services.issuing import issue_paper
from apps.documents.signing import PaperSigner, signer_of
from apps.institutions.actor import Actor
from apps.institutions.models import Institution


def produce_paper(*, actor: Actor, paper: Paper, content: PaperContent) -> Paper:
    """The issued paper. One that is issued already comes back as it is, and nothing is laid out.

    `paper` as read under the caller's lock, with its issuer. Raises what `render_pdf` and
    `issue_paper` raise.
    """
    if paper.issued_at is not None:
        return paper
    language: Language = "en" if paper.language == "en" else "th"
    signer = signer_of(paper.issuer)
    with translation.override(language):
        file = render_pdf(
            template=content.template,
            context=content.context,
            language=language,
            title=paper.subject,
            author=author_of(paper.issuer, language),
            created_at=paper.created_at,
            attachments=content.attachments,
            stylesheet=content.stylesheet,
            signed_by=signer.name_in(language) if signer else "",
        )
    return issue_paper(
        actor=actor,
        paper=paper,
        content=sign_paper(signer, paper, file) if signer else file,
        persons=content.persons,
        detail=content.detail,
    )


def author_of(issuer: Institution, language: Language) -> str:
    return (issuer.name_en if language == "en" else "") or issuer.name_th


def sign_paper(signer: PaperSigner, paper: Paper, file: bytes) -> bytes:
    return signer.sign(file, reason=signing_reason(paper))


def signing_reason(paper: Paper) -> str:
    """What readers show beside the signature: the serial, and where the paper is checked."""
    return f"{paper.serial} {settings.BASE_URL}/verify/{grouped(paper.code)}"
