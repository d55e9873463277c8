"""From the desk to the hand: asking, changing, approving, delivering, ending."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.audit.models import Entry
from apps.certificates.applications import Application, Approval
from apps.certificates.content import content_digest
from apps.certificates.errors import (
    AlreadyRequestedError,
    ContactError,
    ContentChangedError,
    FactsError,
    LanguageError,
    MadeElsewhereError,
    NeededByError,
    NoSignerError,
    NothingChosenError,
    NotIssuedError,
    OwnWorkError,
    ReasonNeededError,
    TooManyError,
)
from apps.certificates.models import ServiceAct, ServiceRequest
from apps.certificates.selectors.requests import (
    Filters,
    acts_of,
    paper_of,
    replacement_of,
    request_get,
    request_page,
)
from apps.certificates.services.approving import approve_requests
from apps.certificates.services.delivering import deliver_requests
from apps.certificates.services.ending import revoke_certificate
from apps.certificates.services.requesting import (
    edit_request,
    replace_request,
    request_papers,
)
from apps.core.errors import ForbiddenError, InvalidError, NotFoundError
from apps.documents.models import Paper, Status
from apps.documents.selectors import paper_content
from apps.events.models import Event
from apps.institutions.models import Signer
from apps.institutions.scope import scope
from apps.notices.models import Notice
from tests.builders import certificates as build
from tests.certificates.conftest import Rendering
from tests.certificates.desks import Desk


def ledger(desk: Desk, row: ServiceRequest) -> Paper:
    with scope(desk.clerk.actor):
        found = paper_of(row)
    assert found is not None
    return found


def test_from_the_desk_to_the_hand(desk: Desk) -> None:
    """With a real paper in both languages."""
    thai = build.requested(desk.clerk, 1)
    english = build.requested(desk.clerk, 1, language="en")
    rows = build.produced(desk.clerk, desk.approver, thai, english)
    assert [row.state for row in rows] == ["produced", "produced"]
    for row in rows:
        paper = ledger(desk, row)
        assert (paper.status, paper.source_uuid, paper.persons) == (Status.ACTIVE, row.uuid, 1)
        with scope(desk.clerk.actor) as actor:
            assert paper_content(actor=actor, paper=paper).startswith(b"%PDF-1.7")
            deliver_requests(actor=actor, uuids=[row.uuid], how="desk")
            acts = [(act.action, act.from_state, act.to_state) for act in acts_of(row)]
        assert acts == [
            ("deliver", "produced", "delivered"),
            ("produce", "approved", "produced"),
            ("approve", "requested", "approved"),
            ("request", "", "requested"),
        ]
    assert (rows[0].signer_name, rows[0].signer_post) == (
        "รองศาสตราจารย์ ดร.วรรณา ทดสอบ", "นายทะเบียน",
    )  # fmt: skip
    assert rows[1].signer_post == "Registrar"


def test_what_was_done_is_written_down_without_the_student(
    desk: Desk, rendering: Rendering
) -> None:
    row = build.requested(desk.clerk, 7)
    build.produced(desk.clerk, desk.approver, row)
    with scope(desk.clerk.actor):
        entries = Entry.objects.filter(target_uuid=row.uuid).order_by("pk")
        events = Event.objects.filter(subject=row.uuid).order_by("pk")
        notices = Notice.objects.filter(subject=row.uuid)
        actions = ["service_request.request", "service_request.approve", "service_request.produce"]
        assert [entry.action for entry in entries] == actions
        assert [event.kind for event in events] == actions
        assert {notice.kind for notice in notices} == {"certificates.waiting", "certificates.ready"}
        told = str([*entries.values(), *events.values(), *notices.values(), *acts_values(row)])
    assert build.code(7) not in told
    assert "ปาริชาติ" not in told


def acts_values(row: ServiceRequest) -> list[object]:
    return list(ServiceAct.objects.filter(request=row).values())


def test_numbers_run_through_the_year(desk: Desk) -> None:
    codes = [build.requested(desk.clerk, place).code for place in (1, 2, 3)]
    year = timezone.localdate().year + 543
    assert codes == [f"{year}-00000{place}" for place in (1, 2, 3)]


REFUSED = [
    ({"first_name": ""}, {"first_name"}),
    ({"first_name": "<b>x</b>"}, {"first_name"}),
    ({"level": "kindergarten"}, {"level"}),
    ({"student_code": "1101700203450"}, {"student_code"}),
    ({"student_code": "x" * 31}, {"student_code"}),
    ({"year_of_study": 0, "term": 4}, {"year_of_study", "term"}),
    ({"academic_year": "25x8"}, {"academic_year"}),
    ({"admitted_year": 2569}, {"admitted_year"}),
    ({"expected_year": 2570}, {"expected_term"}),
    ({"programme": "y" * 301, "religion": "z"}, {"programme", "religion"}),
    ({"programme": ["a"]}, {"programme"}),
    ({"purpose": "p" * 301}, {"purpose"}),
]


@pytest.mark.parametrize(("changes", "fields"), REFUSED)
def test_facts_that_cannot_stand_on_a_paper(
    desk: Desk, changes: dict[str, object], fields: set[str]
) -> None:
    with pytest.raises(FactsError) as refused:
        build.requested(desk.clerk, given=build.application(1, **changes))
    assert set(refused.value.data["fields"]) == fields
    assert all(len(str(problem.sentence)) > 15 for problem in refused.value.problems)


def test_an_english_paper_needs_english_words(desk: Desk) -> None:
    bare = build.application(1, first_name_en="", programme_en="", faculty_en="")
    build.requested(desk.clerk, given=bare)
    with pytest.raises(FactsError) as refused:
        build.requested(desk.clerk, language="en", given=bare)
    assert set(refused.value.data["fields"]) == {"first_name_en", "programme_en", "faculty_en"}


def test_dates_of_graduation_follow_each_other(desk: Desk) -> None:
    given = build.graduated(completed_on="15/5/2568", approved_on="1/5/2568")
    with pytest.raises(FactsError) as refused:
        build.requested(desk.clerk, kind="graduation", given=given)
    assert refused.value.data["fields"] == ["approved_on"]


@pytest.mark.parametrize(
    ("kind", "language", "given", "error"),
    [
        ("transcript", "th", build.application(), MadeElsewhereError),
        ("student_status", "de", build.application(), LanguageError),
        ("student_status", "th", build.application(contact_email="nobody"), ContactError),
        (
            "student_status",
            "th",
            build.application(needed_by=dt.date(2020, 1, 1)),
            NeededByError,
        ),
        ("graduation", "th", Application(conferral=uuid4()), NotFoundError),
    ],
)
def test_what_cannot_be_asked_for(
    desk: Desk, kind: str, language: str, given: Application, error: type[Exception]
) -> None:
    with pytest.raises(error):
        build.requested(desk.clerk, kind=kind, language=language, given=given)


def test_the_same_paper_is_not_asked_for_twice_at_once(desk: Desk, rendering: Rendering) -> None:
    row = build.requested(desk.clerk)
    with pytest.raises(AlreadyRequestedError) as refused:
        build.requested(desk.clerk)
    assert refused.value.data["number"] == row.code
    build.requested(desk.clerk, given=build.application(1, purpose="ขอทุน"))
    build.produced(desk.clerk, desk.approver, row)
    assert build.requested(desk.clerk).state == "requested"


class TestApproval:
    def test_nobody_approves_what_he_entered(self, desk: Desk) -> None:
        row = build.requested(desk.approver)
        with pytest.raises(OwnWorkError):
            build.approved(desk.approver, row)
        assert build.approved(desk.second, row)[0].approved_key == f"user:{desk.second.user.pk}"

    def test_nobody_approves_what_he_changed_however_long_ago(self, desk: Desk) -> None:
        row = build.requested(desk.clerk)
        edited(desk.approver.actor, row, "first")
        edited(desk.clerk.actor, row, "second")
        with pytest.raises(OwnWorkError):
            build.approved(desk.approver, row)

    def test_an_edit_makes_the_approval_look_again(self, desk: Desk) -> None:
        row = build.requested(desk.clerk)
        seen = build.approvals(row)
        edited(desk.clerk.actor, row, "another purpose")
        with pytest.raises(ContentChangedError), scope(desk.approver.actor) as actor:
            approve_requests(actor=actor, approvals=seen)

    def test_an_edit_voids_an_approval_and_the_serial_stays(
        self, desk: Desk, rendering: Rendering
    ) -> None:
        row = build.approved(desk.approver, build.requested(desk.clerk))[0]
        first = ledger(desk, row).serial
        edited(desk.clerk.actor, row, "another purpose")
        (now,) = build.fresh(desk.clerk, row)
        assert (now.state, now.approved_at, now.approved_key) == ("requested", None, "")
        assert build.do_jobs(desk.approver) == ["done"]
        assert build.fresh(desk.clerk, row)[0].state == "requested"
        (made,) = build.produced(desk.clerk, desk.approver, row)
        assert (made.state, ledger(desk, made).serial) == ("produced", first)

    def test_two_edits_of_the_same_page(self, desk: Desk) -> None:
        row = build.requested(desk.clerk)
        seen = content_digest(row)
        edited(desk.clerk.actor, row, "first")
        with pytest.raises(ContentChangedError), scope(desk.clerk.actor) as actor:
            edit_request(actor=actor, uuid=row.uuid, seen=seen, application=build.application(1))

    def test_somebody_must_sign(self, desk: Desk) -> None:
        row = build.requested(desk.clerk)
        with scope(desk.approver.actor):
            Signer.objects.filter(institution_id=desk.approver.actor.institution_id).update(
                kinds=["graduation"]
            )
        with pytest.raises(NoSignerError):
            build.approved(desk.approver, row)

    def test_nothing_and_too_much(self, desk: Desk) -> None:
        with scope(desk.approver.actor) as actor:
            with pytest.raises(NothingChosenError):
                approve_requests(actor=actor, approvals=[])
            with pytest.raises(TooManyError):
                approve_requests(actor=actor, approvals=[Approval(uuid4(), "")] * 2_001)
        with scope(desk.clerk.actor) as actor:
            with pytest.raises(NothingChosenError):
                request_papers(actor=actor, kind="student_status", language="th", applications=[])
            with pytest.raises(TooManyError):
                request_papers(
                    actor=actor,
                    kind="student_status",
                    language="th",
                    applications=[build.application()] * 2_001,
                )


def edited(actor: object, row: ServiceRequest, purpose: str) -> ServiceRequest:
    with scope(actor) as who:  # type: ignore[arg-type]
        now = request_get(who, row.uuid)
        return edit_request(
            actor=who,
            uuid=row.uuid,
            seen=content_digest(now),
            application=build.application(1, purpose=purpose),
        )


class TestRoles:
    def test_who_may_not(self, desk: Desk) -> None:
        row = build.requested(desk.clerk)
        with pytest.raises(ForbiddenError):
            build.approved(desk.clerk, row)
        with pytest.raises(ForbiddenError):
            build.requested(desk.director)
        with pytest.raises(ForbiddenError), scope(desk.clerk.actor) as actor:
            revoke_certificate(actor=actor, uuid=row.uuid, reason="made by mistake")

    def test_another_university_finds_nothing(self, desk: Desk, rendering: Rendering) -> None:
        row = build.requested(desk.clerk)
        seen = build.approvals(row)
        with scope(desk.strange_approver.actor) as actor:
            with pytest.raises(NotFoundError):
                request_get(actor, row.uuid)
            with pytest.raises(NotFoundError):
                approve_requests(actor=actor, approvals=seen)
            assert request_page(actor, Filters(text=build.code(1))).rows == []
            with pytest.raises(NotFoundError):
                revoke_certificate(actor=actor, uuid=row.uuid, reason="made by mistake")


class TestEnds:
    def test_revoked_and_shown_so(self, desk: Desk, rendering: Rendering) -> None:
        (row,) = build.produced(desk.clerk, desk.approver, build.requested(desk.clerk))
        with scope(desk.approver.actor) as actor:
            with pytest.raises(ReasonNeededError):
                revoke_certificate(actor=actor, uuid=row.uuid, reason=" ")
            revoke_certificate(actor=actor, uuid=row.uuid, reason="ออกโดยคลาดเคลื่อน")
            with pytest.raises(NotIssuedError):
                revoke_certificate(actor=actor, uuid=row.uuid, reason="ออกโดยคลาดเคลื่อน")
            assert acts_of(row)[0].action == "revoke"
        assert build.fresh(desk.clerk, row)[0].state == "produced"
        assert ledger(desk, row).status == Status.REVOKED

    def test_a_paper_that_was_not_made_is_not_revoked(self, desk: Desk) -> None:
        (row,) = build.approved(desk.approver, build.requested(desk.clerk))
        with pytest.raises(NotIssuedError), scope(desk.approver.actor) as actor:
            revoke_certificate(actor=actor, uuid=row.uuid, reason="made by mistake")

    def test_replaced_by_a_corrected_one(self, desk: Desk, rendering: Rendering) -> None:
        (former,) = build.produced(desk.clerk, desk.approver, build.requested(desk.clerk))
        with scope(desk.clerk.actor) as actor:
            newer = replace_request(
                actor=actor,
                uuid=former.uuid,
                application=build.application(1, first_name="ปาริชาต"),
                reason="แก้ไขชื่อ",
            )
            with pytest.raises(AlreadyRequestedError):
                replace_request(
                    actor=actor,
                    uuid=former.uuid,
                    application=build.application(1),
                    reason="แก้ไขชื่อ",
                )
            assert replacement_of(former) == newer
        assert ledger(desk, former).status == Status.ACTIVE
        (newer,) = build.produced(desk.clerk, desk.approver, newer)
        ended = ledger(desk, former)
        assert (ended.status, ended.reason) == (Status.SUPERSEDED, "แก้ไขชื่อ")
        assert ended.replaced_by is not None
        assert ended.replaced_by.uuid == newer.paper

    def test_what_was_revoked_meanwhile_stays_revoked(
        self, desk: Desk, rendering: Rendering
    ) -> None:
        (former,) = build.produced(desk.clerk, desk.approver, build.requested(desk.clerk))
        with scope(desk.clerk.actor) as actor:
            newer = replace_request(
                actor=actor,
                uuid=former.uuid,
                application=build.application(1),
                reason="แก้ไขชื่อ",
            )
        with scope(desk.approver.actor) as actor:
            revoke_certificate(actor=actor, uuid=former.uuid, reason="ออกโดยคลาดเคลื่อน")
        (newer,) = build.produced(desk.clerk, desk.approver, newer)
        assert newer.state == "produced"
        assert ledger(desk, former).status == Status.REVOKED

    def test_nothing_in_force_to_replace(self, desk: Desk) -> None:
        row = build.requested(desk.clerk)
        with pytest.raises(NotIssuedError), scope(desk.clerk.actor) as actor:
            replace_request(
                actor=actor, uuid=row.uuid, application=build.application(1), reason="correct it"
            )

    def test_delivered_in_a_known_way(self, desk: Desk, rendering: Rendering) -> None:
        (row,) = build.produced(desk.clerk, desk.approver, build.requested(desk.clerk))
        with pytest.raises(InvalidError), scope(desk.clerk.actor) as actor:
            deliver_requests(actor=actor, uuids=[row.uuid], how="pigeon")
