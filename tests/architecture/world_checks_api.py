"""Checks of the API's route table: University A asks, B holds the degrees, C is a stranger."""

from typing import Any

from apps.institutions.scope import scope
from apps.qualifications.models import Attachment
from apps.qualifications.services.conversing import GivenFile, request_documents, send_message
from apps.qualifications.services.lettering import request_reply_for
from tests.builders.cast import Cast, Person
from tests.builders.qualifications import (
    Graduate,
    asked,
    claim,
    degree,
    do_jobs,
    registered,
)

PDF = b"%PDF-1.7 a transcript"


def checks_api_ids(cast: Cast, holder_approver: Person) -> dict[str, str]:
    """Uuids of checks in several states, of a document, a degree and its load; all `api_…`."""
    world = Graduate(
        cast=cast,
        asker=cast.university_a,
        holder=cast.university_b,
        registrar=cast.registrar_a,
        approver=cast.approver_a,
        holder_registrar=cast.registrar_b,
        holder_approver=holder_approver,
    )
    done = registered(world, [degree(501), degree(502)])
    numbers = {"confirmed": 501, "lettered": 502, "waiting": 503, "documents": 504}
    claims = [claim(degree(number), world.holder) for number in numbers.values()]
    checks = dict(zip(numbers, asked(world, claims), strict=True))
    with scope(cast.registrar_a.actor) as actor:
        request_reply_for(actor=actor, uuid=checks["lettered"].uuid)
        send_message(
            actor=actor,
            uuid=checks["waiting"].uuid,
            note="แนบใบแสดงผลการศึกษา",
            files=[GivenFile("transcript.pdf", PDF)],
        )
        document = Attachment.objects.get(check_asked=checks["waiting"])
    assert set(do_jobs(cast.registrar_a)) == {"done"}
    with scope(cast.registrar_b.actor) as actor:
        request_documents(
            actor=actor, uuid=checks["documents"].uuid, version=2, note="ขอใบแสดงผลการศึกษา"
        )
    ids: dict[str, Any] = {f"api_{name}": check.uuid for name, check in checks.items()}
    ids |= {
        "api_document": document.uuid,
        "api_degree": done.first_line,
        "api_load": done.load.uuid,
    }
    return {name: str(value) for name, value in ids.items()}
