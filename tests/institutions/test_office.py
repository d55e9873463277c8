"""The office, its signers and closed days: who sets them, who reads them, what counts when."""

import datetime as dt

import pytest
from django.db import Error, IntegrityError, transaction
from django.utils import translation

from apps.audit.models import Entry
from apps.core.errors import ForbiddenError, NotFoundError
from apps.documents import kinds
from apps.institutions import services
from apps.institutions.actor import Role
from apps.institutions.demo.offices import OFFICES
from apps.institutions.demo.seeding import NobodySetsItError, seed_offices
from apps.institutions.models import ClosedDay, Institution, Kind, Office, Signer
from apps.institutions.scope import scope, system_scope
from apps.institutions.selectors import closed_days, office_of, signer_get, signers_for, signers_of
from tests.builders.cast import Cast, make_person

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 6, 8)


def signer(cast: Cast, name: str = "นางสาวทดสอบ ลงนาม", **more: object) -> Signer:
    given = {"post_th": "นายทะเบียน", "valid_from": dt.date(2026, 1, 1)} | more
    with scope(cast.approver_a.actor) as actor:
        return services.add_signer(actor=actor, name_th=name, **given)  # type: ignore[arg-type]


def test_an_office_is_set_once_and_then_changed(cast: Cast) -> None:
    with scope(cast.approver_a.actor) as actor:
        assert office_of(cast.university_a) is None
        first = services.set_office(
            actor=actor,
            name_th=" สำนักทะเบียน ",
            name_en="Registry",
            address_th=" บ้านเลขที่ 1 \n\n กรุงเทพมหานคร ",
        )
        again = services.set_office(actor=actor, name_th="สำนักงาน", address_en="1 Road\nBangkok")
        assert again.pk == first.pk
        assert first.address_lines == ("บ้านเลขที่ 1", "กรุงเทพมหานคร")
        with translation.override("en"):
            assert first.name == "Registry"
            assert first.address_lines == ("บ้านเลขที่ 1", "กรุงเทพมหานคร")
            assert again.address_lines == ("1 Road", "Bangkok")
        assert Entry.objects.filter(action="office.set").count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_th": "  "},
        {"name_th": "ก", "address_th": "\n".join("กขคงจฉช")},
        {"name_th": "ก", "address_en": "x" * 121},
    ],
)
def test_what_no_letter_can_carry_is_refused(cast: Cast, wrong: dict[str, str]) -> None:
    with scope(cast.approver_a.actor) as actor, pytest.raises(services.OfficeError):
        services.set_office(actor=actor, **wrong)


