"""Pages of the office over HTTP."""

import datetime as dt

import pytest

from apps.documents import kinds
from apps.institutions.models import ClosedDay, Office, Signer
from apps.institutions.scope import scope
from tests.builders.cast import Cast
from tests.courses.basis_pages import browser_of, words

pytestmark = pytest.mark.django_db

OFFICE = "/office/"


def test_the_office_is_set_and_shown(cast: Cast) -> None:
    browser = browser_of(cast.approver_a)
    assert "Nothing is set yet." in words(browser.get(OFFICE))
    form = {"name_th": "สำนักทะเบียน", "address_th": "บ้านเลขที่ 1\nกรุงเทพมหานคร",
            "letter_prefix": "อว 67.01/", "may_use_garuda": "on"}  # fmt: skip
    wrong = browser.post(f"{OFFICE}edit/", form | {"name_th": "", "email": "nowhere"})
    assert wrong.status_code == 422
    assert "This field is required." in words(wrong)
    too_long = browser.post(f"{OFFICE}edit/", form | {"address_th": "\n".join("1234567")})
    assert too_long.status_code == 422
    assert "at most 6 lines" in words(too_long)
    assert "อว 67.01/" in too_long.content.decode()
    assert browser.post(f"{OFFICE}edit/", form).status_code == 302
    page = words(browser.get(OFFICE))
    assert "The office is saved." in page
    assert "บ้านเลขที่ 1 กรุงเทพมหานคร" in page
    with scope(cast.approver_a.actor):
        assert Office.objects.get().may_use_garuda
    assert 'value="อว 67.01/"' in browser.get(f"{OFFICE}edit/").content.decode()


def test_a_signer_is_added_and_ended(cast: Cast) -> None:
    browser = browser_of(cast.approver_a)
    form = {"name_th": "นายทดสอบ ลงนาม", "post_th": "นายทะเบียน", "acting_for_th": "อธิการบดี",
            "kinds": [kinds.GRADUATION], "valid_from": "1/1/2569"}  # fmt: skip
    wrong = browser.post(f"{OFFICE}signers/new/", form | {"valid_until": "31/12/2568"})
    assert wrong.status_code == 422
    assert "must not come before the first day" in words(wrong)
    assert browser.post(f"{OFFICE}signers/new/", form | {"kinds": ["no-kind"]}).status_code == 422
    assert browser.post(f"{OFFICE}signers/new/", form).status_code == 302
    page = words(browser.get(OFFICE))
    assert "acting for: อธิการบดี" in page
    assert "Certificate of graduation" in page
    with scope(cast.approver_a.actor):
        row = Signer.objects.get()
    end = f"{OFFICE}signers/{row.uuid}/end/"
    assert "นายทดสอบ ลงนาม" in words(browser.get(end))
    assert browser.post(end, {"last_day": ""}).status_code == 422
    assert browser.post(end, {"last_day": "30/9/2569"}).status_code == 302
    with scope(cast.approver_a.actor):
        assert Signer.objects.get().valid_until == dt.date(2026, 9, 30)


def test_closed_days_come_and_go(cast: Cast) -> None:
    browser = browser_of(cast.approver_a)
    today = dt.date.today()  # noqa: DTZ011  (any day of this year)
    form = {"on": today.isoformat(), "name": "วันสถาปนา"}
    assert browser.post(f"{OFFICE}closed-days/new/", form).status_code == 302
    again = browser.post(f"{OFFICE}closed-days/new/", form)
    assert again.status_code == 422
    assert "on the list already" in words(again)
    assert "วันสถาปนา" in words(browser.get(OFFICE))
    with scope(cast.approver_a.actor):
        row = ClosedDay.objects.get()
    remove = f"{OFFICE}closed-days/{row.uuid}/remove/"
    assert browser.post(remove).status_code == 302
    assert "Nothing was removed: tick the box" in words(browser.get(OFFICE))
    assert browser.post(remove, {"confirmed": "yes"}).status_code == 302
    assert browser.post(remove, {"confirmed": "yes"}).status_code == 404


@pytest.mark.parametrize("on", ["1/1/2500", "31/12/2590"])
def test_no_day_is_closed_that_no_deadline_meets(cast: Cast, on: str) -> None:
    browser = browser_of(cast.approver_a)
    answer = browser.post(f"{OFFICE}closed-days/new/", {"on": on, "name": "วันหยุด"})
    assert answer.status_code == 422
    assert "Write a day between" in words(answer)


def test_a_signer_without_a_last_day_signs_since_the_first(cast: Cast) -> None:
    browser = browser_of(cast.approver_a)
    form = {"name_th": "นายทดสอบ ลงนาม", "post_th": "นายทะเบียน", "valid_from": "1/1/2569"}
    browser.post(f"{OFFICE}signers/new/", form)
    page = words(browser.get(OFFICE))
    assert "since 1 Jan 2026" in page
    assert "– –" not in page


def test_a_registrar_reads_and_a_director_does_not(cast: Cast) -> None:
    browser = browser_of(cast.registrar_a)
    page = browser.get(OFFICE)
    assert "A registrar approver of your university sets these." in words(page)
    assert f'href="{OFFICE}edit/"' not in page.content.decode()
    for path in ("edit/", "signers/new/", "closed-days/new/"):
        assert browser.get(OFFICE + path).status_code == 403
        assert browser.post(OFFICE + path, {}).status_code == 403
    assert browser_of(cast.director_a).get(OFFICE).status_code == 403
    assert browser_of(cast.secretary).get(f"{OFFICE}edit/").status_code == 200


def test_the_page_asks_little_however_many_rows(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    browser = browser_of(cast.approver_a)
    for number in range(6):
        browser.post(
            f"{OFFICE}signers/new/",
            {"name_th": f"ผู้ลงนาม {number}", "post_th": "นายทะเบียน", "valid_from": "1/1/2569"},
        )
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert browser.get(OFFICE).status_code == 200
