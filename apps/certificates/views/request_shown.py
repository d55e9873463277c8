"""Parts of the page of one request: its stages, its history, its paper."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from apps.certificates.models import ServiceRequest
from apps.certificates.selectors.requests import acts_of
from apps.certificates.selectors.standing import has_ended
from apps.certificates.states import State
from apps.certificates.views.wording import ACTS, CHANGES, PAPER_TONES, failure_of
from apps.core.reader import moment_text
from apps.core.thai.text import clean
from apps.courses.views.reasons import officer_shown
from apps.documents.codes import grouped
from apps.documents.models import Paper
from apps.documents.services import paper_pin


def stages_of(row: ServiceRequest, paper: Paper | None) -> list[dict[str, str]]:
    """For components/steps.html: what is done, by whom and when, and what waits."""
    ended = row.state in (State.CANCELLED, State.FAILED) or has_ended(paper)
    stages: list[tuple[str, dt.datetime | None, str, str]] = [
        (_("Request entered"), row.requested_at, row.requested_name, row.requested_post),
        (_("Approved"), row.approved_at, row.approved_name, row.approved_post),
        (_("Ready"), row.produced_at, "", ""),
        (_("Delivered"), row.delivered_at, row.delivered_name, row.delivered_post),
    ]
    last = max(place for place, stage in enumerate(stages) if stage[1] is not None)
    return [
        {"title": title, **_stage(place, last, at, clean(f"{name} {post}"), ended=ended)}
        for place, (title, at, name, post) in enumerate(stages)
    ]


def _stage(
    place: int, last: int, at: dt.datetime | None, who: str, *, ended: bool
) -> dict[str, str]:
    if at is not None:
        detail = " · ".join(filter(None, (moment_text(at), who)))
        return {"tone": "done", "word": _("done"), "detail": detail}
    if place < last:
        return {"tone": "neutral", "word": _("not told"), "detail": ""}
    if place == last + 1 and not ended:
        return {"tone": "progress", "word": _("next"), "detail": ""}
    return {"tone": "neutral", "word": _("later") if not ended else "–", "detail": ""}


def timeline_of(row: ServiceRequest) -> list[dict[str, Any]]:
    """Every act, the newest first."""
    return [
        {
            "act": act,
            "by": officer_shown(act.name, act.post),
            "words": ACTS.get(act.action, act.action),
            "state": State(act.to_state).label,
            "changes": [str(CHANGES.get(name, name)) for name in act.changes],
        }
        for act in acts_of(row)
    ]


def paper_shown(row: ServiceRequest, paper: Paper | None) -> dict[str, Any] | None:
    """None before its serial is reserved. The PIN is what stands on the paper itself."""
    if paper is None:
        return None
    issued = paper.sha256 is not None
    return {
        "paper": paper,
        "issued": issued,
        "ended": has_ended(paper),
        "tone": PAPER_TONES[paper.status],
        "code": grouped(paper.code),
        "pin": paper_pin(paper) if issued else "",
    }


def replaces_shown(row: ServiceRequest) -> dict[str, Any] | None:
    return {"row": row.replaces, "reason": row.replace_reason} if row.replaces else None


def failed_shown(row: ServiceRequest) -> dict[str, Any]:
    """A row of a list that could not be made, with what to do."""
    what, remedy = failure_of(row)
    return {"row": row, "what": what, "remedy": remedy}
