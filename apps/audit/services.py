"""Writing the log, and sealing it in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from apps.audit.chain import FIELDS, GENESIS, checkpoint, hashes
from apps.audit.models import Entry, Link

SEALER_LOCK = 7_201_001
BATCH = 2_000


@dataclass(frozen=True)
class Who:
    """Who acts, by plain ids; `label` is what a reader of the log sees years later."""

    user_id: int | None
    client_id: int | None
    institution_id: int | None
    label: str


@dataclass(frozen=True)
class Look:
    """One use of another institution's data about one person."""

    owner_institution_id: int | None
    target_uuid: UUID
    data: dict[str, Any] = field(default_factory=dict)


def record(
    *,
    who: Who,
    action: str,
    target: str,
    target_uuid: UUID | None = None,
    owner_institution_id: int | None = None,
    purpose: str = "",
    case: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """One entry, in the caller's transaction."""
    record_looks(
        who=who,
        action=action,
        target=target,
        purpose=purpose,
        case=case,
        blank_target=True,
        looks=[Look(owner_institution_id, target_uuid or UUID(int=0), data or {})],
    )


def record_looks(
    *,
    who: Who,
    action: str,
    target: str,
    purpose: str,
    case: str,
    looks: Sequence[Look],
    blank_target: bool = False,
) -> None:
    """One entry for each person looked at, as one statement for each thousand of them."""
    Entry.objects.bulk_create(
        [
            Entry(
                action=action,
                user_id=who.user_id,
                client_id=who.client_id,
                actor_label=who.label,
                acting_institution_id=who.institution_id,
                owner_institution_id=look.owner_institution_id,
                target=target,
                target_uuid=None if blank_target and not look.target_uuid.int else look.target_uuid,
                purpose=purpose,
                case=case,
                data=look.data,
            )
            for look in looks
        ],
        batch_size=1_000,
    )


def open_system_scope() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.system', 'on', true)")


@transaction.atomic
def seal() -> int:
    """Chain what was committed since; the number of entries sealed. One sealer at a time."""
    open_system_scope()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    last = Link.objects.order_by("-sequence").first()
    head, start = (bytes(last.hash), last.sequence + 1) if last else (GENESIS, 1)
    waiting = list(Entry.objects.filter(link=None).order_by("pk").values("pk", *FIELDS)[:BATCH])
    links = [
        Link(sequence=sequence, entry_id=entry["pk"], hash=head)
        for (sequence, head), entry in zip(hashes(head, start, waiting), waiting, strict=True)
    ]
    Link.objects.bulk_create(links)
    return len(links)


def write_checkpoint() -> None:
    """Append the signed head to today's file in the folder kept outside the database."""
    with transaction.atomic():
        open_system_scope()
        last = Link.objects.order_by("-sequence").first()
    if last is None:
        return
    now = timezone.now()
    folder = settings.CHECKPOINTS_ROOT
    folder.mkdir(parents=True, exist_ok=True)
    made = checkpoint(settings.AUDIT_KEY, last.sequence, bytes(last.hash), now)
    with (folder / f"{now:%Y-%m-%d}.jsonl").open("a") as kept:
        kept.write(made.line() + "\n")
