"""Pages of the records behind a figure and of counts that were sent, as a browser asks for them."""

import csv
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.audit.models import Entry
from apps.institutions.scope import scope
from apps.intake.models import Upload
from apps.kpi.choices import Measure, Source
from apps.kpi.models import FedCounts, Indicator
from apps.kpi.services.feeding import feed_counts
from tests.builders import certificates as papers
from tests.builders import courses as build
from tests.builders.cast import Person
from tests.courses.pages import browser_of, words
from tests.kpi import counting
from tests.kpi.counted_world import Counted, make_counted

pytestmark = pytest.mark.django_db
RESULTS, FEED, HISTORY = "/indicators/records/REG01/2026-T1/", "/indicators/fed/", "REG01/2025-T1/"
MOST_QUERIES = 30


@pytest.fixture
def world() -> Counted:
    made = make_counted()
    build.announced(made.made, made.rows, "B+")
    first = build.fresh(made.made, made.rows[:1])
    build.announced(made.made, first, "A", "registry_error")
    counting.count()
    return made


@pytest.fixture
def host(world: Counted) -> Client:
    return browser_of(world.host)


@pytest.fixture
def clerk(world: Counted) -> Client:
    return browser_of(world.clerk)


def table(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def looks(person: Person, action: str) -> int:
    with scope(person.actor):
        return Entry.objects.filter(action=action).count()


class TestRecords:
    def test_a_figure_and_its_records(self, host: Client) -> None:
        shown = words(host.get(RESULTS))
        assert "75.00" in shown
        assert "3 / 4" in shown
        assert "mistake of the registry 1 in the denominator alone" in shown
        assert "6601000001" in shown
        assert shown.count("CS101") == 4

    def test_one_outcome_alone(self, host: Client, world: Counted) -> None:
        answer = host.get(RESULTS, {"show": "registry_error"})
        shown = words(answer)
        assert "Records: mistake of the registry" in shown
        assert shown.count("CS101") == 1
        assert f'href="/courses/registrations/{world.rows[0].uuid}/"' in answer.content.decode()
        wide = words(host.get(RESULTS, {"show": "nonsense", "after": "o99x", "source": "x"}))
        assert wide.count("CS101") == 4

    def test_each_look_at_a_student_is_on_record(self, host: Client, world: Counted) -> None:
        before = looks(world.host, "cross_registration.look")
        host.get(RESULTS, {"show": "registry_error"})
        assert looks(world.host, "cross_registration.look") == before + 1

    def test_pages_of_many(self, host: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("apps.core.keyset.page_after.__defaults__", (2, ("created_at", "uuid")))
        first = host.get(RESULTS)
        (older,) = re.findall(r'rel="next" href="([^"]*)"', first.content.decode())
        second = host.get(RESULTS + older.replace("&amp;", "&"))
        codes = [re.findall(r"66010\d{5}", words(page)) for page in (first, second)]
        assert len(codes[0]) == len(codes[1]) == 2
        assert len({*codes[0], *codes[1]}) == 4

    def test_the_export_is_safe_and_on_record(self, host: Client, world: Counted) -> None:
        heading, *rows = table(host.get(RESULTS + "export.csv"))
        assert heading[0] == "Student code"
        assert len(rows) == 4
        assert [row[-1] for row in rows].count("not corrected") == 3
        (one,) = table(host.get(RESULTS + "export.csv", {"show": "registry_error"}))[1:]
        assert "B+" in one[3]
        assert looks(world.host, "indicator_records.export") == 2

    def test_a_director_reads_counts_and_no_person(self, world: Counted) -> None:
        row = papers.requested(world.clerk)
        counting.count()
        director = browser_of(world.made.cast.director_a)
        month = f"{row.due_on.year}-{row.due_on.month:02d}"
        answer = director.get(f"/indicators/records/REG02/{month}/")
        assert "not ready, the day has not passed 1 not counted yet" in words(answer)
        assert row.code not in answer.content.decode()
        assert "staff who work with them" in words(answer)
        assert director.get(f"/indicators/records/REG02/{month}/export.csv").status_code == 403

    def test_papers_lead_to_their_request(self, world: Counted, clerk: Client) -> None:
        with counting.days_ago(20):
            late = papers.requested(world.clerk)
        counting.count()
        month = f"{late.due_on.year}-{late.due_on.month:02d}"
        answer = clerk.get(f"/indicators/records/REG02/{month}/")
        assert "overdue now 1 in the denominator alone" in words(answer)
        assert f'href="/certificates/requests/{late.uuid}/"' in answer.content.decode()
        heading, one = table(clerk.get(f"/indicators/records/REG02/{month}/export.csv"))
        assert dict(zip(heading, one, strict=True))["Request"] == late.code

    def test_stages_that_were_sent_are_chosen(self, world: Counted, clerk: Client) -> None:
        counting.told(world.clerk, "TR-1", asked=40, ready=39)
        counting.count()
        (bucket, _outcome), *_rest = counting.tallies(world.clerk, Measure.PAPERS, Source.FED)
        shown = words(clerk.get(f"/indicators/records/REG02/{bucket}/"))
        assert "sent by the institution" in shown
        assert "100.00" in shown
        derived = words(clerk.get(f"/indicators/records/REG02/{bucket}/", {"source": "derived"}))
        assert "No record counts in this period" in derived

    def test_few_answers_are_not_shown(self, world: Counted, clerk: Client) -> None:
        for place in range(9):
            counting.answered(world.clerk, 5, comment=f"ความเห็นที่ {place}")
        counting.count()
        few = words(clerk.get("/indicators/records/REG03/2026/"))
        assert "Fewer than 10 answers" in few
        assert "9 answers" in few
        assert "ความเห็น" not in few
        assert "100.00" not in few
        counting.answered(world.clerk, 1)
        counting.count()
        enough = words(clerk.get("/indicators/records/REG03/2026/"))
        assert "92.00" in enough
        assert "ความเห็นที่ 3" in enough
        assert "5 points 9" in enough
        director = words(
            browser_of(world.made.cast.director_a).get("/indicators/records/REG03/2026/")
        )
        assert "92.00" in director
        assert "ความเห็น" not in director
        assert clerk.get("/indicators/records/REG03/2026/export.csv").status_code == 404

    def test_audited_records_and_who_looked(self, world: Counted, clerk: Client) -> None:
        counting.checked(world.approver, world.items[0], "bad")
        counting.checked(world.approver, world.items[1], "good")
        counting.count()
        shown = words(clerk.get("/indicators/records/REG04/2025/"))
        assert "50.00" in shown
        assert "6500000001" in shown
        assert looks(world.clerk, "indicator_records.look") == 2

    def test_nothing_yet(self, host: Client) -> None:
        assert "No record counts in this period" in words(
            host.get("/indicators/records/REG01/2020-T1/")
        )

    @pytest.mark.parametrize(
        "place", ["REG99/2026-T1/", "REG01/2569-T1/", "REG01/later/", "REG01/2026-T1/x/"]
    )
    def test_what_is_not_there(self, host: Client, place: str) -> None:
        assert host.get(f"/indicators/records/{place}").status_code == 404

    def test_who_may_not(self, world: Counted) -> None:
        secretary = browser_of(world.made.cast.secretary)
        for place in (RESULTS, RESULTS + "export.csv", FEED, FEED + HISTORY, FEED + "template.csv"):
            assert secretary.get(place).status_code == 403
            assert Client().get(place).status_code == 302

    def test_as_many_queries_for_many_as_for_one(
        self, host: Client, django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(MOST_QUERIES):
            host.get(RESULTS)


def file_of(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    out = io.StringIO()
    csv.writer(out).writerows([("ตัวชี้วัด", "งวด", "ตัวตั้ง", "ตัวหาร"), *rows])
    return SimpleUploadedFile("counts.csv", out.getvalue().encode("utf-8-sig"), "text/csv")


def handed_in(browser: Client, *rows: tuple[object, ...]) -> Any:
    answer = browser.post(FEED, {"file": file_of(*rows)})
    assert answer.status_code == 302, words(answer)
    return answer["Location"]


class TestFeed:
    def test_a_file_is_read_shown_and_kept(self, clerk: Client, world: Counted) -> None:
        assert "Nothing was sent yet" in words(clerk.get(FEED))
        place = handed_in(clerk, ("REG01", "1/2568", "4,190", 4210), ("REG02", "2568-10", 0, 0))
        shown = words(clerk.get(place))
        assert "4,190 of 4,210" in shown
        assert "No data" in shown
        assert "Keep the counts of 2 periods" in shown
        assert "Counts of 2 periods are kept." in words(clerk.post(place, follow=True))
        again = words(clerk.get(FEED))
        assert "REG01 · 1/2025" in again
        assert world.clerk.user.name_th in again
        assert clerk.get(place).status_code == 404
        with scope(world.clerk.actor):
            assert Upload.objects.get().erased_at is not None
            assert {row.reference for row in FedCounts.objects.all()} == {"counts.csv"}

    def test_another_file_changes_what_was_sent(self, clerk: Client) -> None:
        clerk.post(handed_in(clerk, ("REG01", "1/2568", 9, 10), ("REG01", "2/2567", 1, 2)))
        place = handed_in(clerk, ("REG01", "1/2568", 8, 10), ("REG01", "2/2567", 1, 2))
        shown = words(clerk.get(place))
        assert "takes the place of 90.00 % · 9 of 10" in shown
        assert "nothing: sent before" in shown
        clerk.post(place)
        history = words(clerk.get(FEED + HISTORY))
        assert history.index("8 of 10") < history.index("9 of 10")
        assert "2 counts now" in history
        same = handed_in(clerk, ("REG01", "1/2568", 8, 10))
        assert "All of this was sent before." in words(clerk.get(same))

    def test_rows_to_be_corrected_keep_the_whole_file_out(
        self, clerk: Client, world: Counted
    ) -> None:
        place = handed_in(clerk, ("REG01", "1/2568", 9, 10), ("REG01", "1/2567", 11, 10))
        shown = words(clerk.get(place))
        assert "larger than the denominator" in shown
        assert "Keep the counts" not in shown
        refused = clerk.post(place)
        assert (refused.status_code, "Correct the rows that are marked" in words(refused)) == (
            422, True,
        )  # fmt: skip
        with scope(world.clerk.actor):
            assert not FedCounts.objects.exists()

    def test_given_up(self, clerk: Client, world: Counted) -> None:
        place = handed_in(clerk, ("REG01", "1/2568", 9, 10))
        assert "nothing was kept" in words(clerk.post(place, {"discard": "1"}, follow=True))
        with scope(world.clerk.actor):
            assert Upload.objects.get().erased_at is not None

    def test_a_second_file_takes_the_place_of_the_first(self, clerk: Client) -> None:
        first = handed_in(clerk, ("REG01", "1/2568", 9, 10))
        handed_in(clerk, ("REG01", "1/2568", 9, 10))
        assert clerk.get(first).status_code == 404

    def test_a_file_that_cannot_be_read(self, clerk: Client) -> None:
        for given in ({}, {"file": SimpleUploadedFile("x.csv", b"")},
                      {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")}):  # fmt: skip
            answer = clerk.post(FEED, given)
            assert answer.status_code == 422
            assert "Please correct what follows" in words(answer)

    def test_a_file_of_somebody_else(self, clerk: Client, world: Counted) -> None:
        place = handed_in(clerk, ("REG01", "1/2568", 9, 10))
        assert browser_of(world.host).get(place).status_code == 404
        assert browser_of(world.approver).get(place).status_code == 404

    def test_a_director_reads_what_was_sent(self, clerk: Client, world: Counted) -> None:
        clerk.post(handed_in(clerk, ("REG01", "1/2568", 9, 10)))
        director = browser_of(world.made.cast.director_a)
        shown = director.get(FEED)
        assert "REG01 · 1/2025" in words(shown)
        assert 'type="file"' not in shown.content.decode()
        assert director.post(FEED, {"file": file_of()}).status_code == 403
        assert director.get(FEED + "template.csv").status_code == 403
        assert "9 of 10" in words(director.get(FEED + HISTORY))

    def test_other_institutions_see_nothing_of_it(self, world: Counted, clerk: Client) -> None:
        clerk.post(handed_in(clerk, ("REG01", "1/2568", 9, 10)))
        stranger = browser_of(world.host)
        assert "Nothing was sent yet" in words(stranger.get(FEED))
        assert stranger.get(FEED + HISTORY).status_code == 404
        assert clerk.get(FEED + "REG01/2024-T1/").status_code == 404
        assert clerk.get(FEED + "REG99/2025-T1/").status_code == 404

    def test_one_indicator_alone(self, clerk: Client, world: Counted) -> None:
        with scope(world.clerk.actor) as actor:
            for code, period in (("REG01", "2025-T1"), ("REG02", "2025-10")):
                indicator = Indicator.objects.get(code=code)
                feed_counts(actor=actor, indicator=indicator, rows={period: {"good": 1}})
        shown = words(clerk.get(FEED, {"indicator": "REG02"}))
        assert "REG02 · Oct 2025" in shown
        assert "REG01 · 1/2025" not in shown
        assert "Nothing was sent for this indicator yet" in words(
            clerk.get(FEED, {"indicator": "REG03"})
        )
        assert "REG01 · 1/2025" in words(clerk.get(FEED, {"indicator": "<b>"}))

    def test_the_template(self, clerk: Client) -> None:
        answer = clerk.get(FEED + "template.csv")
        assert table(answer)[0][:4] == ["ตัวชี้วัด", "งวด", "ตัวตั้ง", "ตัวหาร"]
