"""May these courses there be recognised for that course here, under the policy in force?

Pure functions over values; every threshold comes from the home institution's dated policy. The
usual values are those of credit transfer as practised under the higher education standards
commission's announcement on credit transfer, B.E. 2565 (2022).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from apps.courses.credits import plain_number
from apps.courses.grades import GradeMeaning, Outcome

CriterionCode = Literal["content", "grade", "credits", "level", "cap"]
RecognitionOutcome = Literal["recognised", "partly_recognised", "not_recognised"]


@dataclass(frozen=True, slots=True)
class PolicyTerms:
    """One dated policy row. Shares run from 0 to 1; None means that the policy sets no limit.

    ``load_cap``: credits a term in all; ``programme_share``: part of the programme's credits that
    may come from elsewhere; ``ungraded_passes``: S and the like count as good enough.
    """

    content_share: Decimal
    grade_points: Decimal
    ungraded_passes: bool
    load_cap: Decimal | None
    programme_share: Decimal | None


USUAL_TERMS = PolicyTerms(
    content_share=Decimal("0.75"),
    grade_points=Decimal("2.00"),
    ungraded_passes=True,
    load_cap=Decimal(15),
    programme_share=Decimal("0.75"),
)
"""What is usual for a bachelor's degree: to begin a policy with, never instead of one."""


@dataclass(frozen=True, slots=True)
class SourceCourse:
    """A course taken elsewhere; ``grade`` is None as long as there is no result."""

    code: str
    credits: Decimal
    level: str
    grade: GradeMeaning | None


@dataclass(frozen=True, slots=True)
class TargetCourse:
    """The home institution's course for which credit is given."""

    code: str
    credits: Decimal
    level: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition: met, not met, or None = not known yet. ``asked`` and ``found`` are values.

    They are written without words of any language ("75 %", "2.00"); ``found`` may be empty.
    """

    code: CriterionCode
    met: bool | None
    asked: str
    found: str


def check_recognition(
    sources: Sequence[SourceCourse],
    target: TargetCourse | None,
    content_share: Decimal | None,
    *,
    terms: PolicyTerms,
    recognised_before: Decimal = Decimal(0),
    programme_credits: Decimal | None = None,
) -> list[Criterion]:
    """Hold one or several courses against one home course; empty where no transfer is intended.

    ``content_share`` (0 to 1) is a person's judgement of how much of the home course is covered,
    None where nobody has judged. ``recognised_before`` are the credits already recognised in the
    programme. ValueError where there is a target without a source, or a share outside 0 to 1.
    """
    if target is None:
        return []
    if not sources:
        raise ValueError("recognition needs at least one course taken elsewhere")
    if content_share is not None and not 0 <= content_share <= 1:
        raise ValueError("the share of the content is between 0 and 1")
    criteria = [
        _content(content_share, terms),
        _grade(sources, terms),
        _credits(sources, target),
        _level(sources, target),
    ]
    if terms.programme_share is not None:
        total = recognised_before + target.credits
        criteria.append(_cap(total, programme_credits, terms.programme_share))
    return criteria


def needs_override(criteria: Sequence[Criterion]) -> bool:
    """Tell whether a condition is not met, so that only a reason and an approver can go past it."""
    return any(criterion.met is False for criterion in criteria)


def is_undecided(criteria: Sequence[Criterion]) -> bool:
    """Tell whether a condition is not known yet, e.g. the grade of a course still to be taken."""
    return any(criterion.met is None for criterion in criteria)


def outcome_of(sources: Sequence[SourceCourse], target: TargetCourse | None) -> RecognitionOutcome:
    """Return the state of the registrations: all their credits granted, fewer, or none."""
    if target is None:
        return "not_recognised"
    taken = _credits_of(sources)
    return "recognised" if target.credits >= taken else "partly_recognised"


def _content(share: Decimal | None, terms: PolicyTerms) -> Criterion:
    asked = _percent(terms.content_share)
    if share is None:
        return Criterion("content", None, asked, "")
    return Criterion("content", share >= terms.content_share, asked, _percent(share))


def _grade(sources: Sequence[SourceCourse], terms: PolicyTerms) -> Criterion:
    verdicts = [_good_enough(source.grade, terms) for source in sources]
    met = False if False in verdicts else None if None in verdicts else True
    found = ", ".join(f"{source.code} {_shown_grade(source.grade)}" for source in sources)
    return Criterion("grade", met, f"{terms.grade_points:.2f}", found)


def _good_enough(grade: GradeMeaning | None, terms: PolicyTerms) -> bool | None:
    if grade is None:
        return None
    # an incomplete (I) is a result: it is not passed, and only an override goes past it
    if grade.outcome is not Outcome.PASSED:
        return False
    return terms.ungraded_passes if grade.points is None else grade.points >= terms.grade_points


def _credits(sources: Sequence[SourceCourse], target: TargetCourse) -> Criterion:
    taken = _credits_of(sources)
    met = taken >= target.credits
    return Criterion("credits", met, plain_number(target.credits), plain_number(taken))


def _level(sources: Sequence[SourceCourse], target: TargetCourse) -> Criterion:
    levels = list(dict.fromkeys(source.level for source in sources))
    stated = [level for level in levels if level]
    met: bool | None = None
    if target.level and any(level != target.level for level in stated):
        met = False
    elif target.level and stated == levels:
        met = True
    return Criterion("level", met, target.level, ", ".join(stated))


def _cap(total: Decimal, programme_credits: Decimal | None, share: Decimal) -> Criterion:
    if programme_credits is None:
        return Criterion("cap", None, _percent(share), plain_number(total))
    most = share * programme_credits
    return Criterion("cap", total <= most, plain_number(most), plain_number(total))


def _credits_of(sources: Sequence[SourceCourse]) -> Decimal:
    return sum((source.credits for source in sources), start=Decimal(0))


def _shown_grade(grade: GradeMeaning | None) -> str:
    if grade is None:
        return "–"
    return grade.grade if grade.points is None else f"{grade.grade} ({grade.points:.2f})"


def _percent(share: Decimal) -> str:
    return f"{plain_number(share * 100)} %"
