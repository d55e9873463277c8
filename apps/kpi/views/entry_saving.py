"""From the filled form to the services: the draft, its files, its reasons."""

from apps.core.errors import PortalError
from apps.institutions.actor import Actor
from apps.kpi.forms.entry import EntryForm, file_field
from apps.kpi.models import Submission
from apps.kpi.refusals import TooMuchEvidenceError
from apps.kpi.selectors.findings import findings_of
from apps.kpi.services.entering import Entry, save_entry
from apps.kpi.services.evidencing import attach_evidence, remove_evidence
from apps.kpi.views.entry_shown import Desk, kept_entry


def save_form(actor: Actor, desk: Desk, form: EntryForm, *, version: int) -> Submission:
    """All that can be saved. A file that cannot be taken is told at its field.

    Raises what `save_entry` raises.
    """
    given = form.entry(kept=kept_entry(desk.submission))
    row = save_entry(actor=actor, cycle=desk.cycle, entry=given, version=version)
    row.cycle = desk.cycle
    for uuid in form.removed():
        remove_evidence(actor=actor, uuid=uuid)
    _attach(actor, row, form)
    return _without_stale_reasons(actor, row, given)


def _attach(actor: Actor, row: Submission, form: EntryForm) -> None:
    for criterion, files in form.files_by_criterion():
        for name, content in files:
            try:
                attach_evidence(
                    actor=actor,
                    uuid=row.uuid,
                    criterion=criterion.code,
                    filename=name,
                    content=content,
                )
            except TooMuchEvidenceError as error:
                _tell(form, criterion.code, error)
                break


def _tell(form: EntryForm, criterion: str, error: PortalError) -> None:
    form.add_error(file_field(criterion), str(error.message))


def _without_stale_reasons(actor: Actor, row: Submission, given: Entry) -> Submission:
    """A reason for what is no longer found would only confuse whoever approves."""
    asked = {finding.key for finding in findings_of(actor, row)}
    if row.overrides.keys() <= asked:
        return row
    reasons = {key: reason for key, reason in row.overrides.items() if key in asked}
    entry = Entry(
        basis=given.basis, counts=given.counts, narrative=given.narrative, overrides=reasons
    )
    again = save_entry(actor=actor, cycle=row.cycle, entry=entry, version=row.version)
    again.cycle = row.cycle
    return again
