"""From a school's file to a letter that anybody can check, in a real browser."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from apps.core.demo.ids import BLOCK_SIZE, implausible_ids
from apps.core.demo.seeds import stream
from apps.graduates.demo.files import dmc_xlsx, por3_csv
from apps.graduates.demo.mess import Mess
from apps.graduates.demo.people import RosterRow, as_key
from apps.graduates.models import Roster
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from tests.builders.cast import Cast
from tests.builders.rosters import people
from tests.builders.stored import expected_people, stored_people
from tests.journeys.browsing import PHONE, Journey
from tests.journeys.papers import CODE, PIN, downloaded, keep_picture, text_of

pytestmark = pytest.mark.journey

GRADUATED, STUDYING = 2024, 2026
COUNT = 80
DOUBTFUL = 7
"""Index of the row whose title contradicts the gender: somebody must confirm it."""


@dataclass(frozen=True)
class Applicant:
    """What is typed, and the outcome's word in English."""

    person: RosterRow
    outcome: str
    last_name: str = ""

    @property
    def surname(self) -> str:
        return self.last_name or self.person.last_name


def graduates(school: Institution) -> list[RosterRow]:
    """The persons as the file has them, the doubtful title included."""
    rows = people(school, COUNT, year=GRADUATED)
    doubtful = rows[DOUBTFUL]
    rows[DOUBTFUL] = replace(doubtful, title="นาย" if doubtful.gender == "f" else "นางสาว")
    return rows


def write_files(school: Institution, rows: list[RosterRow], folder: Path) -> tuple[Path, Path]:
    """The flat layout as an old program writes it, and the ministry's export."""
    old = Mess(title_rows=2, ids="dashed", footers=True, page_size=30)
    por3 = folder / "ปพ3-2567.csv"
    por3.write_bytes(
        por3_csv(
            rows, school_name=school.name_th, academic_year=GRADUATED, encoding="cp874", mess=old
        )
    )
    dmc = folder / "DMC-export.xlsx"
    dmc.write_bytes(
        dmc_xlsx(
            people(school, COUNT, year=STUDYING, kind="studying"), smis_code=school.smis_code,
            school_name=school.name_th, reported_at=datetime(2026, 7, 1, 9, 30, tzinfo=UTC),
            mess=Mess(ids="float"),
        )
    )  # fmt: skip
    return por3, dmc


