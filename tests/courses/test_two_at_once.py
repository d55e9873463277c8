"""Two clerks at once, on separate connections: the second before the first has committed."""

from decimal import Decimal

import pytest
from django.utils import timezone

from apps.courses.candidates import Candidate
from apps.courses.errors import CourseStateError, LinesError, VersionError
from apps.courses.models import CrossRegistration, CrossRequest, Offering
from apps.courses.services import hosting
from apps.courses.services import offering as offerings
from apps.courses.services.submitting import submit_request
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast
from tests.courses.waiting import second_while_first_is_open

pytestmark = pytest.mark.usefixtures("committed")
SMALL = "EN201"  # two places


def send(made: build.Exchange, rows: list[CrossRegistration]) -> CrossRequest:
    with scope(made.registrar.actor) as actor:
        return submit_request(actor=actor, uuid=rows[0].request.uuid, picks=build.picks(*rows))


def accept(made: build.Exchange, *rows: CrossRegistration) -> list[CrossRegistration]:
    with scope(made.host_registrar.actor) as actor:
        return hosting.accept_registrations(actor=actor, picks=build.picks(*rows))


def states(made: build.Exchange, rows: list[CrossRegistration]) -> list[str]:
    return [row.state for row in build.fresh(made, rows)]


class TestOfTheHome:
    def both(
        self, made: build.Exchange, *candidates: list[Candidate]
    ) -> tuple[list[CrossRegistration], list[CrossRegistration]]:
        first, second = (build.drafted(made, *lines)[1] for lines in candidates)
        return first, second

    def test_the_last_place_of_the_agreement_is_given_once(self, cast: Cast) -> None:
        made = build.make_exchange(cast, seats_per_term=2)
        first, second = self.both(
            made, [build.candidate(1), build.candidate(2)], [build.candidate(3)]
        )
        refused = second_while_first_is_open(
            scope(made.registrar.actor),
            lambda: send(made, first),
            lambda: send(made, second),
        )
        assert isinstance(refused, LinesError)
        assert [row.state for row in build.fresh(made, [*first, *second])] == [
            "submitted", "submitted", "draft",
        ]  # fmt: skip

    def test_the_load_cap_is_not_passed_from_two_sides(self, cast: Cast) -> None:
        made = build.make_exchange(cast)
        lines = [
            build.candidate(1, "CS101", "A1", home_credits=Decimal(10)),
            build.candidate(1, "CS102", "A1", home_credits=Decimal(10)),
        ]
        first, second = self.both(made, lines[:1], lines[1:])
        refused = second_while_first_is_open(
            scope(made.registrar.actor),
            lambda: send(made, first),
            lambda: send(made, second),
        )
        assert isinstance(refused, LinesError)
        assert "16" in str(refused.problems[0].message)

    def test_numbers_are_given_once(self, cast: Cast) -> None:
        made = build.make_exchange(cast)
        refused = second_while_first_is_open(
            scope(made.registrar.actor),
            lambda: build.drafted(made, build.candidate(1)),
            lambda: build.drafted(made, build.candidate(2)),
        )
        assert refused is None
        year = timezone.localdate().year + 543
        with scope(made.registrar.actor):
            numbers = CrossRequest.objects.order_by("number").values_list("number", flat=True)
            assert list(numbers) == [f"{year}-00001", f"{year}-00002"]

    def test_one_page_sent_twice_counts_once(self, cast: Cast) -> None:
        made = build.make_exchange(cast)
        _request, rows = build.drafted(made)
        refused = second_while_first_is_open(
            scope(made.registrar.actor), lambda: send(made, rows), lambda: send(made, rows)
        )
        assert isinstance(refused, CourseStateError)
        assert build.fresh(made, rows)[0].version == rows[0].version + 1


class TestOfTheHost:
    def test_the_last_place_is_given_once(self, cast: Cast) -> None:
        made = build.make_exchange(cast)
        lines = (build.candidate(line, SMALL) for line in (1, 2, 3))
        rows = build.submitted(made, *lines)
        accept(made, rows[0])
        refused = second_while_first_is_open(
            scope(made.host_registrar.actor),
            lambda: accept(made, rows[1]),
            lambda: accept(made, rows[2]),
        )
        assert isinstance(refused, LinesError)
        assert states(made, rows) == ["accepted", "accepted", "submitted"]

    def test_one_accepts_while_the_other_declines(self, cast: Cast) -> None:
        made = build.make_exchange(cast)
        row = build.submitted(made)[0]

        def decline() -> None:
            with scope(made.host_registrar.actor) as actor:
                hosting.decline_registrations(actor=actor, picks=build.picks(row), reason="full")

        refused = second_while_first_is_open(
            scope(made.host_registrar.actor), lambda: accept(made, row), decline
        )
        assert isinstance(refused, CourseStateError)
        assert refused.data == {"state": "accepted"}

    def test_one_offering_saved_by_two(self, cast: Cast) -> None:
        made = build.make_exchange(cast)
        row = made.offerings[0]

        def save(name: str) -> None:
            course = offerings.Course(build.YEAR, build.TERM, row.code, name, row.credits)
            with scope(made.host_registrar.actor) as actor:
                offerings.save_offering(
                    actor=actor, course=course, uuid=row.uuid, version=row.version
                )

        refused = second_while_first_is_open(
            scope(made.host_registrar.actor), lambda: save("ก่อน"), lambda: save("หลัง")
        )
        assert isinstance(refused, VersionError)
        assert refused.data == {"version": row.version + 1}
        with scope(made.host_registrar.actor):
            assert Offering.objects.get(pk=row.pk).name_th == "ก่อน"
