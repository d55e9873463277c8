"""Reads of rules: what is in force at an institution, and what was before."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.courses.grades import Scale
from apps.courses.models import GradeScale, RecognitionPolicy, Study, Term
from apps.courses.models.policy import Rule
from apps.courses.rules import grades_of
from apps.institutions.models import Institution, Kind

MOST_ROWS, MOST_TERMS = 20, 12


@dataclass(frozen=True)
class Dated:
    """Rows of one rule, newest first: those still to come, the one in force, those of before."""

    coming: list[Rule]
    current: Rule | None
    past: list[Rule]

    @property
    def last(self) -> Rule | None:
        """The row that begins last: a new one must begin later."""
        return self.coming[0] if self.coming else self.current


@dataclass(frozen=True)
class Policies:
    study: Study
    rows: Dated


@dataclass(frozen=True)
class Rules:
    scales: Dated
    policies: list[Policies]
    terms: list[Term]

    @property
    def scale(self) -> Scale | None:
        current = self.scales.current
        return grades_of(current) if isinstance(current, GradeScale) else None

    def policies_of(self, study: str) -> Dated:
        return next(each.rows for each in self.policies if each.study == study)


def rules_of(institution_id: int) -> Rules:
    """In three queries; rules are published to the network."""
    today = timezone.localdate()
    scales = GradeScale.objects.filter(institution_id=institution_id).select_related("set_by")
    policies = RecognitionPolicy.objects.filter(institution_id=institution_id)
    terms = Term.objects.filter(institution_id=institution_id)
    found = list(policies.select_related("set_by").order_by("-valid_from")[: MOST_ROWS * 2])
    return Rules(
        scales=_dated(list(scales.order_by("-valid_from")[:MOST_ROWS]), today),
        policies=[
            Policies(study, _dated([row for row in found if row.study == study], today))
            for study in Study
        ],
        terms=list(terms.order_by("-academic_year", "-term")[:MOST_TERMS]),
    )


def _dated(rows: list[Rule] | list[GradeScale] | list[RecognitionPolicy], today: dt.date) -> Dated:
    coming = [row for row in rows if row.valid_from > today]
    begun = [row for row in rows if row.valid_from <= today]
    return Dated(coming, begun[0] if begun else None, list(begun[1:]))


def university_get(uuid: UUID) -> Institution:
    found = Institution.objects.filter(uuid=uuid, kind=Kind.UNIVERSITY).first()
    if found is None:
        raise NotFoundError
    return found


def universities_with_rules(but: int) -> list[Institution]:
    """Others whose rules can be read."""
    here = OuterRef("pk")
    published = Q(Exists(GradeScale.objects.filter(institution=here))) | Q(
        Exists(RecognitionPolicy.objects.filter(institution=here))
    )
    rows = Institution.objects.filter(published, kind=Kind.UNIVERSITY).exclude(pk=but)
    return list(rows.order_by("-founding", "name_th"))
