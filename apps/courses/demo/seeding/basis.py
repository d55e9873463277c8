"""Before anybody can be sent: rules, terms, catalogues, agreements."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from apps.courses.demo.agreements import PlannedAgreement
from apps.courses.demo.calendar import BANGKOK, TERMS, PlannedTerm
from apps.courses.demo.catalogue import offerings
from apps.courses.demo.rules import POLICIES, SCALES
from apps.courses.demo.seeding.clock import at
from apps.courses.demo.seeding.memorandum import memorandum
from apps.courses.demo.seeding.staff import Staff
from apps.courses.models import Agreement
from apps.courses.services import agreeing, ruling
from apps.courses.services.offering import save_offering, set_offerings_state
from apps.courses.states import OfferingState
from apps.institutions.scope import scope

RULED_AT = dt.datetime(2023, 5, 2, 10, tzinfo=BANGKOK)
CATALOGUE_LEAD = dt.timedelta(weeks=12)


def set_rules(staff: Staff, slug: str) -> None:
    """All scales and policies, and the dates of all terms."""
    with at(RULED_AT), scope(staff.approver(slug)) as actor:
        for scale in SCALES[slug]:
            ruling.set_grade_scale(
                actor=actor, valid_from=scale.valid_from, grades=scale.grades, note=scale.note
            )
        for policy in POLICIES[slug]:
            ruling.set_recognition_policy(
                actor=actor,
                valid_from=policy.valid_from,
                study=policy.study,
                content_share=policy.content_share,
                grade_points=policy.grade_points,
                ungraded_passes=policy.ungraded_passes,
                load_cap=policy.load_cap,
                programme_share=policy.programme_share,
                note=policy.note,
            )
        for term in TERMS:
            ruling.set_term(
                actor=actor,
                academic_year=term.academic_year,
                term=term.term,
                starts_on=term.starts_on,
                ends_on=term.ends_on,
                withdraw_by=term.withdraw_by,
                results_due_on=term.results_due_on,
            )


def open_catalogue(staff: Staff, slug: str, term: PlannedTerm, seed: int) -> None:
    """Every section of the term; states are set as one would, many at once."""
    planned = offerings(slug, term, seed)
    if not planned:
        return
    opened_at = dt.datetime.combine(term.starts_on - CATALOGUE_LEAD, dt.time(9, 40), BANGKOK)
    with at(opened_at), scope(staff.registrar(slug)) as actor:
        saved = [(each, save_offering(actor=actor, course=each.course).uuid) for each in planned]
        for state in (OfferingState.OPEN, OfferingState.CLOSED):
            uuids = [uuid for each, uuid in saved if each.state == state]
            if uuids:
                set_offerings_state(actor=actor, uuids=uuids, state=state)


def close_catalogue(staff: Staff, slug: str, uuids: Collection[UUID], term: PlannedTerm) -> None:
    """A term that is over takes nobody any more."""
    closed_at = dt.datetime.combine(term.ends_on, dt.time(16, 10), BANGKOK)
    with at(closed_at), scope(staff.registrar(slug)) as actor:
        set_offerings_state(actor=actor, uuids=list(uuids), state=OfferingState.CLOSED)


def make_agreement(staff: Staff, planned: PlannedAgreement) -> Agreement:
    """Drafted by the first party's registrar, signed by approvers, as far as planned."""
    proposer, *partners = planned.parties
    drafted_at = dt.datetime.combine(planned.drafted_on, dt.time(10, 20), BANGKOK)
    content = agreeing.Content(
        kind=planned.kind,
        number=_number(planned),
        title_th=planned.title_th,
        title_en=planned.title_en,
        partners=[staff.university(slug) for slug in partners],
        starts_on=planned.starts_on,
        ends_on=planned.ends_on,
        seats_per_term=planned.seats,
        terms=planned.terms,
    )
    with at(drafted_at), scope(staff.registrar(proposer)) as actor:
        agreement = agreeing.draft_agreement(actor=actor, content=content)
        agreement = agreeing.attach_document(
            actor=actor,
            uuid=agreement.uuid,
            version=agreement.version,
            content=memorandum(planned, [staff.university(slug) for slug in planned.parties]),
            filename=f"{planned.key}.pdf",
        )
        if planned.state == "draft":
            return agreement
        agreement = agreeing.offer_agreement(
            actor=actor, uuid=agreement.uuid, version=agreement.version
        )
    for place, slug in enumerate(planned.signers, 1):
        agreement = _sign(staff, slug, agreement, drafted_at + dt.timedelta(days=3 * place))
    return agreement


def _number(planned: PlannedAgreement) -> str:
    """The proposer's reference; given when it is opened for signature."""
    if planned.state == "draft":
        return ""
    place = 3 * len(planned.title_en) % 97 + 1
    return f"{planned.parties[0].upper()} {place}/{planned.drafted_on.year + 543}"


def _sign(staff: Staff, slug: str, agreement: Agreement, signed_at: dt.datetime) -> Agreement:
    with at(signed_at), scope(staff.approver(slug)) as actor:
        name, post = SIGNATORIES[slug]
        return agreeing.sign_agreement(
            actor=actor,
            uuid=agreement.uuid,
            version=agreement.version,
            name=name,
            post=post,
            signed_on=signed_at.date(),
        )


def end_agreement(staff: Staff, planned: PlannedAgreement, uuid: UUID) -> None:
    """Terminated by the first party, once everything that rested on it has been asked for."""
    if planned.ended_on is None:
        return
    ended_at = dt.datetime.combine(planned.ended_on, dt.time(14, 30), BANGKOK)
    with at(ended_at), scope(staff.approver(planned.parties[0])) as actor:
        agreement = Agreement.objects.get(uuid=uuid)
        agreeing.terminate_agreement(
            actor=actor, uuid=uuid, version=agreement.version, note=planned.ended_note
        )


SIGNATORIES = {
    "tu": ("ศาสตราจารย์ธารา ผืนน้ำกว้าง", "รองอธิการบดีฝ่ายวิชาการ"),
    "bu": ("รองศาสตราจารย์มุกดา ชายหาดแก้ว", "รองอธิการบดีฝ่ายวิชาการ"),
    "ku": ("ศาสตราจารย์พนา ทุ่งข้าวทอง", "รองอธิการบดีฝ่ายวิชาการ"),
    "kmitl": ("รองศาสตราจารย์คีรี ฟ้าสีเหล็ก", "รองอธิการบดีอาวุโสฝ่ายวิชาการ"),
    "kku": ("ศาสตราจารย์อรุณ แก่นไม้งาม", "รองอธิการบดีฝ่ายการศึกษา"),
    "cmu": ("ศาสตราจารย์ดอย หมอกยามเช้า", "รองอธิการบดีฝ่ายวิชาการ"),
    "wu": ("รองศาสตราจารย์เกาะแก้ว ลมทะเลใต้", "รองอธิการบดีฝ่ายวิชาการ"),
}
"""Invented persons who sign for their universities: name and post."""
