"""Pages of definitions: every field of the template, versions, drafts, publication, scores."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from apps.institutions.scope import scope
from apps.kpi.models import Definition, Indicator, NetworkSetting
from apps.kpi.services.defining import draft_version
from tests.builders import kpi as build
from tests.builders.cast import Cast, Person
from tests.courses.pages import browser_of, words
from tests.kpi.network_pages import (
    DEFINITIONS,
    MOST_QUERIES,
    SCORES,
    definition,
    edited,
    version_address,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(cast: Cast) -> Cast:
    build.publish_indicators()
    return cast


@pytest.fixture
def secretary(network: Cast) -> Client:
    return browser_of(network.secretary)


def drafted(cast: Cast, code: str = "REG01") -> Definition:
    with scope(cast.secretary.actor) as actor:
        return draft_version(actor=actor, indicator=Indicator.objects.get(code=code))


def thai(day: dt.date) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"


class TestReading:
    def test_every_field_of_the_template(self, network: Cast) -> None:
        page = words(browser_of(network.registrar_a).get(version_address()))
        labels = [
            *("Code", "Name of the indicator", "Dimension", "Unit", "Weight", "Meaning"),
            *("Formula in words", "Numerator", "Denominator"),
            *("What each outcome counts as", "Values of the last three years", "Target"),
            *("Criteria for scores 1 to 5", "Reported for each", "Sources of data"),
            *("How it is collected", "Supervised by", "Collected by", "Evidence"),
            "In force from",
        ]
        places = [page.index(f" {label} ") for label in labels]
        assert places == sorted(places)
        for text in ("REG01", "Accuracy", "percent", "25", "99", "Results section"):
            assert text in page
        assert "1: 80 % 2: 85 %" in page
        assert "corrected after an appeal: counts as good" in page
        assert "E1 Summary of results announced and corrected, by reason (required)" in page

    def test_own_accepted_values_and_nobody_elses(self, network: Cast) -> None:
        cycle = build.open_cycle_for(network)
        build.accepted(
            network.registrar_a, network.approver_a, network.secretary, cycle, build.share(93, 128)
        )
        for person in (network.registrar_a, network.director_a):
            assert "1/2024 72.66 93 128" in words(browser_of(person).get(version_address()))
        stranger = words(browser_of(network.registrar_b).get(version_address()))
        assert "Nothing of your university was accepted yet." in stranger
        for person in (network.secretary, network.coordinator):
            page = words(browser_of(person).get(version_address()))
            assert "Each university sees its own accepted values here." in page
            assert "72.66" not in page

    def test_the_list(self, network: Cast, django_assert_max_num_queries: Any) -> None:
        browser = browser_of(network.director_a)
        with django_assert_max_num_queries(MOST_QUERIES):
            page = words(browser.get(DEFINITIONS))
        assert "4 indicators" in page
        assert "Add an indicator" not in page
        for code in ("REG01", "REG02", "REG03", "REG04"):
            assert code in page
            assert browser.get(version_address(code)).status_code == 200

    def test_unknown_ones(self, network: Cast) -> None:
        browser = browser_of(network.registrar_a)
        assert browser.get(version_address("REG09")).status_code == 404
        assert browser.get(version_address(version=2)).status_code == 404
        drafted(network)
        assert browser.get(version_address(version=2)).status_code == 404

    def test_schools_have_no_indicators(self, network: Cast) -> None:
        browser = browser_of(network.uploader_a)
        assert browser.get(DEFINITIONS).status_code == 403
        assert browser.get(version_address()).status_code == 403


class TestWriting:
    def test_a_new_version_from_the_last(self, network: Cast, secretary: Client) -> None:
        answer = secretary.post(f"{DEFINITIONS}REG01/draft/")
        assert answer["Location"] == version_address(version=2, more="edit/")
        assert edited(secretary, "REG01", 2).status_code == 302
        page = words(secretary.get(version_address(version=2)))
        assert "Nothing but the dates." in page
        changes = {"target": "97.5", "group_other": "", "criterion_1_code": ""}
        gone = dict.fromkeys(("criterion_1_th", "criterion_1_en"), "")
        assert edited(secretary, "REG01", 2, **changes, **gone).status_code == 302
        page = words(secretary.get(version_address(version=2)))
        for line in ("Target 99 97.5", "another reason: does not count", "Evidence E1"):
            assert line in page
        found = definition(network, version=2)
        assert "other" not in found.grouping
        with scope(network.secretary.actor):
            assert [each.code for each in found.criteria.all()] == ["E1"]

    def test_published_with_a_confirmation(self, network: Cast, secretary: Client) -> None:
        drafted(network)
        publish = version_address(version=2, more="publish/")
        assert secretary.post(publish).status_code == 302
        assert definition(network, version=2).state == "draft"
        assert secretary.post(publish, {"confirmed": "yes"}).status_code == 302
        assert definition(network, version=2).state == "published"
        page = words(browser_of(network.registrar_a).get(version_address(version=2)))
        assert "in force" in page
        again = secretary.post(publish, {"confirmed": "yes"}, follow=True)
        assert "stays as it is" in again.content.decode()
        assert edited_refused(secretary)

    def test_problems_stand_at_their_fields(self, network: Cast, secretary: Client) -> None:
        drafted(network)
        broken = {"meaning_th": "", "level_2": "80", "valid_from": thai(dt.date(2016, 1, 1))}
        assert edited(secretary, "REG01", 2, **broken).status_code == 302
        assert "Before it can be published" in words(secretary.get(version_address(version=2)))
        publish = version_address(version=2, more="publish/")
        answer = secretary.post(publish, {"confirmed": "yes"})
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"meaning_th", "level_1", "valid_from"}

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"level_3": ""}, "level_3"),
            ({"lowest": ""}, "lowest"),
            ({"target": "many"}, "target"),
            ({"valid_from": "1/1/69"}, "valid_from"),
            ({"formula": "eval"}, "formula"),
            ({"criterion_1_code": "E1"}, "criterion_1_code"),
            ({"criterion_0_code": "รหัส"}, "criterion_0_code"),
            ({"criterion_2_code": "E3"}, "criterion_2_th"),
            ({"group_right": "splendid"}, "group_right"),
        ],
    )
    def test_what_cannot_be_saved(
        self, network: Cast, secretary: Client, given: dict[str, str], field: str
    ) -> None:
        drafted(network)
        answer = edited(secretary, "REG01", 2, **given)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert "Please correct what follows" in words(answer)

    def test_another_measure_asks_for_its_outcomes(self, network: Cast, secretary: Client) -> None:
        drafted(network)
        answer = edited(secretary, "REG01", 2, measure="papers")
        assert answer["Location"] == version_address(version=2, more="edit/")
        assert definition(network, version=2).grouping == {}
        sorted_out = {"group_in_time": "good", "group_late": "bad", "group_overdue": "bad"}
        assert edited(secretary, "REG01", 2, **sorted_out).status_code == 302
        found = definition(network, version=2)
        assert found.grouping == {"in_time": "good", "late": "bad", "overdue": "bad"}

    def test_a_formula_with_a_parameter(self, network: Cast, secretary: Client) -> None:
        drafted(network, "REG03")
        changes = {"formula": "top_boxes", "parameter_from": "5"}
        assert edited(secretary, "REG03", 2, **changes).status_code == 302
        found = definition(network, "REG03", 2)
        assert (found.formula, found.parameters, found.grouping) == ("top_boxes", {"from": 5}, {})
        page = words(secretary.get(version_address("REG03", 2)))
        assert "Lowest answer that counts as high: 5" in page

    def test_fields_of_the_sample_audit(self, network: Cast, secretary: Client) -> None:
        drafted(network, "REG04")
        given = {"audited_6_code": "photo", "audited_6_th": "รูปถ่าย", "audited_6_en": "Photograph"}
        assert edited(secretary, "REG04", 2, **given).status_code == 302
        found = definition(network, "REG04", 2)
        assert [each["code"] for each in found.audited_fields][-2:] == ["status", "photo"]
        assert found.grouping == {}

    def test_an_indicator_without_code(self, network: Cast, secretary: Client) -> None:
        new = f"{DEFINITIONS}new/"
        for wrong in ({"code": "REG01"}, {"code": "รหัส"}, {"code": ""}):
            answer = secretary.post(new, {"code": "REG05", "name_th": "ใหม่"} | wrong)
            assert answer.status_code == 422
        answer = secretary.post(new, {"code": "REG05", "name_th": "ตัวชี้วัดใหม่"}, follow=True)
        assert "Now write its definition." in answer.content.decode()
        assert "REG05" in words(secretary.get(DEFINITIONS))

    def test_nobody_else_writes(self, network: Cast) -> None:
        drafted(network)
        for person in (network.approver_a, network.director_a, network.coordinator):
            browser = browser_of(person)
            for path in (f"{DEFINITIONS}new/", version_address(version=2, more="edit/"), SCORES):
                assert browser.get(path).status_code == 403
                assert browser.post(path).status_code == 403
            for path in (f"{DEFINITIONS}REG01/draft/", version_address(version=2, more="publish/")):
                assert browser.post(path, {"confirmed": "yes"}).status_code == 403


def edited_refused(browser: Client) -> bool:
    answer = browser.get(version_address(version=2, more="edit/"))
    return answer.status_code == 302 and "edit" not in answer["Location"]


class TestScores:
    def test_turned_on_and_off_with_a_confirmation(self, network: Cast, secretary: Client) -> None:
        assert "The network has not turned scores on." in seen_by(network.registrar_a)
        assert secretary.post(SCORES, {"scores": "on"}).status_code == 302
        assert setting(network).scores_from is None
        for _again in range(2):
            secretary.post(SCORES, {"scores": "on", "confirmed": "yes"})
            assert setting(network).scores_from is not None
        assert setting(network).changed_name == network.secretary.user.name_th
        assert "The network has not turned scores on." not in seen_by(network.registrar_a)
        assert "Turn scores off" in words(secretary.get(SCORES))
        secretary.post(SCORES, {"scores": "off", "confirmed": "yes"})
        assert setting(network).scores_from is None


def seen_by(person: Person) -> str:
    return words(browser_of(person).get(version_address()))


def setting(cast: Cast) -> NetworkSetting:
    with scope(cast.secretary.actor):
        return NetworkSetting.objects.get()


class TestNames:
    def test_the_secretariat_changes_a_name(self, network: Cast, secretary: Client) -> None:
        url = f"{DEFINITIONS}REG01/name/"
        assert url in secretary.get(version_address()).content.decode()
        answer = secretary.post(url, {"name_th": "ชื่อใหม่", "name_en": "Right results"})
        assert answer["Location"] == DEFINITIONS
        page = words(browser_of(network.registrar_a).get(version_address()))
        assert "Right results" in page
        assert "Change the name" not in page

    def test_a_name_in_thai_is_needed(self, secretary: Client) -> None:
        answer = secretary.post(f"{DEFINITIONS}REG01/name/", {"name_th": " ", "name_en": "X"})
        assert answer.status_code == 422
        assert "Accuracy" in words(secretary.get(version_address()))

    def test_nobody_else_changes_it(self, network: Cast) -> None:
        for person in (network.coordinator, network.registrar_a, network.director_a):
            answer = browser_of(person).post(f"{DEFINITIONS}REG01/name/", {"name_th": "ก"})
            assert answer.status_code == 403
