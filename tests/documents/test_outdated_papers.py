"""A paper that ended before a newer one exists, at the public check and in the ledger."""

import pytest
from django.conf import settings
from django.test import Client

from apps.core.errors import ForbiddenError, InvalidError, WrongStateError
from apps.documents.models import Paper, Status
from apps.documents.services import name_replacement, outdate_paper, reserve_paper
from apps.institutions.scope import scope
from tests.builders.cast import Cast
from tests.documents.test_paper_ledger import issue, reserve

pytestmark = pytest.mark.usefixtures("papers_root")

REASON = "a grade was corrected"


@pytest.fixture
def paper(cast: Cast) -> Paper:
    """University A's own paper, in force."""
    actor = cast.registrar_a.actor
    with scope(actor):
        return issue(actor, reserve(actor, cast.university_a))


@pytest.fixture
def outdated(cast: Cast, paper: Paper) -> Paper:
    with scope(cast.registrar_a.actor) as actor:
        return outdate_paper(actor=actor, paper=paper, reason=REASON)


def newer_of(cast: Cast) -> Paper:
    with scope(cast.registrar_a.actor) as actor:
        return issue(actor, reserve(actor, cast.university_a), b"%PDF-1.7 newer")


def shown(client: Client, paper: Paper) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get(f"/verify/{paper.code}")
    assert answer.status_code == 200
    return answer.content.decode()


class TestPublicCheck:
    def test_active(self, client: Client, paper: Paper) -> None:
        page = shown(client, paper)
        assert "Issued here, and active" in page
        assert "notice-done" in page

    def test_without_a_newer_paper_it_says_whom_to_ask(
        self, client: Client, cast: Cast, outdated: Paper
    ) -> None:
        page = shown(client, outdated)
        assert "a corrected paper is not there yet" in page
        assert f"Ask {cast.university_a.name_en} for a corrected paper" in page
        assert REASON in page
        assert "notice-need" in page
        assert "stands in its place" not in page

    def test_with_a_newer_paper_it_names_it(
        self, client: Client, cast: Cast, outdated: Paper
    ) -> None:
        newer = newer_of(cast)
        with scope(cast.registrar_a.actor) as actor:
            name_replacement(actor=actor, paper=outdated, replacement=newer)
        page = shown(client, outdated)
        assert f"the paper {newer.serial} stands in its place" in page
        assert "not there yet" not in page
        assert newer.code not in page

    def test_for_machines(self, client: Client, outdated: Paper) -> None:
        answer = client.get(f"/verify/{outdated.code}", headers={"accept": "application/json"})
        shown = answer.json()
        assert (shown["status"], shown["replaced_by"]) == ("superseded", None)
        assert (shown["reason"], shown["ended_at"] is None) == (REASON, False)


class TestLedger:
    def test_only_the_issuer_outdates(self, cast: Cast) -> None:
        issuer, holder = cast.registrar_a.actor, cast.registrar_b.actor
        with scope(issuer):
            made = reserve_paper(
                actor=issuer,
                kind="course_results",
                source_type="tests.thing",
                source_uuid=cast.university_a.uuid,
                issuer=cast.university_a,
                language="th",
                subject="ผลการศึกษา",
                template_version="1",
                holder=cast.university_b,
            )
            made = issue(issuer, made)
        with scope(holder), pytest.raises(ForbiddenError):
            outdate_paper(actor=holder, paper=made, reason=REASON)
        with scope(holder):
            assert Paper.objects.get(pk=made.pk).status == Status.ACTIVE

    def test_needs_a_reason_and_an_active_paper(self, cast: Cast, paper: Paper) -> None:
        with scope(cast.registrar_a.actor) as actor:
            with pytest.raises(InvalidError):
                outdate_paper(actor=actor, paper=paper, reason=" ")
            outdate_paper(actor=actor, paper=paper, reason=REASON)
            with pytest.raises(WrongStateError):
                outdate_paper(actor=actor, paper=paper, reason=REASON)

    def test_a_replacement_is_named_for_an_ended_paper_by_an_active_one(
        self, cast: Cast, paper: Paper
    ) -> None:
        newer = newer_of(cast)
        with scope(cast.registrar_a.actor) as actor:
            with pytest.raises(WrongStateError):
                name_replacement(actor=actor, paper=paper, replacement=newer)
            outdate_paper(actor=actor, paper=paper, reason=REASON)
            waiting = reserve(actor, cast.university_a)
            with pytest.raises(WrongStateError):
                name_replacement(actor=actor, paper=paper, replacement=waiting)
            with pytest.raises(ForbiddenError):
                name_replacement(actor=actor, paper=paper, replacement=paper)
            ended = name_replacement(actor=actor, paper=paper, replacement=newer)
            assert ended.replaced_by == newer
