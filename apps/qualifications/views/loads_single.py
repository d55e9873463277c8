"""A load that is about one degree, after it was accepted: whose, and what it changed."""

from typing import Any

from apps.institutions.actor import Actor
from apps.qualifications.models import Answer, Check, Conferral, LoadKind, RegisterLoad
from apps.qualifications.selectors.register import versions_of
from apps.qualifications.views.register_words import degree_shown, differences

SINGLE = (LoadKind.FORM, LoadKind.ANSWER, LoadKind.WITHDRAWAL)


def single_change(actor: Actor, load: RegisterLoad) -> dict[str, Any] | None:
    """None for files and systems, which bring many."""
    if load.kind not in SINGLE:
        return None
    brought = load.conferrals.order_by("row", "pk").first()
    line = brought.line if brought else load.target_line
    if line is None:
        return None
    versions = versions_of(actor, line)
    entry = brought or versions[0]
    older = next((one for one in versions if one.version < entry.version), None)
    return {
        "entry": entry,
        "degree": degree_shown(entry),
        "changes": _changes(older, brought),
        "check": _answered(load),
    }


def _changes(older: Conferral | None, brought: Conferral | None) -> list[Any]:
    return differences(older, brought) if older and brought else []


def _answered(load: RegisterLoad) -> Check | None:
    """The question with whose answer the degree came in."""
    if load.kind != LoadKind.ANSWER:
        return None
    answer = Answer.objects.select_related("check_asked__asker").filter(load=load).first()
    return answer.check_asked if answer else None
