"""The public check: little without the PIN, nothing without the code, and no trying of PINs."""

import pytest
from django.test import Client

from apps.documents.codes import grouped
from apps.documents.models import Paper
from apps.documents.services import paper_pin, revoke_paper, supersede_paper
from apps.institutions.scope import scope
from tests.builders.cast import Cast
from tests.documents.test_paper_ledger import issue, reserve

pytestmark = pytest.mark.usefixtures("papers_root")

PERSON = "นายอำนาจ ศรีสุวรรณ์"
SUBJECT = "แจ้งผลการตรวจสอบ"
UNKNOWN = "0000-0000-0000"


@pytest.fixture
def paper(cast: Cast) -> Paper:
    with scope(cast.registrar_a.actor):
        return issue(cast.registrar_a.actor, reserve(cast.registrar_a.actor, cast.network))


def wrong_pin(paper: Paper) -> str:
    return "000000" if paper_pin(paper) != "000000" else "111111"


class TestPage:
    def test_code_alone_shows_little(self, client: Client, paper: Paper) -> None:
        answer = client.get(f"/verify/{grouped(paper.code)}")
        shown = answer.content.decode()
        assert answer.status_code == 200
        assert paper.serial in shown
        assert paper.issuer.name_th in shown
        assert PERSON not in shown
        assert SUBJECT not in shown
        assert paper_pin(paper) not in shown

    def test_pin_shows_what_stands_on_it(self, client: Client, paper: Paper) -> None:
        answer = client.post(f"/verify/{paper.code.lower()}", {"pin": paper_pin(paper)})
        shown = answer.content.decode()
        assert answer.status_code == 200
        assert PERSON in shown
        assert SUBJECT in shown
        assert "ออกให้แก่" in shown

    @pytest.mark.parametrize("pin", ["", "12345", "abcdef", "wrong"])
    def test_wrong_pin_shows_nothing_more(self, client: Client, paper: Paper, pin: str) -> None:
        typed = wrong_pin(paper) if pin == "wrong" else pin
        answer = client.post(f"/verify/{paper.code}", {"pin": typed})
        assert answer.status_code == 403
        assert PERSON not in answer.content.decode()
        assert 'id="id_pin_error"' in answer.content.decode()

    def test_box_leads_to_the_page(self, client: Client, paper: Paper) -> None:
        page = client.get("/verify/")
        assert page.status_code == 200
        assert page.content.decode().partition("<main")[2].count("btn-primary") == 1
        answer = client.get("/verify/", {"code": f" {paper.code.lower()} "})
        assert (answer.status_code, answer["Location"]) == (302, f"/verify/{grouped(paper.code)}")

    def test_one_answer_for_all_that_is_unknown(
        self, client: Client, cast: Cast, paper: Paper
    ) -> None:
        with scope(cast.registrar_a.actor):
            unissued = reserve(cast.registrar_a.actor, cast.network)
        typed = [UNKNOWN, grouped(unissued.code), "<script>", "7K3M"]
        answers = [client.get(f"/verify/{code}") for code in typed]
        answers += [client.post(f"/verify/{unissued.code}", {"pin": paper_pin(unissued)})]
        assert {answer.status_code for answer in answers} == {404}
        pages = {
            answer.content.decode().partition("<main")[2].replace(code, "CODE")
            for answer, code in zip(answers[:2], typed[:2], strict=True)
        }
        assert len(pages) == 1
        assert "<script>" not in answers[2].content.decode()

    def test_is_not_kept_nor_indexed(self, client: Client, paper: Paper) -> None:
        for path in ("/verify/", f"/verify/{paper.code}", f"/verify/{UNKNOWN}"):
            answer = client.get(path)
            assert answer["X-Robots-Tag"] == "noindex, nofollow"
            assert "no-store" in answer["Cache-Control"]

    def test_ended_papers_say_so(self, client: Client, cast: Cast, paper: Paper) -> None:
        actor = cast.registrar_a.actor
        with scope(actor):
            newer = issue(actor, reserve(actor, cast.network), b"%PDF-1.7 newer")
            supersede_paper(actor=actor, paper=paper, replacement=newer, reason="a newer roster")
        shown = client.get(f"/verify/{paper.code}").content.decode()
        assert "notice-need" in shown
        assert newer.serial in shown
        assert newer.code not in shown
        with scope(cast.secretary.actor):
            revoke_paper(actor=cast.secretary.actor, paper=paper, reason="made in error")
        shown = client.get(f"/verify/{paper.code}").content.decode()
        assert "notice-refused" in shown
        assert "made in error" in shown


