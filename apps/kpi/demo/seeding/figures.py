"""The figures written state by state, all of them in one statement for each side and step.

The database lets a submission begin as a draft only and go on step by step, each by the right side.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from django.db.models import Model

from apps.institutions.scope import scope
from apps.kpi.choices import Stage
from apps.kpi.demo.calendar import PlannedCycle
from apps.kpi.demo.seeding.cycles import Cycles
from apps.kpi.demo.seeding.drafting import BY_NETWORK, Draft, advance, draft
from apps.kpi.demo.seeding.evidence import attach
from apps.kpi.demo.seeding.rows import insert
from apps.kpi.demo.seeding.staff import Staff
from apps.kpi.demo.universities import UNIVERSITIES
from apps.kpi.models import Return, Submission, SubmissionAct, SubmissionVersion
from apps.kpi.states import Action

OWN = {
    Action.SUBMIT: ("sent_at",),
    Action.RETURN: (),
    Action.APPROVE: (
        *("approved_at", "approved_key", "approved_name", "approved_post", "approved_content"),
        "first_sent_at",
    ),
}
NETWORK = {
    Action.NETWORK_RETURN: (),
    Action.ACCEPT: ("accepted_at", "accepted_name", "accepted_post"),
    Action.LOCK: (),
}
"""Steps of each side in their order, with the columns that they fill."""
RETURNED_BY = {str(Stage.OWN): Action.RETURN, str(Stage.NETWORK): Action.NETWORK_RETURN}


def write_figures(
    staff: Staff, planned: Sequence[PlannedCycle], cycles: Cycles, today: dt.date, seed: int
) -> list[Draft]:
    """Of all universities; everything that was entered, as it now stands."""
    made: list[Draft] = []
    for slug in UNIVERSITIES:
        each = (draft(staff, slug, one, cycles[one.key], today, seed) for one in planned)
        mine = [one for one in each if one is not None]
        with scope(staff.registrar(slug)):
            insert([one.submission for one in mine])
            _find_keys(mine)
            attach(mine, staff)
            for action, columns in OWN.items():
                _step(mine, action, columns, staff)
            _write_traces(mine, lambda action: action not in BY_NETWORK)
        made += mine
    with scope(staff.secretary):
        for action, columns in NETWORK.items():
            _step(made, action, columns, staff)
        _write_traces(made, lambda action: action in BY_NETWORK)
    return made


def _find_keys(made: Sequence[Draft]) -> None:
    by_uuid = {one.submission.uuid: one.submission for one in made}
    for uuid, key in Submission.objects.filter(uuid__in=by_uuid).values_list("uuid", "pk"):
        by_uuid[uuid].pk = key


def _step(made: Iterable[Draft], action: Action, columns: Sequence[str], staff: Staff) -> None:
    moved = [one for one in made if action in one.steps]
    for one in moved:
        advance(one, action, staff)
    rows = [one.submission for one in moved]
    Submission.objects.bulk_update(rows, ["state", "version", *columns])


def _write_traces(made: Iterable[Draft], is_own: Callable[[Action], bool]) -> None:
    """Versions, returns and acts that this side leaves."""
    versions: list[Model] = []
    returns: list[Model] = []
    acts: list[Model] = []
    for one in made:
        traces: list[SubmissionVersion | Return | SubmissionAct] = [
            *one.versions,
            *one.returns,
            *one.acts,
        ]
        for row in traces:
            row.submission = one.submission
        versions += one.versions if is_own(Action.SUBMIT) else []
        returns += [row for row in one.returns if is_own(RETURNED_BY[row.stage])]
        acts += [row for row in one.acts if is_own(Action(row.action))]
    for found in (versions, returns, acts):
        insert(found)
