"""From content to an issued file: signed where the issuer has a key, silent where it has none."""

from collections.abc import Callable
from io import BytesIO
from unittest.mock import patch

import pikepdf
import pytest
from django.template import Engine

from apps.audit.services import Who
from apps.core.errors import WrongStateError
from apps.documents import rendering
from apps.documents.content import PaperContent
from apps.documents.details import PaperDetail
from apps.documents.models import Paper, Status
from apps.documents.rendering import Attachment
from apps.documents.selectors import paper_content
from apps.documents.services import (
    add_signing_key,
    issue_paper,
    outdate_paper,
    produce_paper,
    reserve_paper,
)
from apps.documents.signing import trusted_certificates
from apps.documents.signing.verdict import SignatureKind, SignatureVerdict, signature_verdict
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from tests.builders.cast import Cast
from tests.documents.paper_builders import DATA
from tests.documents.signing_builders import material

pytestmark = pytest.mark.usefixtures("papers_root")

WHO = Who(user_id=None, client_id=None, institution_id=None, label="tests")
TEMPLATE = """<html lang="{{ paper.language }}"><head><title>{{ paper.title }}</title>
<meta name="author" content="{{ paper.author }}">
<meta name="dcterms.created" content="{{ paper.created }}">
<meta name="dcterms.modified" content="{{ paper.created }}"></head>
<body><h1>{{ person }}</h1>
{% if paper.signed_by %}<p>Digitally signed by {{ paper.signed_by }}</p>{% endif %}</body></html>"""


@pytest.fixture(autouse=True)
def _template(monkeypatch: pytest.MonkeyPatch) -> None:
    """A paper of two lines: what papers look like is tested elsewhere."""
    loaders = [("django.template.loaders.locmem.Loader", {"documents/x.html": TEMPLATE})]
    engine = Engine(loaders=loaders)
    monkeypatch.setattr(rendering, "paper_engine", lambda: engine)


def content(person: str = "Ms Pinmook") -> PaperContent:
    return PaperContent(
        template="documents/x.html",
        context={"person": person},
        persons=1,
        detail=PaperDetail(facts=(("Name", person),)),
        attachments=[Attachment("data.json", DATA, "Data of this paper")],
    )


def reserve(cast: Cast, issuer: Institution, language: str = "en") -> Paper:
    return reserve_paper(
        actor=cast.registrar_a.actor,
        kind="graduate_verification",
        source_type="tests.thing",
        source_uuid=issuer.uuid,
        issuer=issuer,
        language=language,  # type: ignore[arg-type]
        subject="A paper",
        template_version="1",
    )


def produced(cast: Cast, issuer: Institution, language: str = "en") -> tuple[Paper, bytes]:
    with scope(cast.registrar_a.actor) as actor:
        paper = produce_paper(actor=actor, paper=reserve(cast, issuer, language), content=content())
        return paper, paper_content(actor=actor, paper=paper)


def verdict(file: bytes) -> SignatureVerdict:
    return signature_verdict(file, trusted_certificates())


@pytest.mark.parametrize(("language", "owner"), [("en", "Institution 51"), ("th", "สถาบัน 51")])
def test_with_a_key(cast: Cast, text_of: Callable[..., str], language: str, owner: str) -> None:
    add_signing_key(who=WHO, institution=cast.university_a, material=material(51))
    paper, file = produced(cast, cast.university_a, language)
    assert paper.status == Status.ACTIVE
    assert (verdict(file).kind, verdict(file).owner) == (
        SignatureKind.INTACT,
        cast.university_a.pk,
    )
    assert f"Digitally signed by {owner}" in " ".join(text_of(file).split())
    with pikepdf.open(BytesIO(file)) as pdf:
        signature = pdf.Root.Perms.DocMDP
        assert str(signature.Reason).startswith(paper.serial)
        assert paper.code[:4] in str(signature.Reason)
        assert pdf.attachments["data.json"].get_file().read_bytes() == DATA


def test_in_the_networks_name(cast: Cast) -> None:
    """Asked for by a university, signed with the network's key and not with its own."""
    add_signing_key(who=WHO, institution=cast.university_a, material=material(51))
    add_signing_key(who=WHO, institution=cast.network, material=material(52))
    _paper, file = produced(cast, cast.network)
    assert verdict(file).owner == cast.network.pk


def test_without_a_key_nothing_claims_a_signature(cast: Cast, text_of: Callable[..., str]) -> None:
    add_signing_key(who=WHO, institution=cast.university_b, material=material(51))
    paper, file = produced(cast, cast.university_a)
    assert verdict(file).kind is SignatureKind.NONE
    text = text_of(file)
    assert "Ms Pinmook" in text
    assert "igital" not in text
    assert b"/ByteRange" not in file
    with pikepdf.open(BytesIO(file)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Perms" not in pdf.Root
    assert paper.status == Status.ACTIVE


def test_again_gives_the_same_and_lays_nothing_out(cast: Cast) -> None:
    add_signing_key(who=WHO, institution=cast.university_a, material=material(51))
    paper, file = produced(cast, cast.university_a)
    with scope(cast.registrar_a.actor) as actor:
        with patch("apps.documents.services.producing.render_pdf") as laid_out:
            again = produce_paper(actor=actor, paper=paper, content=content("Somebody else"))
        assert laid_out.call_count == 0
        assert again.sha256 == paper.sha256
        assert paper_content(actor=actor, paper=again) == file


def test_a_worker_that_wakes_too_late_changes_nothing(cast: Cast) -> None:
    with scope(cast.registrar_a.actor) as actor:
        stale = reserve(cast, cast.university_a)
        first = issue_paper(
            actor=actor, paper=stale, content=b"%PDF-1.7", persons=1, detail=PaperDetail()
        )
        with pytest.raises(WrongStateError):
            produce_paper(actor=actor, paper=stale, content=content())
        ended = outdate_paper(actor=actor, paper=first, reason="corrected")
        assert produce_paper(actor=actor, paper=ended, content=content()).status == ended.status
