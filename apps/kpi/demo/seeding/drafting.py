"""Each figure of the story as a submission with the versions, acts and returns of its way."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import uuid4

from apps.core.demo.seeds import stream
from apps.institutions.actor import Role
from apps.institutions.officers import PORTAL, Officer
from apps.kpi.choices import Source, Stage
from apps.kpi.content import content_of, digest_of
from apps.kpi.demo.calendar import TERMS, PlannedCycle, moment
from apps.kpi.demo.fates import STEPS, Fate, fate_of, sent_on
from apps.kpi.demo.processes import counts_of
from apps.kpi.demo.seeding.staff import NETWORK, Staff
from apps.kpi.demo.universities import RECOVERED
from apps.kpi.demo.wording import (
    CHANGE_REASON,
    FLOOD,
    LONG_TERM_REASON,
    NARRATIVES,
    NETWORK_PINS,
    OWN_PINS,
    SUMMER_REASON,
)
from apps.kpi.formulas import evaluate
from apps.kpi.models import Cycle, Evidence, Return, Submission, SubmissionAct, SubmissionVersion
from apps.kpi.states import Action, State, next_state

BY_NETWORK = (Action.NETWORK_RETURN, Action.ACCEPT, Action.LOCK)
FED = ("kku", "ku")
"""Their systems send the counts that they submit."""
FALL_YEAR = 2
"""Age of the cycle in which the story's university fell, counted back from the open one."""


@dataclass
class Draft:
    """A submission on its way. `steps` are still to be done; `at`: when each of them happens."""

    slug: str
    planned: PlannedCycle
    fate: Fate
    submission: Submission
    at: dict[Action, dt.datetime]
    evidence: list[Evidence] = field(default_factory=list)
    versions: list[SubmissionVersion] = field(default_factory=list)
    acts: list[SubmissionAct] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)

    @property
    def steps(self) -> tuple[Action, ...]:
        return STEPS[self.fate]


def draft(
    staff: Staff, slug: str, planned: PlannedCycle, cycle: Cycle, today: dt.date, seed: int
) -> Draft | None:
    """None where nothing was entered."""
    fate = fate_of(slug, planned)
    if fate not in STEPS:
        return None
    counts = counts_of(slug, planned, seed=seed)
    figure = evaluate(cycle.definition.formula, cycle.definition.parameters, counts)
    sent = sent_on(slug, planned, today, seed=seed)
    by = staff.officer(slug, Role.REGISTRAR)
    begun = moment(sent - dt.timedelta(days=3), 30)
    submission = Submission(
        uuid=uuid4(),
        created_at=begun,
        cycle=cycle,
        institution=staff.institutions[slug],
        network=staff.institutions[NETWORK],
        basis=Source.FED if slug in FED and planned.indicator != "REG04" else Source.DECLARED,
        counts=counts,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value and round(figure.value, 6),
        n=figure.n,
        spread=figure.spread and round(figure.spread, 6),
        narrative=_narrative(slug, planned),
        overrides=_overrides(slug, planned),
        entered_key=by.key,
        entered_name=by.name,
        entered_post=by.post,
        hands=[by.key],
        hand_names=[by.name],
    )
    made = Draft(slug, planned, fate, submission, _times(slug, planned, sent, seed))
    _act(made, Action.EDIT, "", by, staff, begun)
    return made


def _narrative(slug: str, planned: PlannedCycle) -> str:
    fell = slug == RECOVERED and planned.indicator == "REG02" and planned.age == FALL_YEAR
    return FLOOD if fell else NARRATIVES[planned.indicator]


def _overrides(slug: str, planned: PlannedCycle) -> dict[str, str]:
    """Reasons for what the checks would have found against the history."""
    if slug == RECOVERED and planned.indicator == "REG02" and planned.age == FALL_YEAR:
        return {"change": CHANGE_REASON}
    if planned.indicator != "REG01":
        return {}
    term = planned.period.code[-1]
    found = {str(TERMS): SUMMER_REASON, "1": LONG_TERM_REASON}.get(term)
    return {"denominator_change": found} if found else {}


