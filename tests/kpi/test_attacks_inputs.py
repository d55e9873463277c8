"""Hostile values in forms, files and definitions: refused with a sentence, or kept harmless."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from apps.institutions.scope import scope
from apps.kpi.forms.definition import DefinitionForm, IndicatorForm
from apps.kpi.free_text import without_ids
from apps.kpi.models import (
    FedCounts,
    Indicator,
    Return,
    Submission,
    SubmissionAct,
    SubmissionVersion,
)
from apps.kpi.reports.workbook import workbook_of
from apps.kpi.services.approving import Pin, return_submission
from apps.kpi.services.defining import draft_version
from apps.kpi.services.evidencing import attach_evidence
from tests.builders import kpi as build
from tests.builders.cast import Cast
from tests.courses.pages import browser_of, words
from tests.kpi.desks import Desk

pytestmark = pytest.mark.django_db


class TestDefinitions:
    @pytest.mark.parametrize("code", ["REG05\n", "REG05\r\n", "5REG", "REG 5", "ตวช01", "", "-x"])
    def test_a_code_that_no_address_takes(self, db: None, code: str) -> None:
        form = IndicatorForm({"code": code, "name_th": "ตัวชี้วัดใหม่"})
        assert not form.is_valid() or form.cleaned_data["code"] == "REG05"

    @pytest.mark.parametrize("code", ["figures", "help", "network", "Sharing"])
    def test_a_code_that_is_the_address_of_another_page(self, cast: Cast, code: str) -> None:
        build.publish_indicators()
        browser = browser_of(cast.secretary)
        given = {"code": code, "name_th": "ตัวชี้วัดใหม่"}
        answer = browser.post("/indicators/definitions/new/", given)
        taken = code != "Sharing"
        assert answer.status_code == (422 if taken else 302)
        with scope(cast.secretary.actor):
            assert Indicator.objects.filter(code=code).exists() is not taken

    @pytest.mark.parametrize("field", ["weight", "target", "lowest", "highest", "change_limit"])
    @pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e9", "sNaN", "9999.999"])
    def test_numbers_that_the_database_does_not_hold(
        self, cast: Cast, field: str, value: str
    ) -> None:
        build.publish_indicators()
        with scope(cast.secretary.actor) as actor:
            draft = draft_version(actor=actor, indicator=Indicator.objects.get(code="REG01"))
            given = posted(DefinitionForm(None, draft)) | {field: value}
        browser = browser_of(cast.secretary)
        place = f"/indicators/definitions/REG01/{draft.version}/edit/"
        answer = browser.post(place, given)
        assert answer.status_code in ((302, 422) if value == "9999.999" else (422,))


def posted(form: Any) -> dict[str, Any]:
    data = {field.html_name: field.value() for field in form}
    return {name: value for name, value in data.items() if value not in (None, "", False)}


class TestWorkbook:
    def test_signs_that_no_cell_may_hold(self) -> None:
        """A soft line break of a word processor, pasted into a definition."""
        data = {
            "title": "รายงาน",
            "institution": "=cmd|' /C calc'!A0",
            "serial": "1",
            "about": [],
            "remarks": ["บรรทัดหนึ่ง\x0bบรรทัดสอง\x00\x1f"],
            "scope": "network",
            "sections": [],
            "arrivals": [],
        }
        sheet = load_workbook(BytesIO(workbook_of(data))).worksheets[0]
        cells = [(row[1].value, row[1].data_type) for row in sheet.iter_rows()]
        assert ("=cmd|' /C calc'!A0", "s") in cells
        assert ("บรรทัดหนึ่ง บรรทัดสอง", "s") in cells


class TestNumbers:
    @pytest.mark.parametrize(
        "written",
        ["1e5", "NaN", "Infinity", "-5", "9" * 20, "9" * 30, "5.5", "0x10", "½", "²", "1\u0000"],
    )
    def test_what_is_no_count(self, desk: Desk, written: str) -> None:
        browser = browser_of(desk.clerk)
        given = {"version": "0", "basis": "declared", "numerator": "1", "denominator": written}
        answer = browser.post(desk.entry, given)
        assert answer.status_code == (400 if "\0" in written else 200)
        with scope(desk.clerk.actor):
            assert not Submission.objects.exclude(counts={}).exists()

    def test_thai_digits_and_separators_are_counts(self, desk: Desk) -> None:
        browser = browser_of(desk.clerk)
        given = {"version": "0", "basis": "declared", "numerator": "๙๕", "denominator": "1,000"}
        assert browser.post(desk.entry, given).status_code == 302
        with scope(desk.clerk.actor):
            row = Submission.objects.get()
        assert (row.numerator, row.denominator, row.value) == (95, 1000, Decimal("9.5"))

    @pytest.mark.parametrize(
        "cell", ["1e308", "1E+9", "NaN", "Infinity", "9" * 30, "-1", "=1+1", "1\x00", "๑๒.๕"]
    )
    def test_a_file_with_what_is_no_count(self, desk: Desk, cell: str) -> None:
        browser = browser_of(desk.clerk)
        content = f"Indicator,Period,Numerator,Denominator\nREG01,2024-T1,1,{cell}\n".encode()
        answer = browser.post(
            "/indicators/fed/", {"file": SimpleUploadedFile("a.csv", content)}, follow=True
        )
        assert answer.status_code in (200, 422)
        if answer.redirect_chain:
            place = answer.redirect_chain[-1][0]
            browser.post(place, {})
        with scope(desk.clerk.actor):
            assert not FedCounts.objects.exists()


class TestVersions:
    @pytest.mark.parametrize("version", ["9" * 5_000, "9" * 30, "-1", "๑", "", "1.0"])
    def test_no_version_that_there_is(self, desk: Desk, version: str) -> None:
        row = build.approved(desk.clerk, desk.approver, desk.cycle, build.share(95, 100))
        browser = browser_of(desk.cast.secretary)
        place = f"/indicators/network/figures/{row.uuid}/accept/"
        answer = browser.post(place, {"version": version})
        assert answer.status_code == 409
        assert "changed this figure" in words(answer)


class TestFreeText:
    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("เลข 1101700230708 ครับ", "เลข xxxxxxxxxx708 ครับ"),
            ("1-1017-00230-70-8", "x-xxxx-xxxxx-70-8"),
            ("๑ ๑๐๑๗ ๐๐๒๓๐ ๗๐ ๘", "x xxxx xxxxx ๗๐ ๘"),
            ("1101700230709", "1101700230709"),
            ("1.10.2568-30.9.2569 โทร. 0 2000 0000", "1.10.2568-30.9.2569 โทร. 0 2000 0000"),
            ("91101700230708", "91101700230708"),
        ],
    )
    def test_a_national_id_is_masked_and_nothing_else(self, written: str, kept: str) -> None:
        assert without_ids(f" {written}\n") == kept

    def test_wherever_it_is_written_about_a_figure(self, desk: Desk) -> None:
        number = "1101700230708"
        reasons = {"evidence_missing:E1": f"ไม่มีแฟ้มของ {number}"}
        entry = build.share(95, 100, narrative=f"นับ {number}", overrides=reasons)
        row = build.sent(desk.clerk, desk.cycle, entry, evidence=())
        with scope(desk.approver.actor) as actor:
            pin = Pin("narrative", "unclear", f"ลบเลข {number} ออก")
            return_submission(actor=actor, uuid=row.uuid, version=row.version, pins=[pin])
        with scope(desk.clerk.actor):
            now = Submission.objects.get()
            kept = [
                *(now.narrative, str(now.overrides)),
                *(str(each.content) for each in SubmissionVersion.objects.all()),
                *Return.objects.values_list("note", flat=True),
                *SubmissionAct.objects.exclude(note="").values_list("note", flat=True),
            ]
        assert len(kept) == 5
        assert not any(number in text for text in kept)
        assert all("xxxxxxxxxx708" in text for text in kept)


class TestEvidenceNames:
    @pytest.mark.parametrize(
        "name", ['a"\r\nSet-Cookie: x=1.pdf', "../../etc/passwd", "\u202efdp.exe", "", "ก" * 400]
    )
    def test_a_name_goes_into_no_header_as_it_is(self, desk: Desk, name: str) -> None:
        row = build.entered(desk.clerk, desk.cycle, build.share(95, 100), evidence=())
        with scope(desk.clerk.actor) as actor:
            made = attach_evidence(
                actor=actor, uuid=row.uuid, criterion="E1", filename=name, content=build.PDF
            )
        answer = browser_of(desk.clerk).get(f"/indicators/evidence/{made.uuid}/")
        assert answer.status_code == 200
        assert "Set-Cookie: x" not in str(answer.headers.get("Set-Cookie", ""))
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Type"] == "application/pdf"
        assert "\u202e" not in made.filename
        assert "/" not in made.filename
