"""Outcomes end to end: lists are certified, applicants asked about, answers kept."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from pytest_django import Settings

from apps.audit.models import Entry as AuditEntry
from apps.audit.verify import verify
from apps.core.crypto import decrypt_id
from apps.core.errors import BudgetError, ForbiddenError, NotFoundError
from apps.core.identifiers import PersonId
from apps.graduates.claims import Claim
from apps.graduates.errors import ApplicantsError
from apps.graduates.models import Verification, VerificationItem
from apps.graduates.selectors import items_of, verification_get
from apps.institutions.scope import scope
from apps.partner_api.models import LookupCount
from tests.builders.cast import Cast
from tests.builders.files import national_id
from tests.faults.world import YEAR, certified, checked, roster_file, verified

pytestmark = pytest.mark.django_db

# person 0 of the builder: นาย สมชาย ใจดี, born 1 January 2550
FIRST, LAST, BORN = "สมชาย", "ใจดี", date(2007, 1, 1)
FAILED = {6: {"ผลการตัดสิน": "ไม่จบ", "วันอนุมัติการจบ": "", "ปพ.1 เลขที่": "", "ปพ.1 ชุดที่": ""}}


def person_id(number: int) -> PersonId:
    return PersonId("national", "TH", national_id(number))


@pytest.fixture
def lists(cast: Cast) -> Cast:
    """School A: graduates of 2567 (persons 0-6, the last failed); B: who studies (100-102)."""
    uploader, certifier = cast.uploader_a.actor, cast.certifier_a.actor
    certified(uploader, certifier, roster_file(7, changes=FAILED))
    certified(
        cast.uploader_b.actor,
        cast.certifier_b.actor,
        roster_file(3, first=100),
        kind="studying",
        year=YEAR,
    )
    checked(uploader, roster_file(2, first=200), year=YEAR - 1)  # uncertified: never looked at
    return cast


def name_of(number: int) -> tuple[str, str]:
    firsts = ("สมชาย", "พิมพ์ชนก", "ณัฐวุฒิ", "กัญญาณัฐ", "ธนกฤต", "น้ำฝน")
    lasts = ("ใจดี", "ศรีสุวรรณ์", "ณ อยุธยา", "แก้วมณี", "บุญช่วย")
    return firsts[number % 6], lasts[number % 5]


def born(number: int) -> date:
    return date(2007, number % 12 + 1, number % 28 + 1)


def claim(number: int, school: int | None, **changes: object) -> Claim:
    first, last = name_of(number)
    fields = {
        "person_id": person_id(number),
        "first_name": first,
        "last_name": last,
        "born_on": born(number),
        "school_id": school,
        "academic_year": YEAR,
    }
    return Claim(**{**fields, **changes})  # type: ignore[arg-type]


def test_every_outcome(lists: Cast) -> None:
    a, b = lists.school_a.pk, lists.school_b.pk
    asked = [
        (claim(0, a), "confirmed"),
        (claim(1, a, gpax=Decimal("2.01"), gpax_terms=6), "confirmed"),
        (claim(1, a, gpax=Decimal("3.99")), "mismatch"),
        (claim(2, a, last_name="คนอื่น"), "mismatch"),
        (claim(3, a, born_on=date(2006, 1, 9)), "mismatch"),
        (claim(4, b), "mismatch"),
        (claim(5, a, academic_year=YEAR - 1), "mismatch"),
        (claim(6, a), "not_graduated"),
        (claim(100, b), "studying"),
        (claim(50, a), "not_in_roster"),
        (claim(50, b), "roster_missing"),
        (claim(200, a, academic_year=YEAR - 1), "roster_missing"),
        (claim(50, None), "roster_missing"),
        (claim(0, a, first_name="วีระ", last_name="คนอื่น", born_on=date(2006, 9, 9)), "ambiguous"),
        (claim(0, a, person_id=None), "ambiguous"),
        (claim(50, a, person_id=None), "ambiguous"),
    ]
    found = verified(lists.registrar_a.actor, [one for one, _outcome in asked])
    with scope(lists.registrar_a.actor):
        items = items_of(verification_get(found.uuid))
    assert [item.outcome for item in items] == [outcome for _claim, outcome in asked]
    assert [item.ordinal for item in items] == list(range(1, len(asked) + 1))
    assert found.outcomes == Counter(outcome for _claim, outcome in asked)
    assert {outcome for _claim, outcome in asked} == {
        "confirmed",
        "mismatch",
        "studying",
        "not_graduated",
        "not_in_roster",
        "roster_missing",
        "ambiguous",
    }


def test_what_differs_is_named_and_its_value_is_not_told(lists: Cast) -> None:
    wrong = claim(2, lists.school_a.pk, last_name="คนอื่น")
    found = verified(lists.registrar_a.actor, [wrong])
    with scope(lists.registrar_a.actor):
        item = items_of(found)[0]
    assert (item.differing, "birth_date" in item.agreeing) == (["name"], True)
    told = (item.name, item.claimed, item.agreeing, item.differing, item.explanation)
    assert name_of(2)[1] not in str(told)
    assert item.as_of is not None


def test_the_identifier_is_kept_masked_and_as_ciphertext(lists: Cast) -> None:
    found = verified(lists.registrar_a.actor, [claim(0, lists.school_a.pk)])
    with scope(lists.registrar_a.actor):
        item = items_of(found)[0]
    plain = national_id(0)
    assert item.id_masked == f"x-xxxx-xxxxx-{plain[10:12]}-{plain[12]}"
    kept = bytes(item.id_cipher or b"")
    assert plain.encode() not in kept
    table = "graduates_verificationitem"
    assert decrypt_id(kept, table=table, row=item.uuid) == person_id(0)


def test_the_school_sees_each_look_at_its_persons(lists: Cast) -> None:
    a, b = lists.school_a.pk, lists.school_b.pk
    verified(lists.registrar_a.actor, [claim(0, a), claim(1, a), claim(100, b)], case="TCAS-77")
    for school, uploader, number in ((a, lists.uploader_a, 2), (b, lists.uploader_b, 1)):
        with scope(uploader.actor):
            looks = list(AuditEntry.objects.filter(action="graduates.verify"))
        assert len(looks) == number
        for look in looks:
            assert look.owner_institution_id == school
            assert look.acting_institution_id == lists.university_a.pk
            assert (look.purpose, look.case) == ("admission", "TCAS-77")
            assert look.user_id == lists.registrar_a.user.pk
            assert look.data["officer"] == "Officer One"
    with scope(lists.registrar_b.actor):
        assert not AuditEntry.objects.filter(action="graduates.verify").exists()
    assert verify()["faults"] == []


def test_another_universitys_question_is_not_found(lists: Cast) -> None:
    found = verified(lists.registrar_a.actor, [claim(0, lists.school_a.pk)])
    for stranger in (lists.registrar_b, lists.uploader_a, lists.secretary):
        with scope(stranger.actor), pytest.raises(NotFoundError):
            verification_get(found.uuid)


def test_only_universities_ask(lists: Cast) -> None:
    for person in (lists.uploader_a, lists.certifier_a, lists.coordinator, lists.secretary):
        with pytest.raises(ForbiddenError):
            verified(person.actor, [claim(0, lists.school_a.pk)])


@pytest.mark.parametrize("number", [0, 1_001])
def test_one_to_a_thousand_applicants(cast: Cast, number: int) -> None:
    with pytest.raises(ApplicantsError):
        verified(cast.registrar_a.actor, [Claim(first_name="ก", last_name="ข")] * number)


def test_nobody_is_told_of_when_the_budget_is_used_up(lists: Cast, settings: Settings) -> None:
    settings.LOOKUP_BUDGET_PERSON = 3
    actor = lists.registrar_a.actor
    verified(actor, [claim(0, lists.school_a.pk)] * 3)
    with pytest.raises(BudgetError) as refused:
        verified(actor, [claim(1, lists.school_a.pk)])
    assert refused.value.status == 429
    assert refused.value.data["budget"] == "own"
    with scope(actor):
        assert (Verification.objects.count(), VerificationItem.objects.count()) == (1, 3)
        used = dict(LookupCount.objects.values_list("subject", "used"))
        assert AuditEntry.objects.filter(action="graduates.verify").count() == 3
    assert used["all"] == 3
    other = lists.approver_a.actor  # the colleague's budget is untouched
    assert verified(other, [claim(1, lists.school_a.pk)]).persons == 1


def test_the_institutions_budget(lists: Cast, settings: Settings) -> None:
    settings.LOOKUP_BUDGET_INSTITUTION = 3
    verified(lists.registrar_a.actor, [claim(0, lists.school_a.pk)] * 2)
    with pytest.raises(BudgetError) as refused:
        verified(lists.approver_a.actor, [claim(1, lists.school_a.pk)] * 2)
    assert refused.value.data["budget"] == "institution"
    assert verified(lists.registrar_b.actor, [claim(1, lists.school_a.pk)]).persons == 1
