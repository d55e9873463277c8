"""What somebody who wants to cheat or to pry tries, in the pages and the API."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.qualifications.models import Check
from apps.qualifications.services.asking import draft_checks
from tests.builders import qualifications as build
from tests.builders.qualifications import Graduate
from tests.courses.pages import browser_of
from tests.qualifications.api_systems import claimed, question, sent_degree, system_of
from tests.qualifications.asking_pages import batch_of, entrants_file, filled, sent
from tests.qualifications.attacking import (
    ACTS,
    IMAGE,
    SCRIPT,
    act_status,
    asked,
    check_path,
    of_third,
    with_file,
)
from tests.qualifications.held import act, check_url

pytestmark = pytest.mark.django_db


class TestAnotherOnesAddress:
    """404 for whatever is not one's own, whether it exists or not."""

    def addresses(self, world: Graduate, asker: Client) -> dict[str, tuple[str, ...]]:
        """Whose side has something there, and what nobody else is to find."""
        check = build.answered(world, asked(world), outcome="not_found")
        file = with_file(world, check)
        waiting = build.proposed(world, asked(world, 2))
        line = build.registered(world, [build.degree(3)]).first_line
        load = build.load_rows(world, [build.degree(4)])
        list_of = sent(world, asker, entrants_file(world, [build.degree(5)]))
        return {
            "both": (
                check_url(check),
                check_url(check, f"documents/{file}/"),
                check_url(check, "letter.pdf"),
                *(f"POST {check_url(waiting, f'act/{name}/')}" for name in ACTS),
                f"POST {check_url(check, 'letter/')}",
            ),
            "holder": (
                check_url(waiting, "answer/"),
                f"POST {check_url(waiting, 'answer/none/')}",
                check_url(waiting, "answer/written/"),
                check_url(waiting, f"answer/{line}/"),
                f"/qualifications/register/lines/{line}/",
                f"/qualifications/register/lines/{line}/correct/",
                *(
                    f"POST /qualifications/register/lines/{line}/{name}/"
                    for name in ("withdraw", "hold", "lift", "correct")
                ),
                f"/qualifications/register/loads/{load.uuid}/",
                f"/qualifications/register/loads/{load.uuid}/findings.csv",
                *(
                    f"POST /qualifications/register/loads/{load.uuid}/{name}/"
                    for name in ("accept", "discard")
                ),
            ),
            "asker": (
                list_of,
                f"{list_of}board.csv",
                f"{list_of}findings.csv",
                f"{list_of}letter.pdf",
                *(f"POST {list_of}{name}/" for name in ("send", "discard", "drop", "letter")),
            ),
        }

    def status(self, browser: Client, address: str) -> int:
        sending = {"confirmed": "yes", "version": 1, "note": "in words", "outcome": "not_found"}
        if address.startswith("POST "):
            return browser.post(address.removeprefix("POST "), sending).status_code
        return browser.get(address).status_code

    def test_is_not_found_by_a_third_university(self, world: Graduate, asker: Client) -> None:
        found = self.addresses(world, asker)
        stranger = of_third()
        for address in (one for those in found.values() for one in those):
            assert self.status(stranger, address) == 404, address
            nothing = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", str(uuid4()), address)
            assert self.status(stranger, nothing) == 404, nothing

    def test_is_not_found_by_the_other_side(self, world: Graduate, asker: Client) -> None:
        found = self.addresses(world, asker)
        answering = browser_of(world.holder_approver)
        for address in found["asker"]:
            assert self.status(answering, address) == 404, address
        asking = browser_of(world.approver)
        for address in found["holder"]:
            # of a check it knows it is told that it is not its own to answer
            expected = {403, 404} if "/answer/" in address else {404}
            assert self.status(asking, address) in expected, address

    def test_a_draft_is_not_found_by_who_will_be_asked(self, world: Graduate) -> None:
        with scope(world.registrar.actor) as actor:
            (draft,) = draft_checks(
                actor=actor, question=build.QUESTION,
                claims=[build.claim(build.degree(1), world.holder)],
            )  # fmt: skip
        browser = browser_of(world.holder_approver)
        assert browser.get(check_url(draft)).status_code == 404
        assert act_status(browser, draft) == {404}

    def test_a_document_is_found_under_its_own_check_alone(
        self, world: Graduate, clerk: Client
    ) -> None:
        first, second = asked(world, 1), asked(world, 2)
        file = with_file(world, first)
        assert clerk.get(check_url(first, f"documents/{file}/")).status_code == 200
        assert clerk.get(check_url(second, f"documents/{file}/")).status_code == 404

    def test_by_api_neither(self, world: Graduate, asker: Client) -> None:
        check = build.answered(world, asked(world), outcome="not_found")
        file = with_file(world, check)
        line = build.registered(world, [build.degree(3)]).first_line
        load = build.load_rows(world, [build.degree(4)])
        third = system_of(Institution.objects.get(kind="university", code="00400"))
        path = f"qualification-checks/{check.uuid}"
        for wanted in (
            path, f"{path}/timeline", f"{path}/matches", f"{path}/documents/{file}",
            f"{path}/letter", f"register/degrees/{line}", f"register/loads/{load.uuid}",
        ):  # fmt: skip
            assert third.get(wanted, status=404)["status"] == 404
        note: dict[str, Any] = {"note": "in words", "version": 1}
        bodies: dict[str, dict[str, Any]] = {
            "messages": {"note": "in words"},
            "cancel": note,
            "request-documents": note,
            "answer": {"outcome": "not_found", "version": 1},
        }
        for name, body in bodies.items():
            assert third.post(f"{path}/{name}", body, status=404)["status"] == 404
        withdrawal = {"reason": "revoked", "note": "a decision"}
        third.post(f"register/degrees/{line}/withdraw", withdrawal, status=404)
        # nor does the asker find the holder's
        first = system_of(world.asker)
        first.get(f"register/degrees/{line}", status=404)
        first.get(f"register/loads/{load.uuid}", status=404)


