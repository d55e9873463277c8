"""How the states and answers of a check look, and what comes next for whom."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.core.working_days import working_days_between
from apps.qualifications.choices import Closing
from apps.qualifications.models import Check
from apps.qualifications.states import WITH_HOLDER, CheckAction, CheckState, Side, shown_state

STATE_TONES: Mapping[str, str] = {
    CheckState.DRAFT: "neutral",
    CheckState.WAITING: "progress",
    CheckState.DOCUMENTS: "need",
    CheckState.PROPOSED: "progress",
    CheckState.ANSWERED: "done",
    CheckState.CANCELLED: "neutral",
}
OUTCOME_MEANINGS: Mapping[str, str | Promise] = {
    Closing.CONFIRMED: _("The university conferred this degree; all compared fields agree."),
    Closing.CONFIRMED_WITH_DIFFERENCES: _(
        "The university conferred a degree on this person; the named fields differ. Compare them "
        "with the paper."
    ),
    Closing.NOT_FOUND: _("The university has no record of this degree of this person."),
    Closing.ATTENDED_NOT_CONFERRED: _("The person studied there; the degree was not conferred."),
    Closing.COMPLETED_AWAITING_COUNCIL: _(
        "The person completed the study; the council has not yet conferred the degree."
    ),
    Closing.NEEDS_DOCUMENTS: _(
        "Without further documents no answer is possible. Ask anew with them."
    ),
    Closing.UNABLE_TO_CONFIRM: _("The university can neither confirm nor deny; read its note."),
}
NEXT: Mapping[tuple[str, Side], str | Promise] = {
    (CheckState.WAITING, Side.ASKER): _("The other university looks for the degree and answers."),
    (CheckState.WAITING, Side.HOLDER): _(
        "Compare the question with your register and enter the answer; a second person approves it."
    ),
    (CheckState.DOCUMENTS, Side.ASKER): _(
        "Give the documents that the other university asks for. Until then its clock stands still."
    ),
    (CheckState.DOCUMENTS, Side.HOLDER): _(
        "You asked for documents; the clock stands still until they come. You may also answer "
        "without them."
    ),
    (CheckState.PROPOSED, Side.ASKER): _("The other university looks for the degree and answers."),
    (CheckState.PROPOSED, Side.HOLDER): _(
        "An answer is entered. A second person of your university approves it or gives it back."
    ),
    (CheckState.ANSWERED, Side.ASKER): _("Nothing is waiting. Keep the letter with the case."),
    (CheckState.ANSWERED, Side.HOLDER): _(
        "Nothing is waiting. An approver may open the question again if the answer was wrong."
    ),
    (CheckState.CANCELLED, Side.ASKER): _("Nothing more happens here."),
    (CheckState.CANCELLED, Side.HOLDER): _("Nothing more happens here."),
}
ANEW: Mapping[tuple[str, Side], str | Promise] = dict.fromkeys(
    [(CheckState.WAITING, Side.ASKER), (CheckState.PROPOSED, Side.ASKER)],
    _("The other university looks for the degree once more and answers anew."),
)
"""What comes next where a former answer was taken back, as far as it is another thing."""
ACTS: Mapping[str, str | Promise] = dict(CheckAction.choices)
EXPLANATIONS: Mapping[str, str | Promise] = {
    "found_by_id": _("found by the identifier"),
    "title": _("a title before the name was overlooked"),
    "spelling": _("another spelling form was overlooked"),
    "spacing": _("spaces within the name were overlooked"),
    "scripts_differ": _("one name is in Thai and the other in Latin letters"),
    "name_order": _("the order of first name and surname was overlooked"),
    "former_name": _("the former name agrees"),
    "year_only": _("only the years were compared"),
    "abbreviation": _("an abbreviation of the degree was read"),
    "translation": _("the degree was compared in the other language"),
    "prefix": _("a word before the degree was overlooked"),
    "major_in_degree": _("the field of study stands within the degree"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """Until when an answer is due, in working days of the holder, and how that looks."""

    tone: str
    word: str


def side_shown(state: str, side: Side) -> tuple[str, str | Promise]:
    """Tone and word of a state; that an answer waits for approval is the holder's own affair."""
    state = shown_state(state, side)
    if state == CheckState.WAITING and side is Side.HOLDER:
        return STATE_TONES[state], _("waiting for your answer")
    return STATE_TONES[state], CheckState(state).label


def next_step(state: str, side: Side, *, anew: bool) -> str | Promise:
    """What comes next; `anew`: a former answer was taken back. "" for a draft."""
    usual = NEXT.get((state, side), "")
    return ANEW.get((state, side), usual) if anew else usual


def due_of(check: Check, closed: Collection[dt.date]) -> Due | None:
    """None where no clock runs."""
    if check.due_on is None or check.state not in WITH_HOLDER:
        return None
    today = timezone.localdate()
    if check.due_on < today:
        late = working_days_between(check.due_on, today, closed)
        if not late:  # the day passed, and no working day since
            return Due("refused", str(_("overdue")))
        words = ngettext(
            "overdue by %(days)s working day", "overdue by %(days)s working days", late
        )
        return Due("refused", words % {"days": late})
    left = working_days_between(today, check.due_on, closed)
    if not left:
        return Due("need", str(_("due today")))
    words = ngettext("%(days)s working day left", "%(days)s working days left", left)
    return Due("need" if left <= 2 else "progress", words % {"days": left})
