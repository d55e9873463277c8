"""The whole demonstration as ELMO: valid by our own check and by the official schema."""

from collections.abc import Mapping

import pytest
from django.db import connection, transaction
from django.utils import timezone
from lxml import etree
from pytest_django.plugin import DjangoDbBlocker

from apps.courses.demo.seeding import telling
from apps.courses.demo.seeding.staff import Staff
from apps.courses.demo.story import STORY
from apps.courses.demo.universities import UNIVERSITIES
from apps.courses.exports.elmo import elmo_xml
from apps.courses.exports.elmo_course import was_studied
from apps.courses.exports.elmo_nodes import ELMO
from apps.courses.exports.record import CourseRecord, by_learner
from apps.courses.management.commands.seed_courses import SEED
from apps.courses.models import CrossRegistration
from apps.courses.selectors.records import records_of
from apps.courses.states import State
from apps.graduates.management.commands import seed_demo
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.jobs import lease
from tests.courses.elmo_order import check_structure
from tests.courses.elmo_schema import MISSING, find_schema, load_schema, schema_problems

COURSE = f"{{{ELMO}}}learningOpportunitySpecification"
Told = Mapping[str, tuple[list[CourseRecord], bytes]]
"""Reader and student → the registrations, and the document written of them."""


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Told:
    """The story is told once for all tests here, read by every university, and taken back."""
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(lease, "connections", {"progress": connection})
        make_accounts()
        assert telling.tell_story(seed=SEED)
        staff = Staff()
        found = {key: told for slug in UNIVERSITIES for key, told in read_by(staff, slug).items()}
        transaction.set_rollback(True)
    return found


def make_accounts() -> None:
    """Of the universities; those of schools need the demo's schools."""
    for row in seed_demo.demo_rows("accounts"):
        codes = [held["institution"] for held in row["memberships"]]
        if Institution.objects.filter(code__in=codes).count() == len(codes):
            seed_demo.make_account(row)


def read_by(staff: Staff, slug: str) -> dict[str, tuple[list[CourseRecord], bytes]]:
    """All that a university sees, as a home and as a host, a document for each student."""
    with scope(staff.registrar(slug)) as actor:
        read = records_of(actor=actor, rows=CrossRegistration.objects.order_by("pk"))
    return {
        f"{slug} reads {'-'.join(records[0].learner)}": (
            records,
            elmo_xml(records, generated_at=timezone.now(), scale=read.scales),
        )
        for records in by_learner(read.records)
    }


def test_every_registration_is_told(told: Told) -> None:
    records = [record for group, _document in told.values() for record in group]
    assert len({record.registration for record in records}) == sum(
        len(plan.lines) for plan in STORY
    )
    assert {record.state for record in records} == set(State)


def test_every_course_that_was_studied_is_written(told: Told) -> None:
    for key, (records, document) in told.items():
        courses = list(etree.fromstring(document).iter(COURSE))
        assert len(courses) == sum(map(was_studied, records)), key


def test_our_own_check_finds_nothing_wrong(told: Told) -> None:
    problems = {key: check_structure(document) for key, (_records, document) in told.items()}
    assert {key: found for key, found in problems.items() if found} == {}


def test_the_official_schema_finds_nothing_wrong(told: Told) -> None:
    path = find_schema()
    if path is None:
        pytest.skip(MISSING)
    schema = load_schema(path)
    problems = {
        key: schema_problems(schema, document) for key, (_records, document) in told.items()
    }
    assert {key: found for key, found in problems.items() if found} == {}
