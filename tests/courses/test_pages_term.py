"""A term's files are offered where its students are listed; the lists are never kept in a cache."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.builders import courses as build
from tests.builders.courses import Exchange
from tests.courses.pages import HOSTING, REQUESTS, ROWS, TERM, browser_of, words

pytestmark = pytest.mark.django_db
CLASSES = f"{HOSTING}classes/"


def files(browser: Client, path: str, **query: str) -> list[str]:
    page = browser.get(path, query).content.decode()
    return [html.unescape(one) for one in re.findall(r'href="(/courses/exports/[^"]+)"', page)]


def test_the_home_takes_what_it_filtered(made: Exchange) -> None:
    build.submitted(made)
    home = browser_of(made.registrar)
    found = files(home, ROWS, term=TERM, partner=made.host.code)
    assert [urlsplit(one).path.rpartition(".")[2] for one in found] == ["xlsx", "csv", "elmo"]
    for one in found:
        assert parse_qs(urlsplit(one).query) == {"side": ["home"], "partner": [made.host.code]}
        assert home.get(one).status_code == 200
    assert b"6601000001" in home.get(found[1]).content
    page = words(home.get(ROWS, {"term": TERM}))
    assert "All registrations of the term 1/2026, without requests in preparation." in page


def test_the_host_takes_a_term_of_its_classes(made: Exchange) -> None:
    build.accepted(made)
    host = browser_of(made.host_registrar)
    found = files(host, CLASSES, term=TERM)
    assert [parse_qs(urlsplit(one).query) for one in found] == [{"side": ["host"]}] * 3
    assert b"6601000001" in host.get(found[1]).content


def test_nothing_to_take_nothing_offered(made: Exchange) -> None:
    assert files(browser_of(made.registrar), ROWS) == []
    assert files(browser_of(made.host_registrar), CLASSES) == []


def test_lists_of_persons_are_not_kept(made: Exchange) -> None:
    request, _rows = build.drafted(made)
    home = browser_of(made.registrar)
    pages = (ROWS, REQUESTS, f"{REQUESTS}new/", f"{REQUESTS}{request.uuid}/add/", CLASSES)
    for path in pages:
        assert "no-store" in home.get(path)["Cache-Control"], path
