"""Checks as far along as a forger needs them, and what the database says to forgeries."""

from typing import Any

from apps.institutions.scope import scope
from apps.qualifications.models import Answer, Check, CheckAct
from apps.qualifications.services.asking import draft_checks
from apps.qualifications.services.conversing import GivenFile, send_message
from tests.builders import qualifications as build
from tests.qualifications.worlds import Ring

PDF = b"%PDF-1.7 a transcript"
ANSWERED = """state = 'answered', version = version + 1, as_of = now(), answered_at = now(),
    outcome = 'confirmed'"""
WALL = "row-level security"


def asked(ring: Ring, number: int = 1) -> Check:
    (check,) = build.asked(ring.made, [build.claim(build.degree(number), ring.made.holder)])
    return check


def with_file(ring: Ring, check: Check, who: str = "asker") -> CheckAct:
    with scope(ring.actor(who)) as actor:
        return send_message(
            actor=actor, uuid=check.uuid, note="with a file", files=[GivenFile("a.pdf", PDF)]
        )


def entered(ring: Ring, check: Check, **given: Any) -> Answer:
    build.proposed(ring.made, check, **given)
    with scope(ring.actor("holder")):
        return Answer.objects.get(check_asked=check, state="proposed")


def drafts(ring: Ring, number: int) -> Check:
    claims = [build.claim(build.degree(number), ring.made.holder)]
    with scope(ring.actor("asker")) as actor:
        (check,) = draft_checks(actor=actor, question=build.QUESTION, claims=claims)
    return check
