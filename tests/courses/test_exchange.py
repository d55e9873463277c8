"""One registration from agreement to credit, through the services on the real database."""

from decimal import Decimal

import pytest

from apps.courses.errors import OwnWorkError
from apps.courses.models import CreditEntry, CrossRegistration, Recognition, Result
from apps.courses.services import approving, resulting
from apps.institutions.scope import scope
from tests.builders import courses as build
from tests.builders.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_course_comes_home_is_corrected_and_recognised_anew(cast: Cast) -> None:
    made = build.make_exchange(cast)
    rows = build.recognised(made, build.acknowledged(made))
    assert rows[0].state == "recognised"

    rows = build.announced(made, rows, "C+", reason="instructor_error")

    assert rows[0].state == "completed"
    with scope(made.registrar.actor):
        assert Recognition.objects.get().state == "reopened"
        kinds = list(CreditEntry.objects.order_by("pk").values_list("kind", "after"))
    assert kinds == [
        ("earned", Decimal(3)),
        ("used", Decimal(0)),
        ("released", Decimal(3)),
        ("reversed", Decimal(0)),
    ]
    rows = build.recognised(made, build.received(made, rows), granted="2")
    assert rows[0].state == "partly_recognised"
    with scope(made.registrar.actor):
        last = CreditEntry.objects.order_by("-pk").first()
        assert last is not None
        assert (last.kind, last.after, last.status_after) == ("used", Decimal(1), "used")


def test_a_draft_is_hidden_from_the_host_and_results_from_the_home(cast: Cast) -> None:
    made = build.make_exchange(cast)
    build.drafted(made)
    with scope(made.host_registrar.actor):
        assert not CrossRegistration.objects.exists()
    rows = build.enrolled(made, build.candidate(2))
    build.graded(made, rows)
    with scope(made.approver.actor):
        assert not Result.objects.exists()


def test_nobody_approves_the_own_entry(cast: Cast) -> None:
    made = build.make_exchange(cast)
    rows = build.enrolled(made)
    with scope(made.host_approver.actor) as actor:
        pick = build.picks(*rows)[0]
        entered = resulting.enter_results(actor=actor, entries=[resulting.GradeEntry(pick, "A")])
        approval = approving.Approval(entered[0].uuid, resulting.digest(entered[0]))
        with pytest.raises(OwnWorkError):
            approving.approve_results(actor=actor, approvals=[approval])
