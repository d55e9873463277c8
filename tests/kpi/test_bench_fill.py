"""The large invented network: its rows obey the rules, its sums are those of its records."""

from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from apps.institutions.models import Institution, Kind
from apps.institutions.scope import scope
from apps.kpi.bench.network import Network, make_network
from apps.kpi.bench.records import fill_records
from apps.kpi.formulas import evaluate
from apps.kpi.models import Cycle, Expectation, Observation, Submission, Tally
from apps.kpi.services.portal import network_actor, portal_of
from apps.kpi.states import State

CELL = ("measure", "source", "bucket", "outcome")


def fill(*options: str) -> str:
    said = StringIO()
    call_command("fill_indicators", *options, skip_checks=True, stdout=said)
    return said.getvalue()


def small(institutions: int = 3, years: int = 1) -> Network:
    call_command("load_indicators", skip_checks=True, stdout=StringIO())
    return make_network(institutions, years)


def counted(institution: int) -> tuple[dict[Any, int], dict[Any, int]]:
    """Sums as they are kept, and as the observations add up."""
    with scope(portal_of(institution)):
        kept = {row[:4]: row[4] for row in Tally.objects.values_list(*CELL, "count")}
        rows = Observation.objects.order_by().values_list(*CELL).annotate(n=Count("pk"))
        return kept, {row[:4]: row[4] for row in rows}


@pytest.mark.django_db
def test_sums_are_those_of_the_records_however_often_it_grows() -> None:
    network = small()
    fill_records(network, 0, 400)
    fill_records(network, 400, 1_000)
    whole = []
    for institution in network.institutions:
        kept, observed = counted(institution)
        assert kept == observed
        assert {cell[0] for cell in kept} == {"results", "papers", "survey.overall"}
        whole.append(sum(kept.values()))
    assert sum(whole) == 1_000
    assert max(whole) - min(whole) <= 1


@pytest.mark.django_db
def test_every_university_has_an_accepted_figure_for_every_cycle() -> None:
    network = small(3, 2)
    assert len(network.cycles) == 2 * (3 + 1 + 1 + 1)
    with scope(network_actor()):
        assert Cycle.objects.count() == len(network.cycles)
        assert Expectation.objects.count() == 3 * len(network.cycles)
        rows = list(Submission.objects.select_related("cycle__definition"))
    assert Counter(row.state for row in rows) == {State.ACCEPTED: 3 * len(network.cycles)}
    for row in rows:
        definition = row.cycle.definition
        figure = evaluate(definition.formula, definition.parameters, row.counts)
        assert (row.numerator, row.denominator, row.n) == (
            figure.numerator, figure.denominator, figure.n,
        )  # fmt: skip
        assert figure.value is not None
        assert row.value == round(figure.value, 6)
        assert 50 < row.value <= 100
    assert len({row.value for row in rows}) > 5


@pytest.mark.django_db
def test_universities_are_made_up_to_the_number_and_filled_once() -> None:
    known = Institution.objects.filter(kind=Kind.UNIVERSITY).count()
    options = (f"--institutions={known + 2}", "--years=1", "--events=900")
    said = fill(*options)
    assert "900 records" in said
    assert Institution.objects.filter(code__startswith="FILL").count() == 2
    again = fill(*options)
    assert "0 universities without records" in again
    with scope(network_actor()):
        assert Submission.objects.count() == 6 * (known + 2)
    made = Institution.objects.filter(code__startswith="FILL").first()
    assert made is not None
    kept, observed = counted(made.pk)
    assert kept == observed
    assert sum(kept.values()) in (900 // (known + 2), 900 // (known + 2) + 1)


def test_a_production_system_is_never_filled(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="never filled into a production system"):
        fill()


def test_numbers_are_at_least_one() -> None:
    with pytest.raises(CommandError, match="1 or more"):
        fill("--events=0")