class TestMarkup:
    @pytest.mark.parametrize("markup", [SCRIPT, IMAGE])
    def test_in_names_and_words_is_text_everywhere(
        self, world: Graduate, asker: Client, clerk: Client, markup: str
    ) -> None:
        names = dict.fromkeys(("first_name", "last_name", "title"), markup[:60])
        texts = dict.fromkeys(("degree", "major", "faculty", "former_name", "reference"), markup)
        check = asked(world, 1, **names, **texts)
        for browser, person in ((asker, world.registrar), (clerk, world.holder_registrar)):
            answer = act(browser, check, "message", person, note=f"{markup} in words")
            assert answer.status_code == 302
        row = build.degree(1, **names, degree_th=markup, major=markup, name_as_written="x")
        line = build.registered(world, [row]).first_line
        build.proposed(
            world, check, outcome="confirmed_with_differences", line=line, differing=["major"],
            told={"major": markup}, note=markup,
        )  # fmt: skip
        load = build.load_rows(world, [build.degree(1, **names, degree_th=markup, honours="1")])
        pages = {
            asker: ("asked/", check_path(check)),
            clerk: (
                "queue/", "history/", check_path(check), "register/",
                f"register/lines/{line}/", f"register/lines/{line}/correct/",
                f"register/loads/{load.uuid}/",
            ),
        }  # fmt: skip
        for browser, paths in pages.items():
            for path in paths:
                answer = browser.get(f"/qualifications/{path}")
                assert answer.status_code == 200, path
                page = answer.content.decode()
                assert markup not in page, path
                assert "<img src=x" not in page, path
                assert "&lt;" in page, path
                assert "default-src 'self'" in answer["Content-Security-Policy"]

    def test_in_what_was_typed_wrongly_stays_text(self, world: Graduate, asker: Client) -> None:
        data = filled(world, build.degree(), case=IMAGE, holder=SCRIPT, gpax=SCRIPT[:10])
        page = asker.post("/qualifications/checks/new/", data).content.decode()
        assert SCRIPT not in page
        assert "<img src=x" not in page

    def test_in_a_list_of_entrants_is_text_on_its_board(
        self, world: Graduate, asker: Client
    ) -> None:
        row = build.degree(1, first_name="กานดา", last_name="ใจดี", major=SCRIPT)
        address = sent(world, asker, entrants_file(world, [row]))
        asker.post(f"{address}letter/")
        assert SCRIPT not in asker.get(address).content.decode()
        assert batch_of(world.registrar).kept == 1


class TestMassAssignment:
    @pytest.mark.parametrize(
        "field",
        ["state", "outcome", "by_register", "asker", "shared_with", "line", "told", "number",
         "due_on", "answered_by"],
    )  # fmt: skip
    def test_a_question_brings_no_answer(self, world: Graduate, field: str) -> None:
        system = system_of(world.asker)
        body = question(claimed(build.degree(1), world.holder), **{field: "answered"})
        assert system.post("qualification-checks/", body, status=400)["errors"]
        inside = question(claimed(build.degree(1), world.holder, **{field: "answered"}))
        assert system.post("qualification-checks/", inside, status=400)["errors"]
        with scope(world.registrar.actor):
            assert not Check.objects.exists()

    @pytest.mark.parametrize("field", ["status", "holder", "version", "line", "load", "row_hash"])
    def test_a_degree_brings_no_place_in_the_register(self, world: Graduate, field: str) -> None:
        system = system_of(world.holder)
        body = {"degrees": [sent_degree(build.degree(1), **{field: "in_force"})]}
        assert system.post("register/degrees/", body, status=400)["errors"]

    def test_a_form_brings_neither(self, world: Graduate, asker: Client) -> None:
        data = filled(world, build.degree(), state="answered", outcome="confirmed", asker="1")
        assert asker.post("/qualifications/checks/new/", data).status_code == 302
        with scope(world.registrar.actor):
            check = Check.objects.get()
        assert (check.state, check.outcome, check.asker_id) == ("waiting", "", world.asker.pk)
