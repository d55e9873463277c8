"""Which dated row of an institution's rules is in force on a day."""

import datetime as dt

from apps.courses.choices import UNDERGRADUATE_LEVELS
from apps.courses.errors import NoPolicyError, NoScaleError
from apps.courses.grades import Scale
from apps.courses.models import GradeScale, RecognitionPolicy, Study, Term
from apps.courses.recognising import PolicyTerms


def study_of(level: str) -> Study:
    return Study.UNDERGRADUATE if level in UNDERGRADUATE_LEVELS else Study.GRADUATE


def find_scale(institution_id: int, on: dt.date) -> GradeScale | None:
    rows = GradeScale.objects.filter(institution_id=institution_id, valid_from__lte=on)
    return rows.order_by("-valid_from").first()


def scale_in_force(institution_id: int, on: dt.date) -> GradeScale:
    """Raises NoScaleError."""
    found = find_scale(institution_id, on)
    if found is None:
        raise NoScaleError
    return found


def grades_of(scale: GradeScale) -> Scale:
    return Scale.from_json(scale.grades)


def find_policy(institution_id: int, study: str, on: dt.date) -> RecognitionPolicy | None:
    rows = RecognitionPolicy.objects.filter(
        institution_id=institution_id, study=study, valid_from__lte=on
    )
    return rows.order_by("-valid_from").first()


def policy_in_force(institution_id: int, study: str, on: dt.date) -> RecognitionPolicy:
    """Raises NoPolicyError."""
    found = find_policy(institution_id, study, on)
    if found is None:
        raise NoPolicyError
    return found


def terms_of(policy: RecognitionPolicy) -> PolicyTerms:
    return PolicyTerms(
        content_share=policy.content_share,
        grade_points=policy.grade_points,
        ungraded_passes=policy.ungraded_passes,
        load_cap=policy.load_cap,
        programme_share=policy.programme_share,
    )


def term_dates(institution_id: int, academic_year: int, term: int) -> Term | None:
    return Term.objects.filter(
        institution_id=institution_id, academic_year=academic_year, term=term
    ).first()
