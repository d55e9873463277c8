"""The public check of an uploaded file: page and JSON, every state, every refusal, kept nowhere."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from apps.audit.services import Who
from apps.documents.authenticity import Finding, check_content
from apps.documents.codes import grouped
from apps.documents.details import PaperDetail
from apps.documents.forms import LARGEST_FILE
from apps.documents.models import Paper
from apps.documents.services import (
    add_signing_key,
    issue_paper,
    outdate_paper,
    reserve_paper,
    revoke_paper,
    supersede_paper,
)
from apps.documents.services.producing import sign_paper
from apps.documents.signing import SignatureKind, signer_of
from apps.institutions.scope import scope
from tests.builders.cast import Cast
from tests.documents.attacks import ATTACKS
from tests.documents.signing_builders import OWNER, flipped, material, small_file

pytestmark = pytest.mark.usefixtures("papers_root")

WHO = Who(user_id=None, client_id=None, institution_id=None, label="tests")
PERSON = "นางสาวปิ่นมุก เปี๊ยะสกุล"
JSON = {"accept": "application/json"}


def issued(cast: Cast, number: int = 0) -> tuple[Paper, bytes]:
    """University A's paper, signed where it has a key."""
    with scope(cast.registrar_a.actor) as actor:
        paper = reserve_paper(
            actor=actor,
            kind="course_results",
            source_type="tests.thing",
            source_uuid=cast.university_a.uuid,
            issuer=cast.university_a,
            language="th",
            subject="ผลการศึกษา",
            template_version="1",
        )
        signer, file = signer_of(cast.university_a), small_file(number)
        content = sign_paper(signer, paper, file) if signer else file
        detail = PaperDetail(facts=(("ชื่อ", PERSON),))
        done = issue_paper(actor=actor, paper=paper, content=content, persons=1, detail=detail)
        return done, content


@pytest.fixture
def signed_paper(cast: Cast) -> tuple[Paper, bytes]:
    add_signing_key(who=WHO, institution=cast.university_a, material=material(OWNER))
    return issued(cast)


def sent(client: Client, content: bytes | None, **more: object) -> HttpResponse:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    form = {} if content is None else {"file": SimpleUploadedFile("a.pdf", content)}
    return client.post("/verify/file/", form, **more)  # type: ignore[arg-type,return-value]


def page(client: Client, content: bytes) -> str:
    answer = sent(client, content)
    assert answer.status_code == 200
    return answer.content.decode()


class TestStates:
    def test_genuine_and_active(
        self, client: Client, cast: Cast, signed_paper: tuple[Paper, bytes]
    ) -> None:
        paper, content = signed_paper
        shown = page(client, content)
        assert "Genuine, and active" in shown
        assert "notice-done" in shown
        assert paper.serial in shown
        assert f"Digitally signed by {cast.university_a.name_en}" in shown
        assert f"/verify/{grouped(paper.code)}" in shown
        assert PERSON not in shown

    def test_genuine_without_a_signature(self, client: Client, cast: Cast) -> None:
        _paper, content = issued(cast)
        shown = page(client, content)
        assert "Genuine, and active" in shown
        assert "bears no digital signature" in shown
        assert "Digitally signed" not in shown

    def test_superseded(
        self, client: Client, cast: Cast, signed_paper: tuple[Paper, bytes]
    ) -> None:
        paper, content = signed_paper
        newer, _file = issued(cast, 1)
        with scope(cast.registrar_a.actor) as actor:
            supersede_paper(actor=actor, paper=paper, replacement=newer, reason="a newer grade")
        shown = page(client, content)
        assert "Genuine, but no longer in force" in shown
        assert f"the paper {newer.serial} stands in its place" in shown
        assert newer.code not in shown.replace("-", "")

    def test_outdated(self, client: Client, cast: Cast, signed_paper: tuple[Paper, bytes]) -> None:
        paper, content = signed_paper
        with scope(cast.registrar_a.actor) as actor:
            outdate_paper(actor=actor, paper=paper, reason="a grade was corrected")
        shown = page(client, content)
        assert f"Ask {cast.university_a.name_en} for a corrected paper" in shown
        assert "a grade was corrected" in shown

    def test_revoked(self, client: Client, cast: Cast, signed_paper: tuple[Paper, bytes]) -> None:
        paper, content = signed_paper
        with scope(cast.approver_a.actor) as actor:
            revoke_paper(actor=actor, paper=paper, reason="made in error")
        shown = page(client, content)
        assert "Genuine, but revoked" in shown
        assert "notice-refused" in shown
        assert "made in error" in shown
        assert "Digitally signed by" in shown

    def test_altered_names_the_paper_that_it_is_not(
        self, client: Client, signed_paper: tuple[Paper, bytes]
    ) -> None:
        paper, content = signed_paper
        shown = page(client, content + b"\n")
        assert "Not the file that was issued" in shown
        assert paper.serial in shown
        assert "does not cover the whole file" in shown
        assert "Genuine" not in shown

    def test_unknown(self, client: Client, signed_paper: tuple[Paper, bytes]) -> None:
        shown = page(client, small_file(77))
        assert "Not a paper of this network" in shown
        assert "type the code that stands on it" in shown
        assert signed_paper[0].serial not in shown

    def test_a_reserved_paper_is_unknown(self, db: None, cast: Cast) -> None:
        with scope(cast.registrar_a.actor) as actor:
            paper = reserve_paper(
                actor=actor,
                kind="course_results",
                source_type="tests.thing",
                source_uuid=cast.university_a.uuid,
                issuer=cast.university_a,
                language="th",
                subject="x",
                template_version="1",
            )
        named = b"%PDF-1.7 https://portal.example/verify/" + grouped(paper.code).encode()
        assert check_content(named).finding is Finding.UNKNOWN


