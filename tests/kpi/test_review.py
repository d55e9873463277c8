"""What the network sees of a figure: as it was released, and what changed since a return."""

import pytest

from apps.core.errors import NotFoundError
from apps.institutions.scope import scope
from apps.kpi.content import changes_between
from apps.kpi.models import Submission
from apps.kpi.selectors.review import (
    accepted_before,
    acts_told,
    evidence_released,
    review_get,
    reviewed,
    waiting_rows,
)
from apps.kpi.services.approving import Pin, approve_submission, return_submission
from apps.kpi.services.entering import reopen
from tests.builders import kpi as build
from tests.builders.cast import Cast

pytestmark = pytest.mark.django_db
PINS = [Pin("numerator", "arithmetic", "count the corrected ones")]


@pytest.fixture
def network(cast: Cast) -> Cast:
    build.publish_indicators()
    return cast


def sent_back(cast: Cast, row: Submission) -> Submission:
    with scope(cast.secretary.actor) as actor:
        return return_submission(actor=actor, uuid=row.uuid, version=row.version, pins=PINS)


def released_again(cast: Cast, row: Submission) -> None:
    """Corrected, sent and approved once more."""
    again = build.sent(cast.registrar_a, row.cycle, build.share(8, 10), evidence=())
    with scope(cast.approver_a.actor) as actor:
        approve_submission(actor=actor, uuid=again.uuid, seen=build.digest(cast.approver_a, again))


def test_nothing_is_seen_before_the_own_approver(network: Cast) -> None:
    cycle = build.open_cycle_for(network)
    row = build.sent(network.registrar_a, cycle, build.share(9, 10))
    with scope(network.secretary.actor) as actor:
        assert list(waiting_rows(actor)) == []
        with pytest.raises(NotFoundError):
            review_get(actor, row.uuid)


def test_what_is_entered_after_a_return_stays_unseen(network: Cast) -> None:
    cycle = build.open_cycle_for(network)
    row = build.approved(network.registrar_a, network.approver_a, cycle, build.share(9, 10))
    sent_back(network, row)
    build.entered(network.registrar_a, cycle, build.share(1, 10), evidence=["E2"])
    with scope(network.secretary.actor) as actor:
        found = reviewed(review_get(actor, row.uuid))
        assert not found.at_network
        assert found.content["numerator"] == 9
        assert found.before is None
        assert [each.field for each in found.returned] == ["numerator"]
        files = evidence_released(found.submission, found.content)
        assert [each.criterion for each in files] == ["E1"]
        acts = [act.action for act in acts_told(found.submission)]
        assert acts == ["network_return", "approve"]


def test_a_resubmission_shows_what_changed(network: Cast) -> None:
    cycle = build.open_cycle_for(network)
    row = build.approved(network.registrar_a, network.approver_a, cycle, build.share(9, 10))
    sent_back(network, row)
    released_again(network, row)
    with scope(network.secretary.actor) as actor:
        found = reviewed(review_get(actor, row.uuid))
        assert found.at_network
        assert found.before is not None
        changed = {each.field for each in changes_between(found.before, found.content)}
        assert changed == {"numerator", "counts:good", "counts:bad"}
        assert list(waiting_rows(actor)) == [found.submission]


def test_history_has_the_newest_revision_of_each_period(network: Cast) -> None:
    people = (network.registrar_a, network.approver_a, network.secretary)
    for code, good in (("2023-T1", 7), ("2023-T2", 8)):
        cycle = build.open_cycle_for(network, "REG01", code)
        row = build.accepted(*people, cycle, build.share(good, 10, overrides=EXPLAINED))
    with scope(network.registrar_a.actor) as actor:
        reopen(actor=actor, uuid=row.uuid, reason="a list was lost")
    with scope(network.secretary.actor) as actor:
        waiting = [each.uuid for each in waiting_rows(actor)]
    assert waiting == []
    build.accepted(*people, cycle, build.share(6, 10, overrides=EXPLAINED))
    now = build.approved(
        network.registrar_a,
        network.approver_a,
        build.open_cycle_for(network),
        build.share(9, 10, overrides=EXPLAINED),
    )
    with scope(network.secretary.actor) as actor:
        past = accepted_before(review_get(actor, now.uuid))
        assert [(each.cycle.period_code, each.numerator) for each in past] == [
            ("2023-T1", 7),
            ("2023-T2", 6),
        ]


EXPLAINED = dict.fromkeys(("change", "denominator_change", "unusual"), "we counted again")
