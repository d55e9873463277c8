"""An answer is taken back before its approval; the asker learns nothing of what was entered."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.audit.models import Entry
from apps.core.errors import PortalError
from apps.events.models import Event
from apps.institutions.scope import scope
from apps.qualifications.errors import CheckStateError, CheckVersionError, OthersAnswerError
from apps.qualifications.models import Answer, Check, CheckAct, Conferral, RegisterLoad
from apps.qualifications.services.answering import return_answer
from apps.qualifications.services.cancelling import cancel_check
from apps.qualifications.services.taking_back import take_back_answer
from tests.builders import qualifications as build
from tests.builders.cast import Person
from tests.builders.qualifications import Graduate
from tests.courses.pages import words
from tests.qualifications.api_systems import system_of
from tests.qualifications.attacking import plain
from tests.qualifications.held import QUEUE, act, check_url, waiting_check

pytestmark = pytest.mark.django_db


@pytest.fixture
def check(world: Graduate) -> Check:
    return waiting_check(world)


def take_back(person: Person, check: Check, version: int | None = None) -> Check:
    with scope(person.actor) as actor:
        return take_back_answer(actor=actor, uuid=check.uuid, version=version)


def answers(world: Graduate) -> list[tuple[str, str]]:
    """State and who decided, oldest first."""
    with scope(world.holder_registrar.actor):
        return list(Answer.objects.order_by("pk").values_list("state", "decided_name"))


def timeline(person: Person, check: Check) -> list[str]:
    with scope(person.actor):
        found = CheckAct.objects.filter(check_asked=check).order_by("pk")
        return list(found.values_list("action", flat=True))


class TestByTheService:
    def test_who_entered_it_takes_it_back_and_enters_another(
        self, world: Graduate, check: Check
    ) -> None:
        build.proposed(world, check, outcome="confirmed", facts=build.degree(1))
        take_back(world.holder_registrar, check)
        assert build.fresh(check, world.holder_registrar).state == "waiting"
        name = world.holder_registrar.user.name_th
        assert answers(world) == [("dropped", name)]
        with scope(world.holder_registrar.actor):
            assert [load.state for load in RegisterLoad.objects.all()] == ["discarded"]
            assert not Conferral.objects.exists()
        build.answered(world, check, outcome="confirmed", facts=build.degree(1))
        assert [state for state, _name in answers(world)] == ["dropped", "approved"]

    def test_it_is_on_record_for_the_holder_alone(self, world: Graduate, check: Check) -> None:
        build.proposed(world, check)
        take_back(world.holder_registrar, check)
        assert timeline(world.holder_registrar, check) == ["send", "propose", "take_back"]
        assert timeline(world.registrar, check) == ["send"]
        with scope(world.holder_registrar.actor):
            entry = Entry.objects.get(action="check.take_back", target_uuid=check.uuid)
        assert entry.owner_institution_id == entry.acting_institution_id == world.holder.pk
        with scope(world.registrar.actor):
            kinds = set(Event.objects.values_list("kind", flat=True))
        assert "qualification.send" in kinds
        assert not kinds & {"qualification.propose", "qualification.take_back"}

    def test_nobody_else_takes_it_back(self, world: Graduate, check: Check) -> None:
        build.proposed(world, check)
        with pytest.raises(OthersAnswerError):
            take_back(world.holder_approver, check)
        assert answers(world) == [("proposed", "")]

    def test_not_on_a_page_that_is_out_of_date(self, world: Graduate, check: Check) -> None:
        build.proposed(world, check)
        with pytest.raises(CheckVersionError):
            take_back(world.holder_registrar, check, check.version)

    def test_not_after_the_approval(self, world: Graduate, check: Check) -> None:
        build.answered(world, check)
        with pytest.raises(CheckStateError):
            take_back(world.holder_registrar, check)

    @pytest.mark.parametrize("named", [True, False])
    def test_who_a_system_named_takes_it_back_in_the_portal(
        self, world: Graduate, check: Check, named: bool
    ) -> None:
        person = world.holder_registrar if named else world.holder_approver
        officer = {"name": person.user.name_th, "post": "registrar"}
        body = {"version": check.version, "outcome": "not_found", "note": "", "officer": officer}
        system_of(world.holder).post(f"qualification-checks/{check.uuid}/answer", body)
        if named:
            take_back(world.holder_registrar, check)
        else:
            with pytest.raises(OthersAnswerError):
                take_back(world.holder_registrar, check)

    def test_a_question_that_is_cancelled_takes_it_along(
        self, world: Graduate, check: Check
    ) -> None:
        build.proposed(world, check, outcome="confirmed", facts=build.degree(1))
        with scope(world.registrar.actor) as actor:
            cancel_check(
                actor=actor, uuid=check.uuid, version=check.asker_version, note="no longer needed"
            )
            assert not Answer.objects.exists()
        assert build.fresh(check, world.registrar).state == "cancelled"
        assert [state for state, _name in answers(world)] == ["dropped"]
        with scope(world.holder_registrar.actor):
            assert [load.state for load in RegisterLoad.objects.all()] == ["discarded"]
            assert not Conferral.objects.exists()
        assert timeline(world.holder_registrar, check) == ["send", "propose", "cancel"]


class TestOnThePage:
    def test_the_one_who_entered_it_confirms_and_the_queue_has_it_again(
        self, world: Graduate, clerk: Client, approver: Client, check: Check
    ) -> None:
        build.proposed(world, check)
        page = clerk.get(check_url(check)).content.decode()
        assert "/act/take_back/" in page
        assert '<details class="confirm' in page
        assert "/act/take_back/" not in approver.get(check_url(check)).content.decode()
        done = act(clerk, check, "take_back", world.holder_registrar)
        assert done.status_code == 302
        after = words(clerk.get(check_url(check)))
        assert "You took your answer back" in after
        assert "answer taken back before its approval" in after.lower()
        assert "only your university sees this" in after
        assert "Enter the answer" in after
        assert check.number in words(clerk.get(f"{QUEUE}?show=waiting"))

    def test_others_are_refused(
        self, world: Graduate, asker: Client, approver: Client, check: Check
    ) -> None:
        build.proposed(world, check)
        assert act(approver, check, "take_back", world.holder_approver).status_code == 403
        assert act(asker, check, "take_back", world.registrar).status_code == 403
        assert answers(world) == [("proposed", "")]

    def test_on_a_stale_page_it_stays(self, world: Graduate, clerk: Client, check: Check) -> None:
        build.proposed(world, check)
        stale = clerk.post(check_url(check, "act/take_back/"), {"version": check.version})
        assert stale.status_code == 409
        assert answers(world) == [("proposed", "")]


class TestTheAskerSeesTheSame:
    """Before an answer is entered, while it waits, and after it was dropped or given back."""

    def stages(self, world: Graduate, check: Check, seen: Callable[[], Any]) -> list[str]:
        told = [plain(seen())]
        build.proposed(world, check)
        told.append(plain(seen()))
        take_back(world.holder_registrar, check)
        told.append(plain(seen()))
        build.proposed(world, check)
        with scope(world.holder_approver.actor) as actor:
            return_answer(actor=actor, uuid=check.uuid, version=None, note="look again")
        return [*told, plain(seen())]

    def test_by_api(self, world: Graduate, check: Check) -> None:
        system, path = system_of(world.asker), f"qualification-checks/{check.uuid}"

        def seen() -> list[Any]:
            listed = system.get("qualification-checks/", side="asker")
            return [system.get(path), system.get(f"{path}/timeline"), listed]

        told = self.stages(world, check, seen)
        assert "'actions': ['cancel']" in told[0]
        assert told == [told[0]] * 4

    def test_on_the_page_and_in_lists(self, world: Graduate, asker: Client, check: Check) -> None:
        pages = (check_url(check), "/qualifications/asked/", "/qualifications/asked/export.csv")

        def seen() -> list[str]:
            return [asker.get(page).content.decode() for page in pages]

        told = self.stages(world, check, seen)
        assert "/act/cancel/" in told[0]
        assert told == [told[0]] * 4

    def test_the_holder_sees_each_step(self, world: Graduate, check: Check) -> None:
        system, path = system_of(world.holder), f"qualification-checks/{check.uuid}"
        told = self.stages(world, check, lambda: system.get(path))
        assert len(set(told)) == 4

    def test_an_act_of_the_asker_fits_whatever_was_entered_meanwhile(
        self, world: Graduate, asker: Client, check: Check
    ) -> None:
        page = asker.get(check_url(check)).content.decode()
        seen = page.partition('name="version" value="')[2].partition('"')[0]
        build.proposed(world, check)
        data = {"version": seen, "note": "no longer needed"}
        assert asker.post(check_url(check, "act/cancel/"), data).status_code == 302
        assert build.fresh(check, world.registrar).state == "cancelled"

    def test_what_it_cannot_do_is_refused_in_the_words_of_what_it_sees(
        self, world: Graduate, check: Check
    ) -> None:
        system, path = system_of(world.asker), f"qualification-checks/{check.uuid}/documents"
        file = {"filename": "a.pdf", "content": "JVBERi0xLjc="}
        body = {"version": 2, "note": "", "documents": [file]}
        before = system.post(path, body, 409)
        build.proposed(world, check)
        assert plain(system.post(path, body, 409)) == plain(before)


def test_the_version_of_each_side(world: Graduate, check: Check) -> None:
    """The holder's counts every act, the asker's those that the asker may see."""
    seen = []
    steps: list[Callable[[], object]] = [
        lambda: build.proposed(world, check),
        lambda: take_back(world.holder_registrar, check),
        lambda: build.answered(world, check),
    ]
    for step in steps:
        step()
        now = build.fresh(check, world.registrar)
        seen.append((now.version, now.asker_version))
    assert seen == [(3, 2), (4, 2), (6, 3)]
    with pytest.raises(PortalError):
        take_back(world.holder_registrar, check)