@pytest.mark.parametrize("who", ["registrar_a", "director_a", "uploader_a", "certifier_a"])
def test_other_roles_set_nothing(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    row, day = signer(cast), dt.date(2026, 7, 1)
    with scope(person.actor) as actor:
        for act in (
            lambda: services.set_office(actor=actor, name_th="ก"),
            lambda: services.add_signer(actor=actor, name_th="ก", post_th="ข", valid_from=day),
            lambda: services.end_signer(actor=actor, uuid=row.uuid, last_day=day),
            lambda: services.add_closed_day(actor=actor, on=day, name="ก"),
            lambda: services.remove_closed_day(actor=actor, uuid=row.uuid),
        ):
            with pytest.raises(ForbiddenError):
                act()


def test_others_read_and_do_not_change(cast: Cast) -> None:
    row = signer(cast)
    with scope(cast.approver_a.actor) as actor:
        services.set_office(actor=actor, name_th="สำนักทะเบียน")
        day = services.add_closed_day(actor=actor, on=DAY, name="วันสถาปนา")
    approver_b = make_person("approver-b", cast.university_b, Role.REGISTRAR_APPROVER)
    with scope(approver_b.actor) as actor:
        found = office_of(cast.university_a)
        assert found is not None
        assert closed_days(cast.university_a.pk) == {DAY}
        assert signers_for(cast.university_a.pk, kinds.GRADUATION, DAY) == [row]
        with pytest.raises(NotFoundError):
            services.end_signer(actor=actor, uuid=row.uuid, last_day=DAY)
        with pytest.raises(NotFoundError):
            services.remove_closed_day(actor=actor, uuid=day.uuid)
        with pytest.raises(NotFoundError):
            signer_get(approver_b.actor.institution_id, row.uuid)
        for model in (Office, Signer, ClosedDay):
            assert model.objects.update(created_at=found.created_at) == 0
            assert model.objects.all().delete()[0] == 0
        with pytest.raises(Error, match="row-level security"), transaction.atomic():
            ClosedDay.objects.create(institution=cast.university_a, on=DAY, name="x")


def test_the_portals_own_work_reads_closed_days_and_writes_none(cast: Cast) -> None:
    with scope(cast.approver_a.actor) as actor:
        services.add_closed_day(actor=actor, on=DAY, name="วันสถาปนา")
    with system_scope("the test counts deadlines"):
        assert closed_days(cast.university_a.pk) == {DAY}
        assert ClosedDay.objects.update(name="x") == 0


def test_a_closed_day_stands_once(cast: Cast) -> None:
    with scope(cast.approver_a.actor) as actor:
        day = services.add_closed_day(actor=actor, on=DAY, name="วันสถาปนา")
        for name in ("อีกครั้ง", " "):
            with pytest.raises(services.OfficeError):
                services.add_closed_day(actor=actor, on=DAY, name=name)
        services.remove_closed_day(actor=actor, uuid=day.uuid)
        assert closed_days(cast.university_a.pk) == frozenset()


def test_who_signs_depends_on_kind_and_day(cast: Cast) -> None:
    everything = signer(cast, "ลงนามทุกอย่าง")
    degrees = signer(cast, "ลงนามวุฒิ", kinds=[kinds.GRADUATION, kinds.GRADUATION])
    signer(cast, "พ้นตำแหน่งแล้ว", valid_until=dt.date(2026, 6, 7))
    successor = signer(cast, "ยังไม่รับตำแหน่ง", valid_from=dt.date(2026, 6, 9))
    mistake = signer(cast, "ผิดพลาด")
    with scope(cast.approver_a.actor) as actor:
        services.end_signer(actor=actor, uuid=mistake.uuid, last_day=dt.date(2025, 12, 31))
        own = cast.university_a.pk
        assert degrees.kinds == [kinds.GRADUATION]
        assert signers_for(own, kinds.GRADUATION, DAY) == [degrees, everything]
        assert signers_for(own, kinds.STUDENT_STATUS, DAY) == [everything]
        assert signers_for(cast.university_b.pk, kinds.STUDENT_STATUS, DAY) == []
        services.end_signer(actor=actor, uuid=everything.uuid, last_day=DAY)
        assert signers_for(own, kinds.STUDENT_STATUS, DAY) == [everything]
        assert signers_for(own, kinds.STUDENT_STATUS, DAY + dt.timedelta(days=1)) == [successor]
        assert len(signers_of(own)) == 4
        with pytest.raises(NotFoundError):
            services.end_signer(actor=actor, uuid=mistake.uuid, last_day=DAY)


def test_a_signer_does_not_end_before_the_beginning(cast: Cast) -> None:
    with pytest.raises(services.OfficeError):
        signer(cast, valid_until=dt.date(2025, 12, 31))
    row = signer(cast)
    with (
        pytest.raises(IntegrityError),
        scope(cast.approver_a.actor),
        transaction.atomic(),
    ):
        Signer.objects.filter(pk=row.pk).update(valid_until=dt.date(2025, 12, 31))


def test_the_demo_gives_every_office_once(cast: Cast) -> None:
    with pytest.raises(NobodySetsItError):
        seed_offices()
    for code in OFFICES:
        institution = Institution.objects.get(code=code)
        role = Role.SECRETARIAT if institution.kind == Kind.NETWORK else Role.REGISTRAR_APPROVER
        make_person(f"sets-{code}", institution, role)
    seed_offices()
    assert seed_offices() == 0
    with scope(cast.approver_a.actor):
        assert Office.objects.count() == len(OFFICES) == 8
        for code in OFFICES:
            own = Institution.objects.get(code=code).pk
            for kind in kinds.LABELS:
                assert signers_for(own, kind, DAY)