class TestAttacks:
    def test_none_is_genuine(self, signed_paper: tuple[Paper, bytes]) -> None:
        _paper, content = signed_paper
        assert check_content(content).finding is Finding.GENUINE
        for name, (make, _expected) in ATTACKS.items():
            check = check_content(make(content))
            assert check.finding is not Finding.GENUINE, name
            assert check.signature.kind is not SignatureKind.INTACT, name

    def test_no_flip_is_genuine(self, signed_paper: tuple[Paper, bytes]) -> None:
        _paper, content = signed_paper
        for at in range(0, len(content), 41):
            check = check_content(flipped(content, at))
            assert check.finding is not Finding.GENUINE, at
            assert check.signature.kind is not SignatureKind.INTACT, at

    def test_many_names_of_papers_cost_few_looks(
        self, db: None, django_assert_max_num_queries: object
    ) -> None:
        hostile = b"%PDF-1.7 " + b"/verify/0000-0000-0000 " * 10_000
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            assert check_content(hostile).finding is Finding.UNKNOWN


class TestJson:
    def test_genuine(self, client: Client, cast: Cast, signed_paper: tuple[Paper, bytes]) -> None:
        paper, content = signed_paper
        shown = sent(client, content, headers=JSON).json()
        assert set(shown) == {"finding", "detail", "sha256", "paper", "signature"}
        assert shown["finding"] == "genuine"
        assert shown["sha256"] == bytes(paper.sha256 or b"").hex()
        assert (shown["paper"]["serial"], shown["paper"]["status"]) == (paper.serial, "active")
        assert "details" not in shown["paper"]
        assert shown["signature"]["verdict"] == "intact"
        assert shown["signature"]["signer"] == cast.university_a.name_en
        assert shown["signature"]["signed_at"]

    def test_unknown(self, client: Client, db: None) -> None:
        shown = sent(client, small_file(3), headers=JSON).json()
        assert (shown["finding"], shown["paper"]) == ("unknown", None)
        assert shown["signature"]["verdict"] == "none"
        assert (shown["signature"]["signer"], shown["signature"]["signed_at"]) == (None, None)


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "status", "code"),
        [
            (None, 422, "required"),
            (b"", 422, "empty"),
            (b"PK\x03\x04 a workbook", 415, "not_a_pdf"),
            (b"\x89PNG", 415, "not_a_pdf"),
            (b"%PDF-1.7" + b" " * LARGEST_FILE, 413, "too_large"),
            (b"%PDF-1.7" + b" " * (LARGEST_FILE + 100_000), 413, "too_large"),
        ],
    )
    def test_says_what_and_what_to_do(
        self, client: Client, db: None, content: bytes | None, status: int, code: str
    ) -> None:
        answer = sent(client, content, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer["Content-Type"] == "application/problem+json"
        answer = sent(client, content)
        assert answer.status_code == status
        shown = answer.content.decode()
        assert 'id="id_file_error"' in shown
        assert "verify/file/" in shown

    def test_the_largest_file_is_read(self, client: Client, db: None) -> None:
        content = small_file() + b" " * (LARGEST_FILE - len(small_file()))
        assert sent(client, content).status_code == 200

    def test_one_that_the_portal_drops_as_it_arrives(self, client: Client, db: None) -> None:
        answer = sent(client, b"%PDF-1.7" + b" " * settings.UPLOAD_MAX_BYTES, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")

    def test_only_by_post(self, client: Client, db: None) -> None:
        assert client.get("/verify/file/").status_code == 405

    def test_not_too_often(self, client: Client, db: None) -> None:
        tried = [sent(client, b"x").status_code for _ in range(21)]
        assert tried == [415] * 20 + [429]
        assert sent(client, b"x", REMOTE_ADDR="198.51.100.7").status_code == 415


class TestPrivacy:
    def test_needs_no_token_and_keeps_nothing(
        self, db: None, papers_root: Path, signed_paper: tuple[Paper, bytes]
    ) -> None:
        client = Client(enforce_csrf_checks=True)
        before = sorted(papers_root.rglob("*"))
        answer = sent(client, signed_paper[1] + b" ")
        assert answer.status_code == 200
        assert sorted(papers_root.rglob("*")) == before
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer["Cache-Control"]

    def test_box_stands_beside_the_code(self, client: Client, db: None) -> None:
        shown = client.get("/verify/").content.decode()
        assert 'enctype="multipart/form-data"' in shown
        assert 'action="/verify/file/"' in shown
        assert "data-dropzone" in shown
        assert 'name="code"' in shown
