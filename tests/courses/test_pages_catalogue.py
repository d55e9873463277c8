"""Pages of the catalogue over HTTP."""

import pytest

from apps.institutions.models import Institution
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.courses.basis_pages import CATALOGUE, OFFERINGS, browser_of, words

pytestmark = pytest.mark.django_db


class TestCatalogue:
    def test_without_agreements_it_leads_to_them(self, cast: Cast) -> None:
        assert "No agreement in force" in words(browser_of(cast.registrar_a).get(CATALOGUE))

    @pytest.mark.parametrize(
        ("query", "found", "missing"),
        [
            ("q=data+cs10", "CS102", "CS101"),
            ("q=โปรแกรม", "CS101", "EN201"),
            ("q=EN201", "EN201", "CS101"),
            ("host=00300", "CS101", "Nothing found"),
            ("level=doctor", "Nothing found", "CS101"),
            ("language=en", "Nothing found", "CS101"),
            ("q=%25", "CS101", "Nothing found"),
            ("after=CS102~gone", "EN201", "CS101"),
        ],
    )
    def test_search(self, made: build.Exchange, query: str, found: str, missing: str) -> None:
        page = words(browser_of(made.registrar).get(f"{CATALOGUE}?term=2026-1&{query}"))
        assert found in page.partition("Withdrawal until")[2] + page.partition("Search")[2]
        assert missing not in page

    def test_only_open_courses_of_partners(self, made: build.Exchange) -> None:
        one, browser = made.offerings[0], browser_of(made.registrar)
        page = browser.get(f"{CATALOGUE}{one.uuid}/")
        assert "CS101 Introduction to Programming" in words(page)
        assert "No university of the network has decided" in words(page)
        state = {"offering": str(one.uuid), "state": "closed"}
        browser_of(made.host_registrar).post(f"{OFFERINGS}state/", state)
        assert browser.get(f"{CATALOGUE}{one.uuid}/").status_code == 404
        third = Institution.objects.get(code="00200", kind="university")
        stranger = build.make_person("stranger", third, made.registrar.actor.role)
        other = f"{CATALOGUE}{made.offerings[1].uuid}/"
        assert browser_of(stranger).get(other).status_code == 404
        assert "your own course" in words(browser_of(made.host_registrar).get(other))

    def test_precedents_of_the_network_without_persons(self, made: build.Exchange) -> None:
        build.recognised(made, build.acknowledged(made))
        page = words(browser_of(made.host_registrar).get(f"{CATALOGUE}{made.offerings[0].uuid}/"))
        assert f"{made.home.name_en} recognised SC111 Programming 3 credits 80 % 1" in page
        assert "ทดสอบ" not in page
