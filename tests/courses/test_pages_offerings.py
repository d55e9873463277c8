"""Pages of the own offerings over HTTP."""

import html
import re

import pytest

from apps.courses.models import Offering
from apps.courses.selectors import catalogue as catalogue_reads
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.courses.basis_pages import CATALOGUE, COURSE, OFFERINGS, PDF, browser_of, pdf, words

pytestmark = pytest.mark.django_db


class TestOfferings:
    def test_a_course_is_entered_opened_and_closed(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        answer = browser.post(f"{OFFERINGS}new/", COURSE)
        page = answer["Location"]
        assert "Only your university sees this course." in words(browser.get(page))
        uuid = page.rstrip("/").rpartition("/")[2]
        state = {"offering": uuid, "state": "open", "back": "offering"}
        assert browser.post(f"{OFFERINGS}state/", state)["Location"] == page
        shown = words(browser.get(page))
        assert "1 section is open" in shown
        assert "MA201 แคลคูลัส" in shown
        assert "3(3-0-6)" in shown
        browser.post(f"{OFFERINGS}state/", {**state, "state": "closed"})
        assert "Open the course" in words(browser.get(page))

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"credits": "three"}, "Write the credits as 3(2-2-5)"),
            ({"code": "cs101"}, "This course has a section of that number in this term already."),
            ({"withdraw_by": "31/2/2569"}, "This is not a date."),
            ({"isced": "6"}, "Write two to four digits"),
            ({"seats": "-1"}, "Ensure this value is greater than or equal to 0."),
            ({"term": "1999-1"}, "Select a valid choice."),
        ],
    )
    def test_wrong_input_keeps_what_was_typed(
        self, made: build.Exchange, wrong: dict[str, str], sentence: str
    ) -> None:
        answer = browser_of(made.host_registrar).post(
            f"{OFFERINGS}new/", {**COURSE, "schedule": "จ. 9–12", **wrong}
        )
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert 'value="จ. 9–12"' in answer.content.decode()

    def test_a_stale_change_is_409_and_keeps_both_sides(self, made: build.Exchange) -> None:
        one = made.offerings[0]
        address = f"{OFFERINGS}{one.uuid}/edit/"
        form = {**COURSE, "code": "CS101", "version": str(one.version)}
        browser = browser_of(made.host_registrar)
        assert browser.post(address, {**form, "fee": "1500"}).status_code == 302
        answer = browser.post(address, {**form, "fee": "900"})
        assert answer.status_code == 409
        assert "Fee in baht – stored now: 1500" in words(answer)
        assert 'value="900"' in answer.content.decode()
        assert browser.post(address, {**form, "version": "3", "fee": "900"}).status_code == 302

    def test_many_at_once_from_the_list(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        uuids = [str(one.uuid) for one in made.offerings]
        form = {"term": "2026-1", "offering": uuids[:2], "state": "closed"}
        answer = browser.post(f"{OFFERINGS}state/", form)
        assert answer["Location"] == f"{OFFERINGS}?term=2026-1"
        assert "2 sections are closed" in words(browser.get(answer["Location"]))
        none = browser.post(f"{OFFERINGS}state/", {"state": "open"}, follow=True)
        assert "Choose at least one line." in words(none)
        assert "EN201" not in words(browser.get(f"{OFFERINGS}?term=2026-1&state=closed"))
        wrong = browser.post(f"{OFFERINGS}state/", {**form, "state": "draft"})
        assert wrong.status_code == 404

    def test_pages_go_on_by_code(
        self, made: build.Exchange, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(catalogue_reads, "PAGE", 2)
        for person, address in ((made.host_registrar, OFFERINGS), (made.registrar, CATALOGUE)):
            browser = browser_of(person)
            first = browser.get(f"{address}?term=2026-1")
            assert "EN201" not in words(first)
            link = re.search(r'rel="next" href="([^"]+)"', first.content.decode())
            assert link
            second = browser.get(address + html.unescape(link[1]))
            assert "EN201" in words(second)
            assert "CS102" not in words(second)
            assert "First page" in words(second)
            assert 'rel="next"' not in second.content.decode()

    def test_syllabus_and_class(self, made: build.Exchange) -> None:
        build.enrolled(made)
        one = made.offerings[0]
        page, browser = f"{OFFERINGS}{one.uuid}/", browser_of(made.host_registrar)
        assert "1 student takes a place" in words(browser.get(page))
        wrong = browser.post(f"{page}syllabus/", {"file": pdf(content=b"no")})
        assert wrong.status_code == 422
        assert "Attach a PDF file" in words(wrong)
        assert browser.post(f"{page}syllabus/", {"file": pdf()}).status_code == 302
        assert browser.get(f"{page}syllabus.pdf").content == PDF
        course = f"{CATALOGUE}{one.uuid}/syllabus.pdf"
        assert browser_of(made.registrar).get(course).content == PDF

    @pytest.mark.parametrize(
        ("written", "sentence"),
        [
            ("A 10, X 5", "The grade “X” is not on the grade scale in force."),
            ("A ten", "is not a grade with a number of students"),
        ],
    )
    def test_a_distribution_is_checked_against_the_scale(
        self, made: build.Exchange, written: str, sentence: str
    ) -> None:
        address = f"{OFFERINGS}{made.offerings[0].uuid}/distribution/"
        answer = browser_of(made.host_registrar).post(address, {"distribution": written})
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert written in answer.content.decode()

    def test_a_distribution_is_kept_in_the_scales_order(self, made: build.Exchange) -> None:
        page = f"{OFFERINGS}{made.offerings[0].uuid}/"
        browser = browser_of(made.host_registrar)
        browser.post(f"{page}distribution/", {"distribution": "f 1, b + 3, A 2"})
        assert "A 2, B+ 3, F 1" in browser.get(page).content.decode()
        assert "Below 10 the grades are kept here but not shown" in words(browser.get(page))
        browser.post(f"{page}distribution/", {"distribution": ""})
        with scope(made.host_registrar.actor):
            assert Offering.objects.get(uuid=made.offerings[0].uuid).distribution is None

    def test_another_university_finds_nothing(self, made: build.Exchange) -> None:
        browser, page = browser_of(made.registrar), f"{OFFERINGS}{made.offerings[0].uuid}/"
        for path in (page, f"{page}edit/", f"{page}syllabus.pdf"):
            assert browser.get(path).status_code == 404
        assert browser.post(f"{page}distribution/", {"distribution": "A 1"}).status_code == 404
        state = {"offering": str(made.offerings[0].uuid), "state": "closed"}
        assert browser.post(f"{OFFERINGS}state/", state).status_code == 404
        assert browser_of(made.cast.director_a).get(f"{OFFERINGS}new/").status_code == 403
