"""A university's file of degrees: handed in, read by a worker in one transaction."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.audit.services import record
from apps.core.crypto import Protection
from apps.core.thai.text import search_key
from apps.institutions.actor import Actor
from apps.institutions.officers import officer_of
from apps.intake.errors import Unreadable
from apps.intake.services import erase_upload, keep_upload, upload_content
from apps.intake.staging import Staging, id_cells, new_uuid, plain_cells, text_cells
from apps.intake.storing import StagedTables, Storing
from apps.jobs.services import enqueue
from apps.qualifications.choices import level_of
from apps.qualifications.degrees import degree_key
from apps.qualifications.incoming.register_file import RegisterReading, read_register
from apps.qualifications.incoming.shapes import DegreeRow
from apps.qualifications.models import LoadKind, RegisterLoad
from apps.qualifications.policies import can_work, demand
from apps.qualifications.rows import TABLE, row_hash, subject_key
from apps.qualifications.services.accepting import lock_load, step
from apps.qualifications.sql import compare_with_register, content_hash, settle_drafts
from apps.qualifications.states import LoadAction, LoadState

LOAD = "qualifications.load"
Progress = Callable[[int, int, str], None]

STAGED = StagedTables(
    entry_table=TABLE,
    finding_table="qualifications_registerfinding",
    keys=("load_id", "holder_id"),
    columns={
        "uuid": "uuid", "line": "uuid", "created_at": "timestamptz", "row": "integer",
        "version": "smallint", "status": "text", "id_cipher": "bytea", "id_index": "bytea",
        "id_index_version": "smallint", "gender": "text", "born_on": "date",
        "born_year": "smallint", "academic_year": "smallint", "term": "smallint",
        "completed_on": "date", "approved_on": "date", "ceremony_on": "date",
        "gpax": "numeric(3, 2)", "level": "text", "standing": "text", "row_hash": "bytea",
        "ended_reason": "text", "id_masked": "text", "student_code": "text", "title": "text",
        "first_name": "text", "last_name": "text", "first_name_en": "text",
        "last_name_en": "text", "former_name": "text", "name_key": "text", "name_key_en": "text",
        "degree_th": "text", "degree_abbr": "text", "degree_en": "text", "programme": "text",
        "major": "text", "faculty": "text", "campus": "text", "honours": "text",
        "subject_key": "text", "degree_key": "text",
    },
)  # fmt: skip


@transaction.atomic
def upload_register(
    *, actor: Actor, content: bytes, filename: str, academic_year: int | None, complete: bool
) -> RegisterLoad:
    """A load in state `received` and the job that reads it.

    academic_year: Christian; of all rows where the file does not say it. Raises UploadRefusedError.
    """
    demand(can_work(actor))
    officer = officer_of(actor)
    upload = keep_upload(actor=actor, content=content, filename=filename)
    load = RegisterLoad.objects.create(
        holder_id=actor.institution_id,
        kind=LoadKind.FILE,
        academic_year=academic_year,
        complete=complete,
        upload=upload,
        filename=upload.filename,
        made_name=officer.name,
        made_post=officer.post,
        made_key=officer.key,
    )
    load.job = enqueue(actor=actor, kind=LOAD, arguments={"load": str(load.uuid)})
    load.save(update_fields=["job"])
    record(
        who=actor.who,
        action="register.bring",
        target="register_load",
        target_uuid=load.uuid,
        owner_institution_id=actor.institution_id,
        data={"kind": load.kind},
    )
    return load


def read_load(*, actor: Actor, uuid: UUID, progress: Progress) -> dict[str, Any]:
    """From `received` to `in_review` or `unreadable`; run again after a lost worker it starts over.

    The uploaded file is deleted with the commit."""
    load = lock_load(uuid)
    if load.state != LoadState.RECEIVED or load.upload is None:
        return {"state": load.state}
    progress(0, 0, "reading")
    try:
        # what was stored before a file turned out to be unreadable goes with the savepoint
        with transaction.atomic():
            _read_into(load, upload_content(load.upload), progress)
    except Unreadable as refusal:
        load.refusal, load.refusal_params = refusal.rule, dict(refusal.params)
        step(load, LoadAction.REFUSE)
    else:
        step(load, LoadAction.STAGE)
    load.save()
    erase_upload(load.upload)
    return {"state": load.state}


def _read_into(load: RegisterLoad, content: bytes, progress: Progress) -> None:
    holder = load.holder
    with (
        read_register(
            content,
            load.filename,
            university_code=holder.code,
            university_names=(holder.name_th, holder.name_en),
            academic_year=load.academic_year,
            today=timezone.localdate(),
        ) as reading,
        Storing(STAGED, (load.pk, load.holder_id)) as storing,
    ):
        total = reading.total_hint or 0
        staging = Staging(
            storing, lambda done: progress(done, max(total, done), "checking"), conferral_line
        )
        for result in reading.rows():
            staging.add(result)
        for finding in reading.whole:
            staging.add_finding(finding)
        staging.flush()
        storing.wait()
    _describe(load, reading, staging)
    settle_drafts(load)
    compare_with_register(load)
    load.content_hash = content_hash(load)
    progress(staging.rows, staging.rows, "storing")


def _describe(load: RegisterLoad, reading: RegisterReading, staging: Staging[DegreeRow]) -> None:
    load.columns = dict(reading.columns)
    load.dropped = list(reading.dropped)
    load.notes = [{"rule": note.rule, "params": dict(note.params)} for note in reading.notes]
    load.rows, load.kept = staging.rows, staging.accepted
    load.kept_out = staging.rows - staging.accepted


def conferral_line(row: int, degree: DegreeRow, kept: bool, protection: Protection) -> str:
    """One row of the staging table, in the order of `STAGED.columns`; `kept` rows alone count."""
    uuid, line, person = new_uuid(), new_uuid(), degree.person_id
    cipher, index, version = id_cells(person, uuid, protection)
    raw = bytes.fromhex(index.rpartition("x")[2]) if index else None
    plain = (
        uuid.hex(), line.hex(), "now", row, 1, "draft" if kept else "aside", cipher, index,
        version, degree.gender, degree.born_on, degree.born_year, degree.academic_year,
        degree.term, degree.completed_on, degree.approved_on, degree.ceremony_on, degree.gpax,
        level_of(degree.level), degree.standing, "\\\\x" + row_hash(degree, raw).hex(), "",
    )  # fmt: skip
    texts = (
        person.masked() if person else "", degree.student_code, degree.title, degree.first_name,
        degree.last_name, degree.first_name_en, degree.last_name_en, degree.former_name,
        search_key(degree.first_name + degree.last_name),
        search_key(degree.first_name_en + degree.last_name_en), degree.degree_th,
        degree.degree_abbr, degree.degree_en, degree.programme, degree.major, degree.faculty,
        degree.campus, degree.honours, subject_key(person, degree.student_code, raw),
        degree_key(degree.degree_th, degree.degree_abbr, degree.degree_en, degree.major),
    )  # fmt: skip
    return f"{plain_cells(plain)}\t{text_cells(texts)}"
