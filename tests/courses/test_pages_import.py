"""The import of offerings over HTTP: shown first, then taken."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.audit.models import Entry
from apps.courses.models import Offering
from apps.institutions.scope import scope, system_scope
from apps.intake.models import Upload
from tests.builders import courses as build
from tests.courses.basis_pages import COURSE, OFFERINGS, browser_of, words

pytestmark = pytest.mark.django_db

IMPORT = f"{OFFERINGS}import/"
HEADINGS = "รหัสวิชา,กลุ่มเรียน,ชื่อวิชา (ไทย),หน่วยกิต,จำนวนรับ\n"


class TestImport:
    def send(self, browser: Client, rows: str, name: str = "courses.csv") -> object:
        file = SimpleUploadedFile(name, (HEADINGS + rows).encode())
        return browser.post(IMPORT, {"term": "2026-1", "file": file})

    def numbers(self, answer: object) -> dict[str, str]:
        shown = answer.content.decode()  # type: ignore[attr-defined]
        return dict(re.findall(r'name="(new|changed|unchanged)" value="([0-9]+)"', shown))

    def test_shown_first_then_taken_whole(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        answer = self.send(
            browser,
            "CS101,1,การโปรแกรมเบื้องต้น,3(2-2-5),\nCS102,1,โครงสร้างข้อมูลใหม่,3(2-2-5),\n"
            "PH101,1,ฟิสิกส์,3(3-0-6),๔๐\n",
        )
        address = answer["Location"]  # type: ignore[index]
        preview = browser.get(address)
        page = words(preview)
        assert "1 new 1 changed 1 unchanged 0 to be corrected" in page
        assert "โครงสร้างข้อมูล → โครงสร้างข้อมูลใหม่" in page
        with scope(made.host_registrar.actor):
            assert not Offering.objects.filter(code="PH101").exists()
        taken = browser.post(address, self.numbers(preview))
        assert taken["Location"] == f"{OFFERINGS}?term=2026-1"
        assert "2 sections were taken" in words(browser.get(taken["Location"]))
        with scope(made.host_registrar.actor):
            assert Offering.objects.get(code="PH101").seats == 40
            assert Offering.objects.get(code="CS102").state == "open"
            assert Upload.objects.get().erased_at is not None
        with system_scope("the test reads the log"):
            assert Entry.objects.filter(action="offering.import").count() == 1
        assert browser.get(address).status_code == 404

    def test_a_wrong_row_stops_the_whole_file(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        answer = self.send(browser, "PH101,1,ฟิสิกส์,สาม,\nPH102,1,ฟิสิกส์ 2,3(3-0-6),\n")
        address = answer["Location"]  # type: ignore[index]
        preview = browser.get(address)
        assert "1 row has to be corrected" in words(preview)
        assert "สาม" in words(preview)
        refused = browser.post(address, self.numbers(preview))
        assert refused.status_code == 422
        with scope(made.host_registrar.actor):
            assert not Offering.objects.filter(code__startswith="PH").exists()
        assert browser.get(address).status_code == 200

    def test_the_term_changed_meanwhile(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        answer = self.send(browser, "PH101,1,ฟิสิกส์,3(3-0-6),\n")
        address = answer["Location"]  # type: ignore[index]
        shown = self.numbers(browser.get(address))
        browser.post(f"{OFFERINGS}new/", {**COURSE, "code": "PH101", "name_th": "ฟิสิกส์เดิม"})
        late = browser.post(address, shown)
        assert late.status_code == 409
        assert "Nothing was taken" in words(late)
        assert "ฟิสิกส์เดิม → ฟิสิกส์" in words(late)
        assert browser.post(address, self.numbers(late)).status_code == 302

    def test_a_file_that_is_none_is_told_and_not_kept(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        file = SimpleUploadedFile("courses.xlsx", b"PK\x03\x04 broken")
        answer = browser.post(IMPORT, {"term": "2026-1", "file": file})
        assert answer.status_code == 422
        assert "Copy or download it again" in words(answer)
        with scope(made.host_registrar.actor):
            assert not Upload.objects.exists()

    def test_given_up_and_forgotten_files_are_erased(self, made: build.Exchange) -> None:
        browser = browser_of(made.host_registrar)
        first = self.send(browser, "PH101,1,ฟิสิกส์,3(3-0-6),\n")["Location"]  # type: ignore[index]
        second = self.send(browser, "PH102,1,ฟิสิกส์,3(3-0-6),\n")["Location"]  # type: ignore[index]
        assert browser.get(first).status_code == 404
        assert browser_of(made.registrar).get(second).status_code == 404
        given_up = browser.post(second, {"discard": "1"}, follow=True)
        assert "nothing was changed" in words(given_up)
        with scope(made.host_registrar.actor):
            assert not Upload.objects.filter(erased_at=None).exists()

    def test_an_export_is_read_back_unchanged(self, made: build.Exchange) -> None:
        for language in ("en", "th"):
            browser = browser_of(made.host_registrar, language)
            exported = browser.get("/courses/offerings.csv?term=2026-1").content
            file = SimpleUploadedFile("again.csv", exported)
            answer = browser.post(IMPORT, {"term": "2026-1", "file": file})
            assert self.numbers(browser.get(answer["Location"]))["unchanged"] == "3"
        assert "รหัสวิชา" in browser.get(f"{OFFERINGS}template.csv").content.decode()
