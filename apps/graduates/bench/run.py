"""The whole bench, one comparison after the other, each as soon as it is made."""

from collections.abc import Iterator

from apps.core.bench.report import Comparison
from apps.core.bench.sizes import Sizes
from apps.graduates.bench import rosters
from apps.graduates.bench.api import compare_api
from apps.graduates.bench.applicants import claims_of
from apps.graduates.bench.bare_table import (
    analyse,
    copy_into_bare_table,
    entries_as_text,
    make_bare_table,
)
from apps.graduates.bench.cast import make_registrar, make_school
from apps.graduates.bench.imports import bring_in_force, compare_import, compare_school_file
from apps.graduates.bench.letter import compare_letter
from apps.graduates.bench.verification import ask, compare_batch
from apps.graduates.claims import Claim
from apps.institutions.models import Institution

SCHOOL_ROWS = 500
ON_LETTER = 5


def comparisons(sizes: Sizes) -> Iterator[Comparison]:
    """Applicants come from schools of 500 each."""
    make_bare_table()
    large = make_school(0)
    yield from compare_import(large, rosters.persons_of(large, sizes.rows))
    one = make_school(1)
    yield compare_school_file(one, rosters.persons_of(one, SCHOOL_ROWS))
    claims: list[Claim] = []
    for number in range(2, 2 + max(1, sizes.applicants // SCHOOL_ROWS)):
        school = make_school(number)
        persons = rosters.persons_of(school, SCHOOL_ROWS)
        roster = bring_in_force(school, rosters.csv_of(school, persons))
        copy_into_bare_table(entries_as_text(school, roster))
        claims += claims_of(school, persons)
    analyse()
    registrar = make_registrar()
    yield from compare_batch(registrar, claims)
    yield compare_letter(registrar, ask(registrar, claims[:ON_LETTER]))
    university = Institution.objects.get(pk=registrar.institution_id)
    yield compare_api(university, school, persons)
