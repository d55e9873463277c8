"""Counts that an institution's own system sends: all or none, each change a new version."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.audit.services import record
from apps.core.errors import InvalidError
from apps.core.thai.text import clean
from apps.courses.errors import LineProblem, LinesError
from apps.institutions.actor import Actor
from apps.institutions.officers import officer_of
from apps.kpi.incoming.fed_rules import count_faults, definition_at
from apps.kpi.locks import Doing, one_at_a_time
from apps.kpi.models import Definition, FedCounts, Indicator
from apps.kpi.policies import can_feed, demand
from apps.kpi.selectors.fed import published_versions

MOST_ROWS = 1_000
LONGEST_REFERENCE = 100
_REPEATED = _("This indicator and period stand twice in what was sent. Send them once.")
_NOT_PUBLISHED = _("There is no published definition of this indicator yet.")


class NothingFedError(InvalidError):
    code = "nothing_fed"
    message = _("Nothing was sent. Send the counts of at least one period.")


class TooManyFedError(InvalidError):
    code = "too_many_fed"
    message = _("These are more than 1,000 periods. Send them in several parts.")


@dataclass(frozen=True, slots=True)
class FedRow:
    """`period`: "2025-T1", "2025-08", "2025-Q1" or "2025" (Christian); `counts`: outcome of the
    definition's formula → number of records.
    """

    indicator: Indicator
    period: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Fed:
    """How many periods were new, changed what was sent before, or said the same again."""

    new: int
    changed: int
    unchanged: int


def feed_counts(
    *,
    actor: Actor,
    indicator: Indicator,
    rows: Mapping[str, Mapping[str, int]],
    reference: str = "",
) -> Fed:
    """Counts of one indicator, period → outcome → number; see `feed_rows`."""
    each = [FedRow(indicator, period, counts) for period, counts in rows.items()]
    return feed_rows(actor=actor, rows=each, reference=reference)


@transaction.atomic
def feed_rows(*, actor: Actor, rows: Sequence[FedRow], reference: str = "") -> Fed:
    """All or none; sent again, nothing changes; what differs becomes the next version.

    `reference`: what the sender calls it, names no person. Raises LinesError (lines count from 1,
    `subject` is the period, `field` "period", "counts" or an outcome), NothingFedError,
    TooManyFedError.
    """
    demand(can_feed(actor))
    if not rows:
        raise NothingFedError
    if len(rows) > MOST_ROWS:
        raise TooManyFedError
    _refuse(rows, timezone.localdate())
    one_at_a_time(Doing.FEEDING, actor.institution_id)  # no version is given twice
    known = _current(actor, rows)
    name = officer_of(actor).name if actor.user_id is not None else clean(actor.label)[:200]
    new: list[FedCounts] = []
    changed: list[FedCounts] = []
    for row in rows:
        before = known.get((row.indicator.pk, row.period))
        if before is not None and _without_noughts(before.counts) == _without_noughts(row.counts):
            continue
        (changed if before else new).append(
            FedCounts(
                institution_id=actor.institution_id,
                indicator=row.indicator,
                bucket=row.period,
                version=before.version + 1 if before else 1,
                counts=dict(row.counts),
                reference=clean(reference)[:LONGEST_REFERENCE],
                sent_name=name,
            )
        )
    outdated = [known[one.indicator_id, one.bucket].pk for one in changed]
    FedCounts.objects.filter(pk__in=outdated).update(is_current=False)
    FedCounts.objects.bulk_create([*new, *changed])
    _log(actor, [*new, *changed])
    return Fed(len(new), len(changed), len(rows) - len(new) - len(changed))


def _without_noughts(counts: Mapping[str, int]) -> dict[str, int]:
    return {outcome: count for outcome, count in counts.items() if count}


def _refuse(rows: Sequence[FedRow], today: dt.date) -> None:
    versions = published_versions()
    first: dict[tuple[int, str], int] = {}
    problems: list[LineProblem] = []
    for line, row in enumerate(rows, 1):
        problems += _faults(line, row, versions.get(row.indicator.pk, []), today)
        if first.setdefault((row.indicator.pk, row.period), line) != line:
            problems.append(LineProblem(line, _REPEATED, row.period[:20], "period"))
    if problems:
        raise LinesError(problems)


def _faults(
    line: int, row: FedRow, versions: Sequence[Definition], today: dt.date
) -> list[LineProblem]:
    subject = row.period[:20]
    if not versions:
        return [LineProblem(line, _NOT_PUBLISHED, subject, "indicator")]
    found = definition_at(versions, row.period, today)
    if not isinstance(found[0], Definition):
        return [LineProblem(line, found[1], subject, "period")]
    faults = count_faults(found[0], row.counts, {})
    return [LineProblem(line, sentence, subject, field) for field, sentence in faults]


def _current(actor: Actor, rows: Sequence[FedRow]) -> dict[tuple[int, str], FedCounts]:
    found = FedCounts.objects.filter(
        institution_id=actor.institution_id,
        indicator__in={row.indicator.pk for row in rows},
        bucket__in={row.period for row in rows},
        is_current=True,
    )
    return {(one.indicator_id, one.bucket): one for one in found}


def _log(actor: Actor, rows: Sequence[FedCounts]) -> None:
    for row in rows:
        record(
            who=actor.who,
            action="indicator.feed",
            target="fed_counts",
            target_uuid=row.uuid,
            owner_institution_id=actor.institution_id,
            data={
                "code": row.indicator.code,
                "period": row.bucket,
                "version": row.version,
                "counts": row.counts,
            },
        )