class TestJson:
    def test_the_same_for_machines(self, client: Client, paper: Paper) -> None:
        answer = client.get(f"/verify/{paper.code}", headers={"accept": "application/json"})
        shown = answer.json()
        assert set(shown) == {
            *("serial", "code", "kind", "kind_label", "issuer", "issued_at", "persons"),
            *("status", "ended_at", "reason", "replaced_by"),
        }
        assert (shown["status"], shown["persons"]) == ("active", 1)
        assert "Accept" in answer["Vary"]

    def test_with_the_pin(self, client: Client, paper: Paper) -> None:
        answer = client.post(
            f"/verify/{paper.code}",
            {"pin": paper_pin(paper)},
            headers={"accept": "application/json"},
        )
        assert answer.json()["details"]["rows"] == [[PERSON]]
        assert answer.json()["issued_to"]["code"] == "00500"

    def test_what_its_issuer_keeps_is_issued_to_nobody_else(
        self, client: Client, cast: Cast
    ) -> None:
        actor = cast.secretary.actor
        with scope(actor):
            own = issue(actor, reserve(actor, cast.network))
        assert own.holder_id == own.issuer_id
        given = {"pin": paper_pin(own)}
        answer = client.post(f"/verify/{own.code}", given, headers={"accept": "application/json"})
        assert answer.json()["issued_to"] is None
        page = client.post(f"/verify/{own.code}", given).content.decode()
        assert PERSON in page
        assert "ออกให้แก่" not in page

    @pytest.mark.parametrize(("code", "status"), [(UNKNOWN, 404), (None, 403)])
    def test_problems(self, client: Client, paper: Paper, code: str | None, status: int) -> None:
        answer = client.post(
            f"/verify/{code or paper.code}",
            {"pin": wrong_pin(paper)},
            headers={"accept": "application/json"},
        )
        assert answer.status_code == answer.json()["status"] == status
        assert answer["Content-Type"] == "application/problem+json"


class TestLimits:
    def test_trying_pins_ends_soon_and_only_for_who_tries(
        self, client: Client, paper: Paper
    ) -> None:
        path = f"/verify/{paper.code}"
        tried = [client.post(path, {"pin": wrong_pin(paper)}).status_code for _ in range(6)]
        assert tried == [403] * 5 + [429]
        assert client.post(path, {"pin": paper_pin(paper)}).status_code == 429
        assert client.get(path).status_code == 200
        elsewhere = client.post(path, {"pin": paper_pin(paper)}, REMOTE_ADDR="198.51.100.7")
        assert elsewhere.status_code == 200

    def test_an_address_written_by_the_client_is_ignored(
        self, client: Client, paper: Paper
    ) -> None:
        tried = [
            client.post(
                f"/verify/{paper.code}",
                {"pin": wrong_pin(paper)},
                headers={"x-forwarded-for": f"198.51.100.{at}"},
            ).status_code
            for at in range(6)
        ]
        assert tried[-1] == 429

    def test_many_addresses_share_the_limit_of_a_code(self, client: Client, paper: Paper) -> None:
        tried = [
            client.post(
                f"/verify/{paper.code}",
                {"pin": wrong_pin(paper)},
                REMOTE_ADDR=f"198.51.{at // 4}.{at % 4}",
            ).status_code
            for at in range(101)
        ]
        assert tried == [403] * 100 + [429]

    def test_walking_through_codes_ends(self, client: Client, db: None) -> None:
        tried = [client.get(f"/verify/{UNKNOWN}").status_code for _ in range(61)]
        assert tried == [404] * 60 + [429]
