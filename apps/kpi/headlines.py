"""What a row of figures says in one sentence: the finding over a chart, never its axes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.kpi.periods import PeriodKind

Values = Sequence[Decimal | None]
"""Of periods that follow each other, the oldest first; None where there is no figure."""


class Course(StrEnum):
    """What the last of the values says."""

    NOTHING = "nothing"
    GAP = "gap"
    FIRST = "first"
    FIRST_GOOD = "first_good"
    FIRST_WEAK = "first_weak"
    REACHED = "reached"
    KEPT = "kept"
    LOST = "lost"
    WEAK = "weak"
    WEAK_RUN = "weak_run"
    WEAK_BETTER = "weak_better"
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


GOOD = frozenset({Course.FIRST_GOOD, Course.REACHED, Course.KEPT})
WEAK = frozenset({Course.FIRST_WEAK, Course.LOST, Course.WEAK, Course.WEAK_RUN, Course.WEAK_BETTER})
SENTENCES: Mapping[Course, Promise] = {
    Course.NOTHING: _("%(code)s: no accepted figure yet"),
    Course.GAP: _("%(code)s: no figure for the latest period"),
    Course.FIRST: _("%(code)s: the first figure is here"),
    Course.FIRST_GOOD: _("%(code)s: the first figure reaches the target"),
    Course.FIRST_WEAK: _("%(code)s: the first figure is below the target"),
    Course.REACHED: _("%(code)s has reached its target"),
    Course.KEPT: _("%(code)s at or above its target, %(run)s"),
    Course.LOST: _("%(code)s fell below its target"),
    Course.WEAK: _("%(code)s below its target"),
    Course.WEAK_RUN: _("%(code)s below its target, %(run)s"),
    Course.WEAK_BETTER: _("%(code)s below its target, but better %(run)s"),
    Course.BETTER: _("%(code)s better than in the period before"),
    Course.WORSE: _("%(code)s weaker than in the period before"),
    Course.SAME: _("%(code)s as in the period before"),
}
# where less is better, "below" would say the opposite
LESS_IS_BETTER: Mapping[Course, Promise] = {
    Course.FIRST_WEAK: _("%(code)s: the first figure is above the target, and less is better"),
    Course.KEPT: _("%(code)s at or below its target, %(run)s"),
    Course.LOST: _("%(code)s rose above its target, and less is better"),
    Course.WEAK: _("%(code)s above its target, and less is better"),
    Course.WEAK_RUN: _("%(code)s above its target, %(run)s"),
    Course.WEAK_BETTER: _("%(code)s above its target, but better %(run)s"),
}


@dataclass(frozen=True, slots=True)
class Headline:
    """run: periods in a row of which the sentence speaks."""

    course: Course
    run: int
    sentence: str

    @property
    def is_weak(self) -> bool:
        """True where the last figure misses its target."""
        return self.course in WEAK

    @property
    def reaches(self) -> bool | None:
        """Whether the last figure reaches its target; None without a figure or a target."""
        return self.course in GOOD if self.course in GOOD | WEAK else None


def headline(
    code: str,
    values: Values,
    *,
    target: Decimal | None,
    kind: PeriodKind,
    less_is_better: bool = False,
) -> Headline:
    """Return the finding in the language in force. `kind`: what the periods are called."""
    signed = [value if value is None or not less_is_better else -value for value in values]
    wanted = -target if target is not None and less_is_better else target
    course, run = _course(signed, wanted)
    words = SENTENCES[course]
    if less_is_better:
        words = LESS_IS_BETTER.get(course, words)
    return Headline(course, run, str(words) % {"code": code, "run": run_text(kind, run)})


def reaches(value: Decimal, target: Decimal, *, less_is_better: bool) -> bool:
    """A value on its target reaches it."""
    return value <= target if less_is_better else value >= target


def falls(levels: Sequence[Decimal]) -> bool:
    """Whether less is better, as the levels of a definition tell; without levels more is."""
    return len(levels) > 1 and levels[0] > levels[-1]


def run_text(kind: PeriodKind, run: int) -> str:
    """2 terms running; 3 years running."""
    words = {
        "term": ngettext("%(count)s term running", "%(count)s terms running", run),
        "quarter": ngettext("%(count)s quarter running", "%(count)s quarters running", run),
        "month": ngettext("%(count)s month running", "%(count)s months running", run),
        "year": ngettext("%(count)s year running", "%(count)s years running", run),
    }
    return words[kind] % {"count": run}


def _course(values: Values, target: Decimal | None) -> tuple[Course, int]:
    """More is better here."""
    known = [value for value in values if value is not None]
    if not known:
        return Course.NOTHING, 0
    trailing = _trailing(values)
    if not trailing:
        return Course.GAP, 0
    if target is None:
        return _without_target(trailing)
    if len(known) == 1:
        return (Course.FIRST_GOOD if known[0] >= target else Course.FIRST_WEAK), 1
    return _against(trailing, target)


def _against(trailing: Sequence[Decimal], target: Decimal) -> tuple[Course, int]:
    good = trailing[-1] >= target
    run = _run([(value >= target) == good for value in trailing])
    if good:
        return (Course.KEPT if run > 1 else Course.REACHED), run
    if run == 1:
        return (Course.LOST if len(trailing) > 1 else Course.WEAK), run
    better = _run([later > earlier for earlier, later in pairwise(trailing)])
    if better > 1:
        return Course.WEAK_BETTER, better
    return Course.WEAK_RUN, run


def _without_target(trailing: Sequence[Decimal]) -> tuple[Course, int]:
    if len(trailing) == 1:
        return Course.FIRST, 1
    before, last = trailing[-2:]
    if before == last:
        return Course.SAME, 1
    return (Course.BETTER if last > before else Course.WORSE), 1


def _trailing(values: Values) -> list[Decimal]:
    """The figures since the last gap, oldest first; a gap ends every run."""
    found: list[Decimal] = []
    for value in reversed(values):
        if value is None:
            break
        found.insert(0, value)
    return found


def _run(held: Sequence[bool]) -> int:
    """How many at the end are true."""
    count = 0
    for each in reversed(held):
        if not each:
            break
        count += 1
    return count
