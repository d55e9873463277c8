"""Two universities that ask each other: rows of every table of qualification checks."""

from django.utils import timezone

from apps.institutions.actor import Role
from apps.institutions.scope import scope, system_scope
from apps.qualifications.models import (
    BatchFinding,
    CheckBatch,
    DubiousInstitution,
    RegisterFinding,
    RegisterLoad,
)
from apps.qualifications.services.conversing import GivenFile, send_message
from apps.qualifications.services.holding import place_hold
from apps.qualifications.services.promising import promise
from tests.builders import qualifications as build
from tests.builders.cast import Cast, make_person

PDF = b"%PDF-1.7 a transcript"
FINDING = {"row": 3, "column": "ชื่อ", "cls": "validity", "rule": "name_missing"}


def fill_questions(cast: Cast) -> None:
    """A asks B, and B asks A."""
    approver_b = make_person("asked-approver-b", cast.university_b, Role.REGISTRAR_APPROVER)
    a, b = (cast.registrar_a, cast.approver_a), (cast.registrar_b, approver_b)
    fill_direction(build.Graduate(cast, cast.university_a, cast.university_b, *a, *b))
    fill_direction(build.Graduate(cast, cast.university_b, cast.university_a, *b, *a))
    with system_scope("the secretariat keeps the list"):
        DubiousInstitution.objects.create(
            name="สถาบันที่ไม่มีจริง", name_key="x", source="test", listed_on=timezone.localdate()
        )


def fill_direction(world: build.Graduate) -> None:
    waiting = build.load_rows(world, [build.degree(50)])
    line = build.registered(world, [build.degree(1)]).first_line
    assert line is not None
    with scope(world.holder_approver.actor) as actor:
        place_hold(actor=actor, line=line, note="at the person's wish")
        promise(actor=actor, working_days=7, valid_from=timezone.localdate())
        found_in(waiting)
    (check,) = build.asked(world, [build.claim(build.degree(2), world.holder)])
    with scope(world.registrar.actor) as actor:
        send_message(
            actor=actor, uuid=check.uuid, note="with a transcript",
            files=[GivenFile("transcript.pdf", PDF)],
        )  # fmt: skip
        batch = CheckBatch.objects.create(
            asker=world.asker, name="entrants", academic_year=2026, term=1, officer="x",
            purpose="audit", basis="public_task", case="1",
        )  # fmt: skip
        BatchFinding.objects.create(batch=batch, asker=world.asker, **FINDING)
    build.proposed(world, check)


def found_in(load: RegisterLoad) -> None:
    RegisterFinding.objects.create(load=load, holder_id=load.holder_id, **FINDING)
