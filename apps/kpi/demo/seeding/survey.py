"""Answers written and counted by the way of the portal's own follower; two links to try."""

import json
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.institutions.actor import Actor
from apps.institutions.scope import scope, system_scope
from apps.kpi.choices import Measure
from apps.kpi.counted import COUNTING
from apps.kpi.demo.answers import ASKED, planned_answers
from apps.kpi.demo.calendar import moment
from apps.kpi.demo.seeding.rows import insert
from apps.kpi.demo.seeding.staff import Staff
from apps.kpi.models import SurveyResponse
from apps.kpi.periods import month_bucket
from apps.kpi.services.observing import lock_tallies, observe
from apps.kpi.services.surveying import asked_by, hand_out

KEPT_LINKS = "survey_tokens"
LINKS = 2


def write_answers(staff: Staff, *, seed: int) -> int:
    """Of every university that asks through the portal; how many there are."""
    today = timezone.localdate()
    written = 0
    for slug in ASKED:
        rows = [
            SurveyResponse(
                uuid=uuid4(),
                created_at=moment(one.on, 0),
                institution=staff.institutions[slug],
                service=one.service,
                bucket=month_bucket(one.on),
                language=one.language,
                points=dict(one.points),
                comment=one.comment,
            )
            for one in planned_answers(slug, today, seed=seed)
        ]
        with system_scope("the demo's answers to the survey"):
            insert(rows)
        count(staff.registrar(slug), Measure.SURVEY, [row.uuid for row in rows])
        written += len(rows)
    return written


def count(actor: Actor, measure: Measure, subjects: Sequence[UUID]) -> None:
    """What the records count for, as the follower of events counts them."""
    with scope(actor):
        lock_tallies(actor.institution_id)
        observe(
            institution_id=actor.institution_id,
            measure=measure,
            subjects=subjects,
            counted=COUNTING[measure](actor, subjects),
        )


def survey_tokens(actor: Actor) -> list[str]:
    """Two links of a counter that can still be answered, kept beside the demo's client."""
    path: Path = settings.DEMO_CLIENT_FILE
    kept = json.loads(path.read_text()) if path.exists() else {}
    tokens = [token for token in kept.get(KEPT_LINKS, []) if _can_be_answered(token)]
    if len(tokens) < LINKS:
        with scope(actor):
            tokens += [link.token for link in hand_out(actor=actor, count=LINKS - len(tokens))]
        path.write_text(json.dumps(kept | {KEPT_LINKS: tokens}))
        path.chmod(0o600)
    return tokens


def _can_be_answered(token: str) -> bool:
    try:
        return not asked_by(token).is_used
    except NotFoundError:
        return False
