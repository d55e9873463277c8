"""Letters of a verification in Thai and in English: each made once, both from the same answer."""

import json
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from apps.documents.models import Paper
from apps.documents.selectors import paper_content
from apps.graduates.claims import Claim
from apps.graduates.errors import LetterLanguageError
from apps.graduates.models import Verification
from apps.graduates.selectors import verification_get
from apps.graduates.services.lettering import request_letter
from apps.graduates.tasks import letter as letter_job
from apps.institutions.actor import Role
from apps.institutions.models import Institution, Kind
from apps.institutions.scope import scope
from apps.institutions.services import add_signer, set_office
from apps.jobs.registry import Run
from apps.jobs.services import run
from tests.builders.cast import Cast, Person, make_person
from tests.builders.rosters import asked, certified, checked, people, school_file
from tests.graduates.test_pages import browser_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("papers_root")]


@pytest.fixture
def network(cast: Cast) -> Institution:
    """The network, with its office and who signs."""
    found = Institution.objects.get(kind=Kind.NETWORK)
    person = make_person("letters", found, Role.REGISTRAR_APPROVER)
    with scope(person.actor) as actor:
        set_office(
            actor=actor, name_th="สำนักงานเครือข่ายนายทะเบียน", name_en="Secretariat of the Registrars",
            address_th="1 ถนนทดสอบ\nกรุงเทพฯ 10200", address_en="1 Test Road\nBangkok 10200",
            phone="0 2111 1111", email="office@network.example",
        )  # fmt: skip
        add_signer(
            actor=actor, name_th="นางทดสอบ ลงนาม", name_en="Mrs Thotsop Longnam",
            post_th="เลขาธิการเครือข่าย", post_en="Secretary General",
            valid_from=found.created_at.date(),
        )  # fmt: skip
    return found


def question(cast: Cast) -> Verification:
    """One confirmed and one whom nobody certified."""
    rows = people(cast.school_a)
    certified(
        cast.uploader_a,
        cast.certifier_a,
        checked(cast.uploader_a, school_file(cast.school_a, rows)),
    )
    one = rows[0]
    return asked(
        cast.registrar_a,
        [
            Claim(
                first_name=one.first_name, last_name=one.last_name, born_on=one.born_on,
                school_id=cast.school_a.pk, academic_year=2024,
            ),
            Claim(first_name="ไม่มี", last_name="ในรายชื่อ", school_id=cast.school_b.pk,
                  academic_year=2024),
        ],
    )  # fmt: skip


def made(person: Person, verification: Verification, language: str) -> tuple[Paper, bytes]:
    with scope(person.actor) as actor:
        job = request_letter(actor=actor, uuid=verification.uuid, language=language)
    assert run(job.uuid) == "done"
    with scope(person.actor) as actor:
        known = verification_get(verification.uuid).letter_in(language)
        assert known.paper is not None
        paper = Paper.objects.get(uuid=known.paper)
        return paper, paper_content(actor=actor, paper=paper)


def test_both_languages_tell_the_same(
    cast: Cast, network: Institution, text_of: Callable[[bytes], str]
) -> None:
    verification = question(cast)
    thai, thai_file = made(cast.registrar_a, verification, "th")
    english, english_file = made(cast.registrar_a, verification, "en")
    assert thai.serial != english.serial
    assert (thai.subject, english.subject) == (
        "แจ้งผลการตรวจสอบวุฒิการศึกษาชั้นมัธยมศึกษาปีที่ ๖",
        "Result of the verification of upper secondary graduation (M.6)",
    )
    read = {"th": text_of(thai_file), "en": text_of(english_file)}
    for shown in (
        *(f"นายทะเบียน {cast.university_a.name_th}", "สำนักงานเครือข่ายนายทะเบียน", "๑ ถนนทดสอบ"),
        *(
            "นางทดสอบ ลงนาม",
            "เลขาธิการเครือข่าย",
            "คำขอตรวจสอบ เลขที่ TCAS69-0001",
            "อีเมล office@network.example",
        ),
        *(cast.school_a.name_th, "๒๕๖๗", thai.serial),
    ):
        assert shown in read["th"], shown
    for shown in (
        *(f"The Registrar, {cast.university_a.name_en}", "Secretariat of the Registrars"),
        *("1 Test Road", "Mrs Thotsop Longnam", "Secretary General", "No certified"),
        *("Request for verification, case TCAS69-0001", "admission of an applicant", "2024"),
        english.serial,
    ):
        assert shown in read["en"], shown
    assert "ตรวจสอบ" not in read["en"]
    data = []
    for file in (thai_file, english_file):
        with pikepdf.open(BytesIO(file)) as pdf:
            data.append(json.loads(pdf.attachments["verification.json"].get_file().read_bytes()))
            assert str(pdf.Root.Lang)[:2] == ("th" if file is thai_file else "en")
    assert data[0]["applicants"] == data[1]["applicants"]


