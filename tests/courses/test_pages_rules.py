"""Pages of the rules over HTTP: grade scales, recognition, terms."""

import datetime as dt
from decimal import Decimal

import pytest

from apps.courses.grades import USUAL_SCALE
from apps.courses.models import GradeScale, RecognitionPolicy, Term
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.courses.basis_pages import (
    RULES,
    browser_of,
    words,
)

pytestmark = pytest.mark.django_db


class TestRules:
    def grades(self, **changes: str) -> dict[str, str]:
        """The usual scale as the form sends it."""
        sent = {"g-INITIAL_FORMS": "0", "valid_from": "1/8/2569", "note": "ข้อ 12"}
        for row, grade in enumerate(USUAL_SCALE.as_json()["grades"]):
            sent |= {f"g-{row}-{name}": value or "" for name, value in grade.items()}
        rows = len(USUAL_SCALE.grades) + 1
        return {**sent, "g-TOTAL_FORMS": str(rows), f"g-{rows - 1}-outcome": "passed", **changes}

    def test_only_the_approver_sets(self, made: build.Exchange) -> None:
        for path in ("scale/", "recognition/undergraduate/", "term/"):
            assert browser_of(made.registrar).get(RULES + path).status_code == 403
            assert browser_of(made.approver).get(RULES + path).status_code == 200
        page = words(browser_of(made.cast.director_a).get(RULES))
        assert "A registrar approver of your university sets the rules." in page

    def test_a_scale_begins_from_the_usual_one_and_keeps_history(self, cast: Cast) -> None:
        browser = browser_of(cast.approver_a)
        assert 'value="B+"' in browser.get(f"{RULES}scale/").content.decode()
        assert browser.post(f"{RULES}scale/", self.grades()).status_code == 302
        answer = browser.post(f"{RULES}scale/", self.grades())
        assert answer.status_code == 422
        assert "Choose a later day" in words(answer)
        later = self.grades(**{"valid_from": "1/9/2569", "g-0-points": "3.90"})
        assert browser.post(f"{RULES}scale/", later).status_code == 302
        page = words(browser.get(RULES))
        assert "In force from 1 Sep 2026 . Based on: ข้อ 12." in page
        assert "Earlier scale, in force from 1 Aug 2026" in page
        with scope(cast.approver_a.actor):
            assert len(GradeScale.objects.get(valid_from="2026-08-01").grades) == 13

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"g-1-grade": "a"}, "The grade “a” stands twice in the scale."),
            ({"g-0-points": "5"}, "The points of grade “A” must be a number from 0 to"),
            ({"g-10-points": "1"}, "Grade “W” has points although"),
            ({"valid_from": ""}, "This field is required."),
        ],
    )
    def test_a_wrong_scale_is_told_at_its_row(
        self, cast: Cast, wrong: dict[str, str], sentence: str
    ) -> None:
        answer = browser_of(cast.approver_a).post(f"{RULES}scale/", self.grades(**wrong))
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert 'value="C+"' in answer.content.decode()

    def test_more_rows_keep_what_was_typed(self, cast: Cast) -> None:
        typed = self.grades(**{"g-0-grade": "A**", "add": "1", "valid_from": "not a day"})
        answer = browser_of(cast.approver_a).post(f"{RULES}scale/", typed)
        assert answer.status_code == 200
        shown = answer.content.decode()
        assert 'value="A**"' in shown
        assert 'value="not a day"' in shown
        assert 'name="g-16-grade"' in shown

    def test_recognition_begins_from_the_usual_values(self, cast: Cast) -> None:
        browser, path = browser_of(cast.approver_a), f"{RULES}recognition/graduate/"
        shown = browser.get(path).content.decode()
        assert 'name="content_share" value="75"' in shown
        form = {
            "content_share": "80 %",
            "grade_points": "3.00",
            "load_cap": "",
            "programme_share": "37.5",
            "valid_from": "1/8/2569",
        }
        wrong = browser.post(path, {**form, "content_share": "180"})
        assert wrong.status_code == 422
        assert "Write a percentage from 0 to 100" in words(wrong)
        assert browser.post(path, form).status_code == 302
        with scope(cast.approver_a.actor):
            row = RecognitionPolicy.objects.get()
        assert (row.content_share, row.load_cap) == (Decimal("0.8"), None)
        assert row.programme_share == Decimal("0.375")
        page = words(browser.get(RULES))
        assert "80 %" in page
        assert "37.5 % of the programme's credits" in page
        assert browser.get(f"{RULES}recognition/unknown/").status_code == 404

    def test_dates_of_a_term_are_set_and_changed(self, cast: Cast) -> None:
        browser, path = browser_of(cast.approver_a), f"{RULES}term/"
        form = {"term": "2026-1", "starts_on": "10/8/2569", "ends_on": "15/12/2569"}
        wrong = browser.post(path, {**form, "ends_on": "1/8/2569"})
        assert wrong.status_code == 422
        assert "The last day must come after the first day." in words(wrong)
        browser.post(path, form)
        again = browser.get(f"{path}?term=2026-1").content.decode()
        assert 'value="10/08/2026"' in again
        browser.post(path, {**form, "withdraw_by": "31/10/2569"})
        with scope(cast.approver_a.actor):
            assert Term.objects.get().withdraw_by == dt.date(2026, 10, 31)
        assert "31 Oct 2026" in words(browser.get(RULES))

    def test_rules_of_others_are_read_not_set(self, made: build.Exchange) -> None:
        browser = browser_of(made.approver)
        assert made.host.name_en in words(browser.get(RULES))
        page = words(browser.get(f"{RULES}{made.host.uuid}/"))
        assert f"Rules of {made.host.name_en}" in page
        assert "Set by" not in page
        assert "Set a grade scale" not in page
        assert browser.get(f"{RULES}{made.home.uuid}/")["Location"] == RULES
        assert browser.get(f"{RULES}{made.cast.school_a.uuid}/").status_code == 404
