"""Indicators, cycles and figures made through the services, for the standing cast."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.kpi.choices import Measure, Source
from apps.kpi.content import content_of, digest_of
from apps.kpi.formulas import share_counts
from apps.kpi.models import Cycle, Indicator, Submission, Tally
from apps.kpi.services.approving import accept_submission, approve_submission
from apps.kpi.services.attachments import evidence_of
from apps.kpi.services.cycles import open_cycle
from apps.kpi.services.entering import Entry, save_entry, submit_entry
from apps.kpi.services.evidencing import attach_evidence
from tests.builders.cast import Cast, Person

TERM = "2024-T1"
PDF = b"%PDF-1.7 invented evidence"


def publish_indicators() -> None:
    """Version 1 of REG01 to REG04; the test database has them from the start."""
    call_command("load_indicators", stdout=io.StringIO())


def open_cycle_for(
    cast: Cast,
    code: str = "REG01",
    period: str = TERM,
    *,
    opens: int = -10,
    due: int = 20,
    locks: int = 50,
    institutions: Sequence[Institution] | None = None,
    announce: bool = False,
) -> Cycle:
    """Expected of universities A and B; `opens`, `due` and `locks` are days from today."""
    today = timezone.localdate()
    with scope(cast.secretary.actor) as actor:
        return open_cycle(
            actor=actor,
            indicator=Indicator.objects.get(code=code),
            period_code=period,
            opens_on=today + dt.timedelta(days=opens),
            due_on=today + dt.timedelta(days=due),
            locks_on=today + dt.timedelta(days=locks),
            institutions=institutions or [cast.university_a, cast.university_b],
            announce=announce,
        )


def share(good: int, n: int, **more: Any) -> Entry:
    """An entry of a share: good ones out of n."""
    return Entry(counts=share_counts(good, n), **more)


def answers(fives: int, fours: int, threes: int, twos: int, ones: int, **more: Any) -> Entry:
    """An entry of a five-point question, the highest answer first."""
    given = zip("54321", (fives, fours, threes, twos, ones), strict=True)
    return Entry(counts=dict(given), **more)


def entered(
    person: Person, cycle: Cycle, entry: Entry, *, evidence: Sequence[str] = ("E1",)
) -> Submission:
    """A draft with one file for each criterion of `evidence`."""
    with scope(person.actor) as actor:
        row = save_entry(actor=actor, cycle=cycle, entry=entry, version=version_of(person, cycle))
        for criterion in evidence:
            attach_evidence(
                actor=actor, uuid=row.uuid, criterion=criterion, filename="report.pdf", content=PDF
            )
        return row


def sent(
    person: Person, cycle: Cycle, entry: Entry, *, evidence: Sequence[str] = ("E1",)
) -> Submission:
    """A figure that waits for the own approver."""
    row = entered(person, cycle, entry, evidence=evidence)
    with scope(person.actor) as actor:
        return submit_entry(actor=actor, uuid=row.uuid, version=row.version)


def approved(maker: Person, approver: Person, cycle: Cycle, entry: Entry) -> Submission:
    """A figure that waits for the network."""
    row = sent(maker, cycle, entry)
    with scope(approver.actor) as actor:
        return approve_submission(actor=actor, uuid=row.uuid, seen=digest(approver, row))


def accepted(
    maker: Person, approver: Person, secretary: Person, cycle: Cycle, entry: Entry
) -> Submission:
    """A figure that counts."""
    row = approved(maker, approver, cycle, entry)
    with scope(secretary.actor) as actor:
        return accept_submission(actor=actor, uuid=row.uuid, version=row.version)


def digest(person: Person, row: Submission) -> str:
    """What the approver's page holds of the figure as it is now."""
    with scope(person.actor):
        now = Submission.objects.get(pk=row.pk)
        return digest_of(content_of(now, evidence_of(now)))


def version_of(person: Person, cycle: Cycle) -> int:
    """As the person's page has it now; 0 where nothing was entered yet."""
    with scope(person.actor) as actor:
        row = Submission.objects.filter(
            cycle=cycle, institution_id=actor.institution_id, is_current=True
        ).first()
        return row.version if row else 0


def fresh(person: Person, row: Submission) -> Submission:
    """The row as the person reads it now."""
    with scope(person.actor):
        return Submission.objects.select_related("cycle__definition").get(pk=row.pk)


def basis_entry(counts: Mapping[str, int], basis: Source, **more: Any) -> Entry:
    """An entry that takes over what the portal saw or what was fed."""
    return Entry(counts=counts, basis=basis, **more)


def seen_by_portal(
    person: Person,
    outcomes: Mapping[str, int],
    *,
    measure: Measure = Measure.RESULTS,
    bucket: str = TERM,
    source: Source = Source.DERIVED,
) -> None:
    """Sums as the portal keeps them for the person's university; outcome of a record → number."""
    with scope(person.actor) as actor:
        for outcome, count in outcomes.items():
            Tally.objects.create(
                institution_id=actor.institution_id,
                measure=measure,
                source=source,
                bucket=bucket,
                outcome=outcome,
                count=count,
            )
