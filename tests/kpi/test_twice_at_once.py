"""The same button pressed twice at the same moment, on two connections: once is done."""

from collections.abc import Callable, Iterator

import pytest

from apps.core.errors import PortalError
from apps.institutions.scope import scope
from apps.kpi.models import Criterion, Cycle, Definition, Indicator, Sharing
from apps.kpi.refusals import CycleExistsError, DefinitionError
from apps.kpi.services.defining import add_indicator, draft_version
from apps.kpi.services.sharing import Offer, share
from tests.builders.cast import Cast, Person
from tests.builders.kpi import open_cycle_for, publish_indicators
from tests.courses.waiting import second_while_first_is_open

pytestmark = pytest.mark.usefixtures("committed")

ADDED = "REG05"


@pytest.fixture
def network(cast: Cast) -> Iterator[Cast]:
    """Definitions outlive a test, as reference data: what is added to them is taken back."""
    publish_indicators()
    yield cast
    with scope(cast.secretary.actor):
        Criterion.objects.filter(definition__state=Definition.State.DRAFT).delete()
        Definition.objects.filter(state=Definition.State.DRAFT).delete()
        Indicator.objects.filter(code=ADDED).delete()


def first() -> Indicator:
    return Indicator.objects.get(code="REG01")


def twice(person: Person, act: Callable[[], object]) -> PortalError | None:
    def in_scope() -> None:
        with scope(person.actor):
            act()

    return second_while_first_is_open(scope(person.actor), in_scope, in_scope)


def test_one_consent(network: Cast) -> None:
    person, offer = network.director_a, Offer(offers_help=False)
    assert twice(person, lambda: share(actor=person.actor, indicator=first(), offer=offer)) is None
    with scope(person.actor):
        assert Sharing.objects.count() == 1


def test_one_draft(network: Cast) -> None:
    person = network.secretary
    assert twice(person, lambda: draft_version(actor=person.actor, indicator=first())) is None
    with scope(person.actor):
        assert Definition.objects.filter(indicator=first(), state="draft").count() == 1


def test_one_indicator(network: Cast) -> None:
    person = network.secretary
    refused = twice(
        person, lambda: add_indicator(actor=person.actor, code=ADDED, name_th="ร้อยละใหม่")
    )
    assert isinstance(refused, DefinitionError)


def test_one_cycle(network: Cast) -> None:
    person = network.secretary
    refused = twice(person, lambda: open_cycle_for(network))
    assert isinstance(refused, CycleExistsError)
    with scope(person.actor):
        assert Cycle.objects.count() == 1
