"""A home's paper: every decision that stands on courses which one learner took elsewhere."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, cast

from django.db.models import Prefetch
from django.utils import timezone

from apps.core.academic_year import buddhist_year
from apps.courses.models import (
    CrossRegistration,
    Learner,
    Recognition,
    RecognitionPolicy,
    RecognitionSource,
)
from apps.courses.papers.errors import NoDecisionsError
from apps.courses.papers.texts import RULES
from apps.courses.states import RecognitionState
from apps.documents.papers.recognition import (
    CountedCourse,
    Decider,
    NoTransfer,
    RecognitionDecision,
    RecognitionLine,
    Rule,
    TakenCourse,
)
from apps.documents.papers.wording import Bilingual
from apps.documents.rendering import Language


def decided_courses(learner: Learner) -> list[CrossRegistration]:
    """The courses that decisions in force stand on."""
    rows = CrossRegistration.objects.filter(
        recognition_sources__recognition__learner=learner,
        recognition_sources__recognition__state=RecognitionState.APPROVED,
    )
    return list(rows.order_by("pk").distinct())


def read_decision(
    learner: Learner, row_ids: Sequence[int], language: Language
) -> RecognitionDecision:
    """The decisions in force on these registrations, in the order of their approval.

    Raises NoDecisionsError.
    """
    sources = RecognitionSource.objects.select_related("registration__host", "result")
    found = list(
        Recognition.objects.filter(
            learner=learner,
            state=RecognitionState.APPROVED,
            sources__registration__in=row_ids,
        )
        .select_related("policy")
        .prefetch_related(Prefetch("sources", sources.order_by("pk")))
        .order_by("approved_at", "pk")
        .distinct()
    )
    if not found:
        raise NoDecisionsError
    return RecognitionDecision(
        name=Bilingual(
            learner.full_name, f"{learner.first_name_en} {learner.last_name_en}".strip()
        ),
        student_code=learner.student_code,
        programme=Bilingual(learner.programme),
        faculty=Bilingual(learner.faculty),
        lines=tuple(_line(one, language) for one in found),
        rules=_rules(found, language),
        decided_by=_deciders(found),
    )


def decision_data(home_code: str, decision: RecognitionDecision) -> dict[str, Any]:
    """All that decides what stands on the paper, in plain values."""
    told = json.loads(json.dumps(asdict(decision), default=str))
    return {"kind": "recognition_decision", "home": home_code, **told}


def _line(one: Recognition, language: Language) -> RecognitionLine:
    target = CountedCourse(
        code=one.target_code, name=Bilingual(one.target_name_th, one.target_name_en)
    )
    return RecognitionLine(
        taken=tuple(_taken(source, language) for source in one.sources.all()),
        counts_as=(target,) if one.target_code else (),
        credits=one.target_credits,
        grade=one.home_grade,
        no_transfer=cast(NoTransfer, one.no_transfer),
        note=one.note,
        decided_on=approved_on(one),
    )


def _taken(source: RecognitionSource, language: Language) -> TakenCourse:
    """With the grade that the decision rests on."""
    row = source.registration
    year = row.academic_year if language == "en" else buddhist_year(row.academic_year)
    return TakenCourse(
        code=row.course_code,
        name=Bilingual(row.course_name_th, row.course_name_en),
        host=Bilingual(row.host.name_th, row.host.name_en),
        credits=row.credits,
        grade=source.result.grade,
        term=f"{row.term}/{year}",
    )


def _rules(found: Sequence[Recognition], language: Language) -> tuple[Rule, ...]:
    """Each dated policy once, known by its day, under the name that the home gave it."""
    used = {one.policy_id: one.policy for one in found}
    ordered = sorted(used.values(), key=lambda policy: (policy.valid_from, policy.pk))
    return tuple(
        Rule(name=_rule_name(policy, language), valid_from=policy.valid_from) for policy in ordered
    )


def _rule_name(policy: RecognitionPolicy, language: Language) -> str:
    return policy.note or RULES[language][policy.study]


def _deciders(found: Sequence[Recognition]) -> tuple[Decider, ...]:
    """Each once, whoever approved last first."""
    last: dict[tuple[str, str], dt.date] = {}
    for one in found:
        key, on = (one.approved_name, one.approved_post), approved_on(one)
        last[key] = max(on, last.get(key, on))
    made = [Decider(name=name, post=post, on=on) for (name, post), on in last.items()]
    return tuple(sorted(made, key=lambda one: (-one.on.toordinal(), one.name)))


def approved_on(decision: Recognition) -> dt.date:
    """An approved recognition has the moment of its approval, by a constraint."""
    if decision.approved_at is None:
        raise ValueError("the recognition is not approved")
    return timezone.localdate(decision.approved_at)