def test_asked_again_it_is_the_same_job(cast: Cast) -> None:
    verification = asked(cast.registrar_a, [Claim(first_name="สมชาย", last_name="ใจดี")])
    with scope(cast.registrar_a.actor) as actor:
        jobs = {
            language: {
                request_letter(actor=actor, uuid=verification.uuid, language=language).uuid
                for _again in range(2)
            }
            for language in ("th", "en")
        }
        assert [len(each) for each in jobs.values()] == [1, 1]
        assert jobs["th"].isdisjoint(jobs["en"])
        assert Paper.objects.filter(source_uuid=verification.uuid).count() == 2
        with pytest.raises(LetterLanguageError):
            request_letter(actor=actor, uuid=verification.uuid, language="de")


def test_a_job_of_the_time_before_makes_the_thai_one(cast: Cast) -> None:
    verification = asked(cast.registrar_a, [Claim(first_name="สมชาย", last_name="ใจดี")])
    with scope(cast.registrar_a.actor) as actor:
        request_letter(actor=actor, uuid=verification.uuid)
        answer = letter_job(
            Run(
                uuid=verification.uuid,
                actor=actor,
                arguments={"verification": str(verification.uuid)},
                progress=lambda *_: None,
            )
        )
        assert Paper.objects.get(uuid=answer["paper"]).language == "th"


def test_what_the_pin_opens_is_in_the_papers_language(cast: Cast) -> None:
    verification = question(cast)
    paper, _file = made(cast.registrar_a, verification, "en")
    facts, table = paper.detail["facts"], paper.detail["rows"]
    assert ["Case", "TCAS69-0001"] in [list(fact) for fact in facts]
    assert [row[-1] for row in table][1] == "The school has not certified that year"
    assert [row[4] for row in table] == ["2024", "2024"]


class TestPage:
    def test_each_language_is_offered_until_it_is_asked_for(self, cast: Cast) -> None:
        verification = asked(cast.registrar_a, [Claim(first_name="สมชาย", last_name="ใจดี")])
        path = f"/graduates/verifications/{verification.uuid}/"
        browser = browser_of(cast.registrar_a)
        page = words(browser.get(path))
        assert "Make the letter in Thai" in page
        browser.post(f"{path}letter/", {"language": "en"})
        page = words(browser.get(path))
        assert "Make the letter in Thai" in page
        assert "Make the letter in English" not in page
        paper, content = made(cast.registrar_a, verification, "en")
        assert f"Letter {paper.serial} in English is ready" in words(browser.get(path))
        assert browser.get(f"{path}letter.pdf").status_code == 404
        file = browser.get(f"{path}letter.pdf?language=en")
        assert file.content == content
        assert paper.serial in file["Content-Disposition"]
        made(cast.registrar_a, verification, "th")
        page = words(browser.get(path))
        assert "Make the letter" not in page
        assert "Download the letter (PDF)" in page

    def test_another_language_is_refused(self, cast: Cast) -> None:
        verification = asked(cast.registrar_a, [Claim(first_name="สมชาย", last_name="ใจดี")])
        path = f"/graduates/verifications/{verification.uuid}/letter"
        browser = browser_of(cast.registrar_a)
        assert browser.post(f"{path}/", {"language": "fr"}).status_code == 422
        assert browser.get(f"{path}.pdf?language=fr").status_code == 422
