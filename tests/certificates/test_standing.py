"""A paper that was revoked or replaced before anybody fetched it: never ready, never delivered."""

import csv
import io

import pytest
from django.test import Client
from django.utils import timezone

from apps.certificates.errors import PaperEndedError
from apps.certificates.models import ServiceRequest
from apps.certificates.selectors.batches import batch_progress
from apps.certificates.selectors.requests import Filters, home_counts, request_page
from apps.certificates.services.delivering import deliver_requests
from apps.certificates.services.ending import revoke_certificate
from apps.certificates.services.requesting import replace_request
from apps.certificates.views.wording import badges_of
from apps.documents.models import Paper, Status
from apps.institutions.scope import scope
from tests.builders import certificates as build
from tests.certificates.conftest import Rendering
from tests.certificates.desks import Desk
from tests.certificates.pages import EXPORT, LIST, SELECTED, address, batch_address
from tests.courses.pages import browser_of, words

pytestmark = pytest.mark.django_db


def revoke(desk: Desk, row: ServiceRequest) -> None:
    with scope(desk.approver.actor) as actor:
        revoke_certificate(actor=actor, uuid=row.uuid, reason="ข้อมูลไม่ถูกต้อง")


@pytest.fixture
def revoked(desk: Desk, rendering: Rendering) -> ServiceRequest:
    (row,) = build.produced(desk.clerk, desk.approver, build.requested(desk.clerk))
    revoke(desk, row)
    return row


def test_it_is_not_delivered(desk: Desk, revoked: ServiceRequest) -> None:
    (other,) = build.produced(desk.clerk, desk.approver, build.requested(desk.clerk, 2))
    for rows in ([revoked], [other, revoked]):
        with scope(desk.clerk.actor) as actor, pytest.raises(PaperEndedError) as refused:
            deliver_requests(actor=actor, uuids=[row.uuid for row in rows], how="desk")
        assert refused.value.data == {"number": revoked.code}
    assert {row.state for row in build.fresh(desk.clerk, revoked, other)} == {"produced"}


def test_it_is_counted_and_listed_where_it_belongs(desk: Desk, revoked: ServiceRequest) -> None:
    (fine,) = build.produced(desk.clerk, desk.approver, build.requested(desk.clerk, 2))
    with scope(desk.clerk.actor) as actor:
        assert home_counts(actor).ready == 1
        assert request_page(actor, Filters(state="produced", ended=False)).rows == [fine]
        assert request_page(actor, Filters(ended=True)).rows == [revoked]
    browser = browser_of(desk.clerk)
    ready = words(browser.get(f"{LIST}?show=produced&channel=portal"))
    assert (fine.code in ready, revoked.code in ready) == (True, False)
    assert revoked.code in words(browser.get(f"{LIST}?show=ended"))


def test_its_page_says_so_and_offers_no_delivery(desk: Desk, revoked: ServiceRequest) -> None:
    answer = browser_of(desk.clerk).get(address(revoked))
    page = answer.content.decode()
    head = page.partition('class="page-state"')[2].partition("</p>")[0]
    assert "paper revoked" in head
    assert "badge-done" not in head
    assert "act/deliver/" not in page
    assert "it is not delivered" in words(answer)
    assert "as it was issued (PDF), for your records" in words(answer)


def test_ticking_it_is_not_offered_and_is_refused(desk: Desk, revoked: ServiceRequest) -> None:
    browser = browser_of(desk.clerk)
    assert 'name="pick"' not in browser.get(LIST).content.decode()
    forged = {"act": "deliver", "how": "desk", "pick": [revoked.uuid]}
    answer = browser.post(SELECTED, forged)
    assert answer.status_code == 409
    assert revoked.code in words(answer)


def test_the_table_to_take_away_tells_it(desk: Desk, revoked: ServiceRequest) -> None:
    content = browser_of(desk.clerk).get(EXPORT).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert row["State of the paper"] == "Revoked"
    assert row["Due"] == revoked.due_on.isoformat()
    assert revoked.produced_at is not None
    ready = timezone.localtime(revoked.produced_at)
    assert row["Ready on"] == f"{ready:%Y-%m-%d %H:%M}"


def test_a_list_is_delivered_without_it(desk: Desk, rendering: Rendering) -> None:
    batch = build.listed(desk.clerk, 3)
    build.approved_list(desk.approver, batch)
    build.do_jobs(desk.approver)
    first, *others = build.rows_of(desk.clerk, batch)
    revoke(desk, first)
    with scope(desk.clerk.actor):
        progress = batch_progress(batch)
    assert (progress.made, progress.ready, progress.ended) == (3, 2, 1)
    browser = browser_of(desk.clerk)
    page = words(browser.get(batch_address(batch)))
    assert "2 papers are ready." in page
    assert "paper revoked" in page
    answer = browser.post(batch_address(batch, "deliver/"), {"how": "post"})
    assert answer.status_code == 302
    states = [row.state for row in build.fresh(desk.clerk, first, *others)]
    assert states == ["produced", "delivered", "delivered"]


def test_a_replaced_one_gives_way_to_the_newer(desk: Desk, rendering: Rendering) -> None:
    (row,) = build.produced(desk.clerk, desk.approver, build.requested(desk.clerk))
    with scope(desk.clerk.actor) as actor:
        newer = replace_request(
            actor=actor, uuid=row.uuid, application=build.application(), reason="สะกดชื่อผิด"
        )
    build.produced(desk.clerk, desk.approver, newer)
    with scope(desk.clerk.actor) as actor:
        assert home_counts(actor).ready == 1
        with pytest.raises(PaperEndedError):
            deliver_requests(actor=actor, uuids=[row.uuid], how="desk")
        deliver_requests(actor=actor, uuids=[newer.uuid], how="desk")


@pytest.mark.parametrize("state", ["produced", "delivered"])
@pytest.mark.parametrize("status", list(Status))
def test_what_does_not_count_is_never_shown_as_ready(state: str, status: Status) -> None:
    shown = badges_of(ServiceRequest(state=state), Paper(status=status))
    tones = [tone for tone, _word in shown]
    if status in (Status.REVOKED, Status.SUPERSEDED):
        assert tones[-1] in ("refused", "need")
        assert len(shown) == (1 if state == "produced" else 2)
    else:
        assert tones == ["done"]


def test_a_stranger_sees_nothing_of_it(desk: Desk, revoked: ServiceRequest) -> None:
    browser: Client = browser_of(desk.stranger)
    assert revoked.code not in words(browser.get(f"{LIST}?show=ended"))
