"""Pages of the exchange over HTTP: both sides, who may, many rows, the home page."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Entry
from apps.core.identifiers import parse_person_id
from apps.courses.models import (
    Recognition,
    RegistrationAct,
)
from apps.courses.services import agreeing
from apps.courses.services.offering import set_offerings_state
from apps.courses.states import OfferingState
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Person
from tests.builders.courses import Exchange
from tests.courses.pages import (
    HOSTING,
    LEARNERS,
    MOST_QUERIES,
    NATIONAL_ID,
    RECOGNITIONS,
    REQUESTS,
    ROWS,
    TERM,
    browser_of,
    stranger,
    value,
    words,
)

pytestmark = pytest.mark.django_db


class TestBothSides:
    def test_a_registration_is_accepted_and_confirmed_on_its_page(
        self, made: Exchange, host: Client
    ) -> None:
        row = build.submitted(made)[0]
        url = f"{ROWS}{row.uuid}/"
        assert "You accept or decline." in words(host.get(url))
        done = host.post(f"{url}act/", {"action": "accept", "version": row.version})
        assert done.status_code == 302
        data = {"action": "enrol", "version": row.version + 1, "section": "1", "payment": "paid"}
        assert host.post(f"{url}act/", {**data, "host_student_code": "X1"}).status_code == 302
        page = words(host.get(url))
        assert "Registration confirmed" in page
        assert "student code at the host: – → X1" in page

    def test_the_home_reads_who_looked(self, made: Exchange, host: Client) -> None:
        row = build.submitted(made)[0]
        host.get(f"{ROWS}{row.uuid}/")
        with scope(made.approver.actor):
            looks = Entry.objects.filter(action="cross_registration.look")
            seen = [(one.target_uuid, one.owner_institution_id, one.case) for one in looks]
        assert seen == [(row.uuid, made.home.pk, row.request.number)]

    def test_a_course_that_the_host_closed_is_still_read_at_home(
        self, made: Exchange, home: Client
    ) -> None:
        rows = build.acknowledged(made)
        with scope(made.host_registrar.actor) as actor:
            offerings = [made.offerings[0].uuid]
            set_offerings_state(actor=actor, uuids=offerings, state=OfferingState.CLOSED)
        for url in (f"{ROWS}{rows[0].uuid}/", f"{RECOGNITIONS}new/?registration={rows[0].uuid}"):
            assert home.get(url).status_code == 200

    def test_the_own_student_is_no_look(self, made: Exchange, home: Client) -> None:
        home.get(f"{ROWS}{build.submitted(made)[0].uuid}/")
        with scope(made.approver.actor):
            assert not Entry.objects.filter(action="cross_registration.look").exists()

    def test_the_identifier_is_masked(self, made: Exchange, host: Client) -> None:
        person = parse_person_id(NATIONAL_ID).person_id
        assert person is not None
        row = build.submitted(made, build.candidate(1, person_id=person))[0]
        page = host.get(f"{ROWS}{row.uuid}/").content.decode()
        assert NATIONAL_ID not in page
        assert person.masked() in page

    def test_a_stale_act_keeps_what_was_typed(self, made: Exchange, host: Client) -> None:
        row = build.submitted(made)[0]
        data = {"action": "decline", "version": 1, "reason": "late", "note": "เกินกำหนด"}
        answer = host.post(f"{ROWS}{row.uuid}/act/", data)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "it is version 2 now" in words(answer)
        assert 'value="เกินกำหนด"' in page
        assert 'value="late" selected' in page
        again = {**data, "version": 2}
        assert host.post(f"{ROWS}{row.uuid}/act/", again).status_code == 302
        assert "the request came too late" in words(host.get(f"{ROWS}{row.uuid}/"))

    @pytest.mark.parametrize("action", ["decline", "withdraw", "cancel"])
    def test_a_reason_is_demanded(self, made: Exchange, action: str) -> None:
        row = build.enrolled(made)[0] if action == "withdraw" else build.submitted(made)[0]
        person = made.registrar if action == "cancel" else made.host_registrar
        data = {"action": action, "version": row.version, "reason": ""}
        answer = browser_of(person).post(f"{ROWS}{row.uuid}/act/", data)
        assert answer.status_code == 422
        assert "This field is required." in words(answer)

    def test_the_home_proposes_a_change(self, made: Exchange, home: Client) -> None:
        row = build.accepted(made)[0]
        data = {
            "action": "change",
            "version": row.version,
            "course_code": "cs102",
            "section": "1",
            "reason": "substitute",
        }
        assert home.post(f"{ROWS}{row.uuid}/act/", data).status_code == 302
        fresh = build.fresh(made, [row])[0]
        assert (fresh.state, fresh.course_code) == ("submitted", "CS102")
        page = words(home.get(f"{ROWS}{row.uuid}/"))
        assert "course and section: CS101 (1) → CS102 (1)" in page
        wrong = {**data, "version": fresh.version, "course_code": "ZZ1"}
        answer = home.post(f"{ROWS}{row.uuid}/act/", wrong)
        assert answer.status_code == 422
        assert "The host does not offer ZZ1 section 1 in this term." in words(answer)

    def test_an_act_of_the_other_side_is_forbidden(self, made: Exchange, home: Client) -> None:
        row = build.submitted(made)[0]
        data = {"action": "accept", "version": row.version}
        assert home.post(f"{ROWS}{row.uuid}/act/", data).status_code == 403
        assert home.post(f"{ROWS}{row.uuid}/act/", {"action": "announce"}).status_code == 404
        assert home.post(f"{ROWS}{row.uuid}/act/", {"action": "fly"}).status_code == 404

    def test_a_result_is_hidden_until_it_is_announced(
        self, made: Exchange, home: Client, host: Client
    ) -> None:
        rows = build.enrolled(made)
        build.graded(made, rows, "C+")
        url = f"{ROWS}{rows[0].uuid}/"
        assert "C+" not in words(home.get(url))
        assert "waits for a second person" in words(host.get(url))


class TestWhoMay:
    def addresses(self, made: Exchange) -> dict[str, str]:
        rows = build.recognised(made, build.acknowledged(made))
        with scope(made.registrar.actor):
            decision = Recognition.objects.get()
        return {
            "request": f"{REQUESTS}{rows[0].request.uuid}/",
            "registration": f"{ROWS}{rows[0].uuid}/",
            "correct": f"{ROWS}{rows[0].uuid}/correct/",
            "class": f"{HOSTING}classes/{made.offerings[0].uuid}/",
            "recognition": f"{RECOGNITIONS}{decision.uuid}/",
            "learner": f"{LEARNERS}{rows[0].learner.uuid}/",
        }

    def test_another_institution_finds_nothing(self, made: Exchange) -> None:
        addresses = self.addresses(made)
        other, host = browser_of(stranger()), browser_of(made.host_registrar)
        assert {
            name: other.get(url).status_code for name, url in addresses.items()
        } == dict.fromkeys(addresses, 404)
        of_home = {"request", "recognition", "learner"}
        answers = {name: host.get(url).status_code for name, url in addresses.items()}
        assert answers == {name: 404 if name in of_home else 200 for name in addresses}
        home = browser_of(made.registrar)
        answers = {name: home.get(url).status_code for name, url in addresses.items()}
        assert answers == {name: 404 if name in {"correct", "class"} else 200 for name in addresses}

    def test_strangers_ticks_are_not_found(self, made: Exchange) -> None:
        row, other = build.submitted(made)[0], browser_of(stranger())
        posts = {
            f"{ROWS}bulk/": {"act": "acknowledge", "pick": value(row)},
            f"{HOSTING}decide/": {"act": "accept", "pick": value(row)},
            f"{HOSTING}enrolment/": {"pick": value(row)},
            f"{ROWS}{row.uuid}/act/": {"action": "accept", "version": row.version},
            f"{REQUESTS}{row.request.uuid}/send/": {"picks": value(row)},
        }
        assert {other.post(url, data).status_code for url, data in posts.items()} == {404}

    def test_a_draft_is_invisible_to_the_host(self, made: Exchange, host: Client) -> None:
        _asked, rows = build.drafted(made)
        assert host.get(f"{ROWS}{rows[0].uuid}/").status_code == 404
        assert "6601000001" not in words(host.get(HOSTING))

    def test_wrong_roles_are_refused(self, made: Exchange) -> None:
        addresses = [
            f"{REQUESTS}new/", ROWS, HOSTING, f"{HOSTING}enrolment/", f"{HOSTING}classes/",
            f"{HOSTING}results/", RECOGNITIONS, LEARNERS,
        ]  # fmt: skip
        for person in (made.cast.director_a, made.cast.secretary, made.cast.uploader_a):
            browser = browser_of(person)
            assert {browser.get(url).status_code for url in addresses} == {403}
        director = browser_of(made.cast.director_a)
        build.drafted(made)
        page = director.get(REQUESTS)
        assert page.status_code == 200
        assert f'href="{REQUESTS}new/"' not in page.content.decode()
        assert browser_of(made.cast.uploader_a).get(REQUESTS).status_code == 403

    def test_only_an_approver_approves(self, made: Exchange, home: Client, host: Client) -> None:
        result = build.graded(made, build.enrolled(made))[0]
        assert host.post(f"{HOSTING}results/approve/", {}).status_code == 403
        assert host.get(f"{HOSTING}results/{result.uuid}/return/").status_code == 403
        proposed = build.proposed(made, build.acknowledged(made, build.candidate(2)))
        for act in ("approve", "return", "reopen"):
            answer = home.post(f"{RECOGNITIONS}{proposed.uuid}/{act}/", {"note": "ทดสอบ ทดสอบ"})
            assert answer.status_code == 403
        assert "You proposed this yourself" in words(home.get(f"{RECOGNITIONS}{proposed.uuid}/"))


class TestManyRows:
    """The number of statements does not grow with the rows."""

    def queries(self, person: Person, address: str) -> int:
        browser = browser_of(person)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = browser.get(address)
        assert answer.status_code == 200
        return len(captured)

    def test_lists_of_the_home(self, made: Exchange) -> None:
        rows = build.acknowledged(made, *[build.candidate(n) for n in range(1, 61)])
        for place in range(20):
            more = [(line, f"67{place:04}{line:04}") for line in (1, 2, 3)]
            build.drafted(
                made, *[build.candidate(line, "CS102", student=code) for line, code in more]
            )
        addresses = [
            REQUESTS, f"{REQUESTS}?state=draft&term={TERM}", f"{REQUESTS}{rows[0].request.uuid}/",
            ROWS, f"{ROWS}?state=acknowledged", RECOGNITIONS, LEARNERS, f"{LEARNERS}?q=66",
        ]  # fmt: skip
        counts = {url: self.queries(made.registrar, url) for url in addresses}
        assert {url: count for url, count in counts.items() if count >= MOST_QUERIES} == {}

    def test_lists_of_the_host(self, made: Exchange) -> None:
        build.graded(made, build.enrolled(made, *[build.candidate(n) for n in range(1, 61)]))
        build.accepted(made, *[build.candidate(n, "CS102") for n in range(61, 121)])
        build.submitted(made, *[build.candidate(n, "CS102") for n in range(121, 181)])
        addresses = [
            HOSTING, f"{HOSTING}enrolment/", f"{HOSTING}classes/?term={TERM}",
            f"{HOSTING}classes/{made.offerings[0].uuid}/", f"{HOSTING}results/",
        ]  # fmt: skip
        counts = {url: self.queries(made.host_approver, url) for url in addresses}
        assert {url: count for url, count in counts.items() if count >= MOST_QUERIES} == {}

    def test_decisions(self, made: Exchange) -> None:
        for row in build.acknowledged(made, *[build.candidate(n) for n in range(1, 21)]):
            build.proposed(made, [row])
        assert self.queries(made.approver, f"{RECOGNITIONS}?show=approve") < MOST_QUERIES


class TestHomePage:
    def test_each_inbox_stands_with_its_number(self, made: Exchange) -> None:
        build.submitted(made, build.candidate(1))
        build.accepted(made, build.candidate(2))
        build.graded(made, build.enrolled(made, build.candidate(3)))
        build.announced(made, build.enrolled(made, build.candidate(4)))
        build.proposed(made, build.acknowledged(made, build.candidate(5)))
        build.acknowledged(made, build.candidate(6))
        host = words(browser_of(made.host_approver).get("/"))
        for sentence in (
            "1 waits for your answer",
            "1 not yet confirmed",
            "1 waits for your approval",
        ):
            assert sentence in host
        page = words(browser_of(made.approver).get("/"))
        for sentence in (
            "1 announced by the host, receipt not confirmed",
            "1 without a decision what they count for",
            "1 waits for your approval",
            "1 without an answer of the host",
        ):
            assert sentence in page
        assert "for your approval" not in words(browser_of(made.registrar).get("/"))

    def test_counting_ends_at_a_hundred(self, made: Exchange) -> None:
        build.submitted(made, *[build.candidate(n) for n in range(1, 102)])
        assert "more than 99 wait for your answer" in words(
            browser_of(made.host_registrar).get("/")
        )

    def test_a_signature_that_is_missing(self, made: Exchange) -> None:
        assert made.agreement is not None
        content = agreeing.Content(
            kind="mou", title_th="ข้อตกลงฉบับใหม่", title_en="A new agreement",
            partners=[made.host], starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2030, 1, 1),
        )  # fmt: skip
        with scope(made.registrar.actor) as actor:
            agreement = agreeing.draft_agreement(actor=actor, content=content)
            agreeing.attach_document(
                actor=actor, uuid=agreement.uuid, version=1, content=build.PDF, filename="a.pdf"
            )
            agreeing.offer_agreement(actor=actor, uuid=agreement.uuid, version=2)
        for person in (made.approver, made.cast.director_a, made.host_approver):
            assert "A new agreement" in words(browser_of(person).get("/"))
        assert "A new agreement" not in words(browser_of(made.registrar).get("/"))

    def test_the_history_names_both_sides(self, made: Exchange, home: Client) -> None:
        row = build.acknowledged(made)[0]
        page = words(home.get(f"{ROWS}{row.uuid}/"))
        with scope(made.registrar.actor):
            acts = RegistrationAct.objects.filter(registration=row)
            names = set(acts.values_list("name", flat=True))
        assert len(names) == 3
        assert [name for name in names if name not in page] == []
