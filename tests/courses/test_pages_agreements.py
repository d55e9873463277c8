"""Pages of agreements over HTTP."""

import datetime as dt
import html
import re

import pytest

from apps.courses.models import Agreement
from apps.courses.selectors import agreements as agreement_reads
from apps.courses.services import agreeing
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.courses.basis_pages import (
    AGREEMENTS,
    PDF,
    browser_of,
    pdf,
    words,
)

pytestmark = pytest.mark.django_db

DRAFT = {
    "kind": "mou",
    "title_th": "บันทึกข้อตกลงเรียนข้ามสถาบัน",
    "starts_on": "1/6/2569",
    "ends_on": "31 พ.ค. 2574",
    "founding": ["00300"],
}


class TestAgreements:
    def draft(self, cast: Cast, **more: object) -> Agreement:
        answer = browser_of(cast.registrar_a).post(f"{AGREEMENTS}new/", {**DRAFT, **more})
        assert answer.status_code == 302, words(answer)
        with scope(cast.registrar_a.actor):
            return Agreement.objects.get(uuid=answer["Location"].rstrip("/").rpartition("/")[2])

    def test_an_empty_list_says_what_to_do(self, cast: Cast) -> None:
        page = words(browser_of(cast.registrar_a).get(AGREEMENTS))
        assert "No agreement yet" in page
        assert "New agreement" in page
        assert "New agreement" not in words(browser_of(cast.director_a).get(AGREEMENTS))

    def test_from_draft_to_force_through_the_pages(self, cast: Cast) -> None:
        agreement = self.draft(cast, file=pdf())
        page = f"{AGREEMENTS}{agreement.uuid}/"
        browser = browser_of(cast.registrar_a)
        assert agreement.version == 2
        assert "Open for signature" in words(browser.get(page))
        browser.post(f"{page}offer/", {"version": "2"})
        assert "A registrar approver or director" in words(browser.get(page))

        signed = {"version": "2", "name": "ศ. สมมติ", "post": "อธิการบดี", "signed_on": "1/6/2569"}
        browser_of(cast.director_a).post(f"{page}sign/", signed)
        waiting = words(browser.get(page))
        assert "Your university has signed. Waiting for:" in waiting
        assert f"Not signed yet: {cast.university_b.name_en}" in words(browser.get(AGREEMENTS))

        other = build.make_person("approver-b", cast.university_b, cast.approver_a.actor.role)
        assert "our signature is missing" in words(browser_of(other).get(AGREEMENTS))
        browser_of(other).post(f"{page}sign/", {**signed, "name": "รศ. ทดสอบ"})
        shown = words(browser.get(page))
        assert "in force" in shown
        assert "ศ. สมมติ อธิการบดี" in shown
        assert "put it in force by the last signature" in shown
        assert browser.get(f"{page}document.pdf").content == PDF

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"founding": []}, "Choose at least one other university as a party."),
            ({"founding": ["00300", "00200"]}, "With more than one other university this is"),
            ({"ends_on": "1/1/2560"}, "The last day must come after the first day."),
            ({"starts_on": "1/6/69"}, "Write the year with four digits"),
            ({"starts_on": "31/2/2569"}, "This is not a date."),
            ({"starts_on": "2569"}, "Write the whole date"),
            ({"kind": "one_off"}, "Say for how many registrations the approval is given."),
            ({"file": pdf("x.pdf", b"no pdf at all")}, "Attach a PDF file of at most 20 MB."),
        ],
    )
    def test_wrong_input_keeps_what_was_typed(
        self, cast: Cast, wrong: dict[str, object], sentence: str
    ) -> None:
        browser = browser_of(cast.registrar_a)
        answer = browser.post(f"{AGREEMENTS}new/", {**DRAFT, "number": "อว 99", **wrong})
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert 'value="อว 99"' in answer.content.decode()
        with scope(cast.registrar_a.actor):
            assert not Agreement.objects.exists()

    def test_a_consortium_has_all_its_parties(self, cast: Cast) -> None:
        agreement = self.draft(cast, kind="consortium", founding=["00300", "00200"], others="00100")
        assert len(agreement.party_ids) == 4
        page = words(browser_of(cast.registrar_b).get(f"{AGREEMENTS}{agreement.uuid}/"))
        assert "Chulalongkorn University" in page

    def test_a_stale_change_is_409_and_keeps_both_sides(self, cast: Cast) -> None:
        agreement = self.draft(cast)
        address = f"{AGREEMENTS}{agreement.uuid}/edit/"
        change = {**DRAFT, "version": "1", "title_en": "Theirs", "number": "ม.ข. 7"}
        assert browser_of(cast.registrar_b).post(address, change).status_code == 302
        browser = browser_of(cast.registrar_a)
        answer = browser.post(address, {**DRAFT, "version": "1", "title_en": "Ours"})
        assert answer.status_code == 409
        page = words(answer)
        assert "it is version 2 now" in page
        assert "Title in English – stored now: Theirs" in page
        assert "Number – stored now: ม.ข. 7" in page
        assert 'value="Ours"' in answer.content.decode()
        again = browser.post(address, {**DRAFT, "version": "2", "title_en": "Ours"})
        assert again.status_code == 302
        with scope(cast.registrar_a.actor):
            assert Agreement.objects.get().title_en == "Ours"

    def test_a_change_comes_too_late_for_a_closed_draft(self, cast: Cast) -> None:
        agreement = self.draft(cast, file=pdf())
        browser = browser_of(cast.registrar_a)
        browser.post(f"{AGREEMENTS}{agreement.uuid}/offer/", {"version": "2"})
        answer = browser.post(
            f"{AGREEMENTS}{agreement.uuid}/edit/", {**DRAFT, "version": "2", "terms": "ฟรี"}
        )
        assert answer.status_code == 409
        assert "so that you can copy it" in words(answer)
        assert "ฟรี</textarea>" in answer.content.decode()

    def test_an_older_version_is_not_signed(self, made: build.Exchange) -> None:
        agreement = self.draft(made.cast, file=pdf())
        page, browser = f"{AGREEMENTS}{agreement.uuid}/", browser_of(made.registrar)
        browser.post(f"{page}offer/", {"version": "2"})
        signed = {"version": "1", "name": "ศ. สมมติ", "post": "อธิการบดี", "signed_on": "1/6/2569"}
        answer = browser_of(made.approver).post(f"{page}sign/", signed)
        assert answer.status_code == 409
        assert "it is version 2 now" in words(answer)
        assert 'value="ศ. สมมติ"' in answer.content.decode()
        late = browser_of(made.approver).post(f"{page}sign/", {**signed, "signed_on": "1/6/2599"})
        assert late.status_code == 409
        future = {**signed, "version": "2", "signed_on": "1/6/2599"}
        assert "lies in the future" in words(browser_of(made.approver).post(f"{page}sign/", future))

    def test_the_paper_is_needed_before_signatures(self, cast: Cast) -> None:
        agreement = self.draft(cast)
        page, browser = f"{AGREEMENTS}{agreement.uuid}/", browser_of(cast.registrar_a)
        assert "The paper is missing." in words(browser.get(page))
        answer = browser.post(f"{page}offer/", {"version": "1"})
        assert answer.status_code == 422
        assert "Attach the agreement as a PDF before it is signed." in words(answer)
        wrong = browser.post(f"{page}document/", {"version": "1", "file": pdf(content=b"GIF89a")})
        assert wrong.status_code == 422
        assert "Attach a PDF file of at most 20 MB." in words(wrong)
        assert browser.get(f"{page}document.pdf").status_code == 404
        assert browser.post(f"{page}document/", {"version": "1", "file": pdf()}).status_code == 302
        assert browser.get(f"{page}document.pdf").content == PDF

    def test_an_end_needs_a_reason_and_the_name(self, made: build.Exchange) -> None:
        assert made.agreement is not None
        page, browser = f"{AGREEMENTS}{made.agreement.uuid}/", browser_of(made.approver)
        form = {"version": "2", "note": "ครบกำหนดตามมติ", "confirmed": "on"}
        for wrong, sentence in (
            ({"confirmed": ""}, "tick the box that names the agreement"),
            ({"note": "x"}, "Write a reason of at least five letters"),
        ):
            answer = browser.post(f"{page}terminate/", {**form, **wrong})
            assert answer.status_code == 422
            assert sentence in words(answer)
        assert browser_of(made.registrar).post(f"{page}terminate/", form).status_code == 403
        assert browser.post(f"{page}terminate/", form).status_code == 302
        shown = words(browser.get(page))
        assert "terminated" in shown
        assert "ครบกำหนดตามมติ" in shown

    def test_negotiation_again_and_dropped(self, cast: Cast) -> None:
        agreement = self.draft(cast, file=pdf())
        page, browser = f"{AGREEMENTS}{agreement.uuid}/", browser_of(cast.registrar_b)
        browser.post(f"{page}offer/", {"version": "2"})
        reason = {"note": "ขอแก้ค่าธรรมเนียม", "confirmed": "on"}
        browser.post(f"{page}renegotiate/", {"version": "2", **reason})
        assert "being negotiated" in words(browser.get(page))
        browser.post(f"{page}drop/", {"version": "3", **reason})
        assert "dropped" in words(browser.get(page))
        assert "Ended" in words(browser.get(AGREEMENTS))

    def test_a_third_university_sees_nothing(self, made: build.Exchange) -> None:
        assert made.agreement is not None
        third = Institution.objects.get(code="00200", kind="university")
        stranger = build.make_person("stranger", third, made.registrar.actor.role)
        browser, page = browser_of(stranger), f"{AGREEMENTS}{made.agreement.uuid}/"
        for path in (page, f"{page}edit/", f"{page}document.pdf"):
            assert browser.get(path).status_code == 404
        for act in ("offer", "drop"):
            form = {"version": "2", "note": "ลองดูครับ", "confirmed": "on"}
            assert browser.post(f"{page}{act}/", form).status_code == 404

    def test_pages_of_a_group(self, made: build.Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(agreement_reads, "PAGE", 2)
        with scope(made.registrar.actor) as actor:
            for number in range(4):
                content = agreeing.Content(
                    "mou", f"ฉบับ {number}", [made.host], dt.date(2026, 1, 1), dt.date(2030, 1, 1)
                )
                agreeing.draft_agreement(actor=actor, content=content)
        browser = browser_of(made.registrar)
        assert "Show all of these" in words(browser.get(AGREEMENTS))
        first = browser.get(f"{AGREEMENTS}?show=draft")
        older = re.search(r'href="(\?show=draft&amp;after=[^"]+)"', first.content.decode())
        assert older
        second = words(browser.get(AGREEMENTS + html.unescape(older[1])))
        assert "ฉบับ 3" in words(first)
        assert "ฉบับ 0" in second
        assert "ฉบับ 3" not in second