def applicants(school: Institution, rows: list[RosterRow]) -> list[Applicant]:
    """Five outcomes."""
    graduated = [row for row in rows if row.decision == "graduated"]
    failed = next(row for row in rows if row.decision == "not_graduated")
    studying = people(school, COUNT, year=STUDYING, kind="studying")[0]
    known = {row.national_id for row in rows}
    spare = next(implausible_ids(stream("journey"), BLOCK_SIZE // 2, 1))
    assert spare not in known
    stranger = replace(graduated[2], national_id=spare, first_name="ไม่มีตัวตน", last_name="ในทะเบียน")
    return [
        Applicant(graduated[0], "Confirmed"),
        Applicant(graduated[1], "fields differ", last_name="สะกดผิดไป"),
        Applicant(failed, "not graduated"),
        Applicant(studying, "Still studying"),
        Applicant(stranger, "Not in the certified roster"),
    ]


def upload(journey: Journey, page: Page, path: Path, year: int, kind: str) -> None:
    page.goto(f"{journey.url}/graduates/rosters/")
    page.get_by_role("link", name="Upload a roster").first.click()
    page.locator("#id_academic_year").select_option(str(year))
    page.locator("#id_kind").select_option(kind)
    page.locator("#id_file").set_input_files(path)
    journey.picture(page, f"upload-{kind}")
    page.get_by_role("button", name="Upload and check").click()
    page.wait_for_url(re.compile(r"/rosters/[0-9a-f-]{36}/"))
    journey.picture(page, f"progress-{kind}")
    page.get_by_role("heading", name="Findings").wait_for()  # the page loads itself anew
    journey.picture(page, f"review-{kind}")


def school_uploads(journey: Journey, cast: Cast, por3: Path, dmc: Path) -> None:
    with journey.signed_in(cast.uploader_a.user) as page:
        journey.picture(page, "home-of-the-school")
        upload(journey, page, por3, GRADUATED, "graduates")
        expect(page.locator(".tally-done")).to_contain_text(f"{COUNT} of {COUNT}")
        page.locator("#reason").fill("compared with the ID card")
        page.get_by_role("button", name=re.compile("^Confirm")).click()
        page.get_by_text("1 finding confirmed").wait_for()
        journey.picture(page, "confirmed")
        upload(journey, page, dmc, STUDYING, "studying")
        expect(page.locator(".tally-done")).to_contain_text(f"{COUNT} of {COUNT}")


def school_certifies(journey: Journey, cast: Cast) -> None:
    with journey.signed_in(cast.certifier_a.user, PHONE) as page:
        journey.picture(page, "phone-home")
        for year in (GRADUATED, STUDYING):
            page.goto(f"{journey.url}/graduates/rosters/")
            journey.picture(page, "phone-rosters")
            page.get_by_role("link", name=re.compile(str(year))).click()
            journey.picture(page, "phone-review")
            page.get_by_role("button", name=re.compile("^Certify")).click()
            page.get_by_text("certified and in force").wait_for()
            journey.picture(page, "phone-certified")


def fill_applicant(page: Page, number: int, one: Applicant, school: Institution) -> None:
    born = one.person.born_on
    typed = {
        "person_id": one.person.national_id,
        "first_name": one.person.title + one.person.first_name,
        "last_name": one.surname,
        "born": f"{born.day}/{born.month}/{born.year + 543}",
        "school": school.name_th,
    }
    for name, value in typed.items():
        page.locator(f"#id_a-{number}-{name}").fill(value)
    page.locator(f"#id_a-{number}-academic_year").select_option(str(GRADUATED))


def university_verifies(journey: Journey, cast: Cast, given: list[Applicant], folder: Path) -> Path:
    """The letter as downloaded."""
    with journey.signed_in(cast.registrar_a.user) as page:
        journey.picture(page, "home-of-the-university")
        page.goto(f"{journey.url}/graduates/verifications/new/")
        page.locator("#id_case").fill("TCAS69-0042")
        for number, one in enumerate(given):
            if number:
                page.get_by_role("button", name="Add an applicant").click()
                page.locator(f"#id_a-{number}-person_id").wait_for()
            fill_applicant(page, number, one, cast.school_a)
        journey.picture(page, "five-applicants")
        page.get_by_role("button", name="Verify", exact=True).click()
        page.wait_for_url(re.compile(r"/verifications/[0-9a-f-]{36}/"))
        journey.picture(page, "outcomes")
        panels = page.locator("section.panel:has(h3)")
        expect(panels).to_have_count(len(given))
        for number, one in enumerate(given):
            expect(panels.nth(number).locator(".badge")).to_contain_text(one.outcome)
            expect(panels.nth(number)).not_to_contain_text(one.person.national_id)
        page.get_by_role("button", name="Make the letter in Thai").click()
        ready = page.get_by_role("link", name="Download the letter")
        ready.wait_for()
        journey.picture(page, "letter-ready")
        return downloaded(page, ready, folder / "letter.pdf")


def assert_letter(letter: Path, given: list[Applicant]) -> str:
    """No name broken across lines, no identifier in the clear; pictures kept to be looked at."""
    written = text_of(letter)
    for one in given:
        name = f"{one.person.title}{one.person.first_name} {one.surname}"
        assert any(name in line for line in written.splitlines()), name
        assert one.person.national_id not in written
    keep_picture(letter)
    return written


def anybody_checks(journey: Journey, written: str, given: list[Applicant]) -> None:
    code, pin = CODE.search(written), PIN.search(written)
    assert code is not None
    assert pin is not None
    with journey.at() as page:
        page.goto(f"{journey.url}/verify/{code.group(1)}")
        journey.in_english(page)
        page.get_by_text("Issued here, and active").wait_for()
        expect(page.locator("main")).not_to_contain_text(given[0].person.first_name)
        journey.picture(page, "paper-is-active")
        page.locator("#id_pin").fill(pin.group(1))
        page.get_by_role("button", name="Show").click()
        page.get_by_text(given[0].person.first_name).wait_for()
        journey.picture(page, "paper-with-the-pin")


def assert_stored(cast: Cast, rows: list[RosterRow]) -> None:
    """Every value of every person of both rosters, against the generator's key."""
    studying = people(cast.school_a, COUNT, year=STUDYING, kind="studying")
    for kind, given in (("graduates", rows), ("studying", studying)):
        with scope(cast.uploader_a.actor):
            roster = Roster.objects.get(kind=kind)
        assert roster.state == "certified"
        kept = stored_people(cast.uploader_a, roster)
        assert kept == expected_people([as_key(row) for row in given])


def test_roster_to_letter(journey: Journey, cast: Cast, tmp_path: Path) -> None:
    rows = graduates(cast.school_a)
    por3, dmc = write_files(cast.school_a, rows, tmp_path)
    given = applicants(cast.school_a, rows)
    school_uploads(journey, cast, por3, dmc)
    school_certifies(journey, cast)
    assert_stored(cast, rows)
    letter = university_verifies(journey, cast, given, journey.pictures)
    written = assert_letter(letter, given)
    anybody_checks(journey, written, given)
