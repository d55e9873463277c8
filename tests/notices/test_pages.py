"""The inbox over HTTP, the number beside the bell, and the choice of e-mails."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders.cast import Cast
from tests.courses.basis_pages import browser_of, words
from tests.notices.telling import DUE, PAPER, WAITING, inbox_of, tell

pytestmark = pytest.mark.django_db

INBOX, SETTINGS = "/notices/", "/notices/settings/"
MOST_QUERIES = 12


def bell(browser: Client, path: str = "/help/") -> str:
    """The text of the top bar's link to the inbox."""
    page = browser.get(path).content.decode()
    return page.partition("bar-inbox")[2].partition("</a>")[0]


def test_the_inbox_tells_what_waits_and_leads_there(cast: Cast) -> None:
    browser = browser_of(cast.registrar_b)
    assert "Nothing has been told yet" in words(browser.get(INBOX))
    assert "bar-count" not in bell(browser)
    tell(cast.registrar_a, cast.university_b, due_on=DUE)
    page = words(browser.get(INBOX))
    assert "A check from Thammasat University waits" in page
    assert "Please answer by 22 Jun 2026." in page
    assert ">1<" in bell(browser)
    (row,) = inbox_of(cast.registrar_b.actor)
    answer = browser.get(f"{INBOX}{row.uuid}/")
    assert (answer.status_code, answer["Location"]) == (302, "/help/")
    assert "bar-count" not in bell(browser)
    assert "A check from" in words(browser.get(INBOX)), "what was read is still there"


def test_read_one_by_one_and_all(cast: Cast) -> None:
    browser = browser_of(cast.registrar_b)
    for _turn in range(3):
        tell(cast.registrar_a, cast.university_b)
    row = inbox_of(cast.registrar_b.actor)[0]
    assert browser.post(f"{INBOX}{row.uuid}/read/")["Location"] == INBOX
    assert ">2<" in bell(browser)
    assert browser.post(f"{INBOX}read/")["Location"] == INBOX
    assert "Everything in the inbox is marked as read." in words(browser.get(INBOX))
    assert "bar-count" not in bell(browser)


def test_anothers_notice_is_not_found(cast: Cast) -> None:
    tell(cast.registrar_a, cast.university_b)
    (row,) = inbox_of(cast.registrar_b.actor)
    browser = browser_of(cast.registrar_a)
    assert browser.get(f"{INBOX}{row.uuid}/").status_code == 404
    assert browser.post(f"{INBOX}{row.uuid}/read/").status_code == 404
    assert ">1<" in bell(browser_of(cast.registrar_b))


def test_the_choice_of_mails_is_kept(cast: Cast) -> None:
    browser = browser_of(cast.registrar_b)
    page = browser.get(SETTINGS).content.decode()
    assert page.count("checked") == 2
    assert browser.post(SETTINGS, {"wanted": [PAPER]})["Location"] == INBOX
    page = browser.get(SETTINGS).content.decode()
    assert page.count("checked") == 1
    assert browser.post(SETTINGS, {"wanted": ["test.unknown"]}).status_code == 422
    assert browser.post(SETTINGS, {}).status_code == 302
    assert browser.get(SETTINGS).content.decode().count("checked") == 0
    assert WAITING in page
    assert "Nothing is sent to your role yet" in words(browser_of(cast.uploader_a).get(SETTINGS))


def test_pages_come_one_after_the_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.notices.selectors.PAGE", 2)
    for _turn in range(3):
        tell(cast.registrar_a, cast.university_b)
    browser = browser_of(cast.registrar_b)
    first = browser.get(INBOX).content.decode()
    older = first.partition('rel="next" href="')[2].partition('"')[0]
    second = browser.get(older).content.decode()
    assert first.count("task-title") == 2
    assert second.count("task-title") == 1
    assert f'rel="prev" href="{INBOX}"' in second


def test_the_inbox_asks_as_much_for_many_as_for_few(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    browser = browser_of(cast.registrar_b)
    for _turn in range(20):
        tell(cast.registrar_a, cast.university_b)
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        browser.get(INBOX)
    for _turn in range(20):
        tell(cast.registrar_b, cast.university_b)
    with django_assert_max_num_queries(len(few)):
        browser.get(INBOX)


def test_the_bell_costs_one_query(cast: Cast) -> None:
    browser = browser_of(cast.registrar_b)
    with CaptureQueriesContext(connection) as asked:
        browser.get("/help/")
    assert sum("notices_notice" in query["sql"] for query in asked) == 1


def test_a_page_of_an_error_asks_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its transaction may be broken."""

    def never(_actor: object) -> int:
        raise AssertionError("asked")

    monkeypatch.setattr("apps.notices.middleware.unread_number", never)
    browser = browser_of(cast.registrar_b)
    with pytest.raises(AssertionError, match="asked"):
        browser.get("/help/")
    assert browser.get("/office/edit/").status_code == 403


def test_every_role_has_an_inbox(cast: Cast) -> None:
    for person in (cast.uploader_a, cast.certifier_a, cast.director_a, cast.coordinator,
                   cast.secretary, cast.privacy):  # fmt: skip
        assert browser_of(person).get(INBOX).status_code == 200
    assert Client().get(INBOX).status_code == 302