def _times(slug: str, planned: PlannedCycle, sent: dt.date, seed: int) -> dict[Action, dt.datetime]:
    """A day for the own approver, two or three for the network; the lock when it is due."""
    minutes = stream("minutes", seed, slug, *planned.key).randrange(360)
    day = {
        Action.SUBMIT: sent,
        Action.RETURN: sent + dt.timedelta(days=1),
        Action.APPROVE: sent + dt.timedelta(days=1),
        Action.NETWORK_RETURN: sent + dt.timedelta(days=3),
        Action.ACCEPT: sent + dt.timedelta(days=2 + minutes % 2),
    }
    times = {action: moment(on, minutes) for action, on in day.items()}
    times[Action.LOCK] = moment(planned.locks_on + dt.timedelta(days=1), -480)
    return times


def advance(made: Draft, action: Action, staff: Staff) -> None:
    """The submission after the step, and the rows that the step leaves behind."""
    row, moment_ = made.submission, made.at[action]
    by = _officer(made, action, staff)
    before, row.state = row.state, _after(row.state, action)
    row.version += 1
    if action == Action.SUBMIT:
        row.sent_at = moment_
        made.versions.append(_version(made, by))
    elif action == Action.APPROVE:
        row.approved_at = row.first_sent_at = moment_
        row.approved_key, row.approved_name, row.approved_post = by.key, by.name, by.post
        row.approved_content = made.versions[-1].digest
    elif action == Action.ACCEPT:
        row.accepted_at, row.accepted_name, row.accepted_post = moment_, by.name, by.post
    elif action in (Action.RETURN, Action.NETWORK_RETURN):
        made.returns += _returns(made, action, by, staff)
    _act(made, action, before, by, staff, moment_)


def _after(state: str, action: Action) -> State:
    after = next_state(state, action)
    if after is None:
        raise ValueError(f"{action} is not possible in {state}")
    return after


def _officer(made: Draft, action: Action, staff: Staff) -> Officer:
    if action == Action.LOCK:
        return PORTAL
    if action in BY_NETWORK:
        return staff.officer(NETWORK, Role.SECRETARIAT)
    role = Role.REGISTRAR if action == Action.SUBMIT else Role.REGISTRAR_APPROVER
    return staff.officer(made.slug, role)


def _version(made: Draft, by: Officer) -> SubmissionVersion:
    content = content_of(made.submission, made.evidence)
    return SubmissionVersion(
        created_at=made.at[Action.SUBMIT],
        institution_id=made.submission.institution_id,
        network_id=made.submission.network_id,
        version=made.submission.version,
        content=content,
        digest=digest_of(content),
        name=by.name,
        post=by.post,
    )


def _returns(made: Draft, action: Action, by: Officer, staff: Staff) -> list[Return]:
    at_network = action == Action.NETWORK_RETURN
    return [
        Return(
            created_at=made.at[action],
            author=staff.institutions[NETWORK if at_network else made.slug],
            institution_id=made.submission.institution_id,
            network_id=made.submission.network_id,
            stage=Stage.NETWORK if at_network else Stage.OWN,
            field=pin.field,
            reason=pin.reason,
            note=pin.note,
            version=made.submission.version - 1,
            name=by.name,
            post=by.post,
        )
        for pin in (NETWORK_PINS if at_network else OWN_PINS)
    ]


def _act(
    made: Draft, action: Action, before: str, by: Officer, staff: Staff, moment_: dt.datetime
) -> None:
    note = "; ".join(each.note for each in made.returns) if "return" in action else ""
    made.acts.append(
        SubmissionAct(
            created_at=moment_,
            author=staff.institutions[NETWORK if action in BY_NETWORK else made.slug],
            institution_id=made.submission.institution_id,
            network_id=made.submission.network_id,
            action=action,
            from_state=before,
            to_state=made.submission.state,
            version=made.submission.version,
            name=by.name,
            post=by.post,
            note=note[:1000],
        )
    )
