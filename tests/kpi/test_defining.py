"""Versions of definitions: drafted, published once, in force by their days."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from apps.core.errors import ForbiddenError
from apps.institutions.scope import scope
from apps.kpi.models import Criterion, Cycle, Definition, Indicator
from apps.kpi.refusals import (
    CycleExistsError,
    DefinitionError,
    DefinitionStateError,
    NoDefinitionError,
)
from apps.kpi.selectors.definitions import differences, indicator_rows, version_before
from apps.kpi.selectors.versions import definition_for
from apps.kpi.services.cycles import lock_cycle
from apps.kpi.services.defining import (
    add_indicator,
    draft_version,
    problems_of,
    publish,
    save_draft,
)
from tests.builders import kpi as build
from tests.builders.cast import Cast

pytestmark = pytest.mark.django_db
SECOND = dt.date(2025, 8, 1)


@pytest.fixture
def network(cast: Cast) -> Cast:
    build.publish_indicators()
    return cast


def second_version(cast: Cast, **values: Any) -> Definition:
    with scope(cast.secretary.actor) as actor:
        draft = draft_version(actor=actor, indicator=Indicator.objects.get(code="REG01"))
        given = {"valid_from": SECOND, "target": Decimal(97)} | values
        save_draft(actor=actor, definition=draft, values=given)
        return publish(actor=actor, definition=draft)


class TestPublished:
    def test_services_refuse_to_change_it(self, network: Cast) -> None:
        with scope(network.secretary.actor) as actor:
            version = Definition.objects.get(indicator__code="REG01")
            with pytest.raises(DefinitionStateError):
                save_draft(actor=actor, definition=version, values={"target": 1})
            with pytest.raises(DefinitionStateError):
                publish(actor=actor, definition=version)

    def test_the_database_refuses_too(self, network: Cast) -> None:
        with scope(network.secretary.actor):
            version = Definition.objects.get(indicator__code="REG01")
            same = Definition.objects.filter(pk=version.pk)
            evidence = Criterion.objects.filter(definition=version)
            acts: list[Callable[[], object]] = [
                lambda: same.update(target=1),
                lambda: same.update(state="draft", published_at=None),
                lambda: evidence.update(text_th="x"),
                evidence.delete,
            ]
            for act in acts:
                with pytest.raises(IntegrityError), transaction.atomic():
                    act()

    def test_a_stale_draft_is_refused(self, network: Cast) -> None:
        with scope(network.secretary.actor) as actor:
            draft = draft_version(actor=actor, indicator=Indicator.objects.get(code="REG01"))
            stale = Definition.objects.get(pk=draft.pk)
            save_draft(actor=actor, definition=draft, values={"valid_from": SECOND})
            publish(actor=actor, definition=draft)
            with pytest.raises(DefinitionStateError):
                save_draft(actor=actor, definition=stale, values={"target": 1})

    def test_only_the_secretariat_writes(self, network: Cast) -> None:
        for person in (network.registrar_a, network.director_a, network.coordinator):
            with scope(person.actor) as actor, pytest.raises(ForbiddenError):
                add_indicator(actor=actor, code="X", name_th="x")


class TestVersions:
    def test_a_draft_is_a_copy_with_its_evidence(self, network: Cast) -> None:
        with scope(network.secretary.actor) as actor:
            indicator = Indicator.objects.get(code="REG01")
            draft = draft_version(actor=actor, indicator=indicator)
            assert draft_version(actor=actor, indicator=indicator) == draft
            before = version_before(draft)
            assert before is not None
            assert differences(before, draft) == []
            assert [each.code for each in draft.criteria.all()] == ["E1", "E2"]

    def test_the_day_decides_which_counts(self, network: Cast) -> None:
        version = second_version(network)
        with scope(network.secretary.actor):
            indicator = Indicator.objects.get(code="REG01")
            assert definition_for(indicator, "2024-T3").version == 1
            assert definition_for(indicator, "2025-T1") == version
            first = Definition.objects.get(indicator=indicator, version=1)
            assert first.valid_until == SECOND - dt.timedelta(days=1)
            with pytest.raises(NoDefinitionError):
                definition_for(indicator, "2010-T1")
            assert [each.field for each in differences(first, version)] == ["target"]

    def test_cycles_keep_the_version_that_they_were_opened_with(self, network: Cast) -> None:
        old = build.open_cycle_for(network, "REG01", "2024-T2")
        second_version(network)
        new = build.open_cycle_for(network, "REG01", "2025-T1")
        with scope(network.registrar_a.actor):
            found = {
                cycle.pk: cycle.definition.version
                for cycle in Cycle.objects.select_related("definition")
            }
        assert found == {old.pk: 1, new.pk: 2}

    def test_the_list_tells_what_counts_and_what_comes(self, network: Cast) -> None:
        second_version(network)
        with scope(network.director_a.actor) as actor:
            on_old, on_new = (
                indicator_rows(actor, today=day)[0] for day in (dt.date(2025, 7, 31), SECOND)
            )
        assert (on_old.in_force.version, on_old.coming.version) == (1, 2)  # type: ignore[union-attr]
        assert (on_new.in_force.version, on_new.coming) == (2, None)  # type: ignore[union-attr]

    def test_drafts_are_the_secretariats(self, network: Cast) -> None:
        with scope(network.secretary.actor) as actor:
            draft_version(actor=actor, indicator=Indicator.objects.get(code="REG01"))
            assert indicator_rows(actor)[0].draft is not None
        with scope(network.registrar_a.actor) as actor:
            assert indicator_rows(actor)[0].draft is None


class TestProblems:
    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"meaning_th": ""}, "meaning_th"),
            ({"formula": "eval"}, "formula"),
            ({"parameters": {"from": 3}}, "formula"),
            ({"grouping": {"right": "splendid"}}, "grouping"),
            ({"grouping": {}}, "grouping"),
            ({"levels": [Decimal(each) for each in (80, 85, 85, 95, 100)]}, "levels"),
            ({"lowest": Decimal(100)}, "highest"),
            ({"valid_from": dt.date(2017, 8, 1)}, "valid_from"),
            ({"measure": "register", "grouping": {}}, "audited_fields"),
        ],
    )
    def test_each_is_named_by_its_field(
        self, network: Cast, values: dict[str, Any], field: str
    ) -> None:
        with scope(network.secretary.actor) as actor:
            draft = draft_version(actor=actor, indicator=Indicator.objects.get(code="REG01"))
            save_draft(actor=actor, definition=draft, values=values)
            assert list(problems_of(draft)) == [field]
            with pytest.raises(DefinitionError):
                publish(actor=actor, definition=draft)

    def test_a_code_is_taken_once(self, network: Cast) -> None:
        with scope(network.secretary.actor) as actor, pytest.raises(DefinitionError):
            add_indicator(actor=actor, code="REG01", name_th="ซ้ำ")


def test_an_indicator_without_code_goes_through_a_whole_cycle(network: Cast) -> None:
    """Nothing of it is known to the program: the portal sees nothing, the figure is declared."""
    with scope(network.secretary.actor) as actor:
        indicator = add_indicator(actor=actor, code="REG05", name_th="ร้อยละของตัวชี้วัดใหม่")
        draft = draft_version(actor=actor, indicator=indicator)
        words = dict.fromkeys(
            ("meaning_th", "formula_text_th", "numerator_th", "denominator_th"), "คำอธิบาย"
        )
        given = words | {"unit_th": "ร้อยละ", "valid_from": dt.date(2020, 10, 1)}
        evidence = [{"code": "E1", "text_th": "รายงาน", "text_en": "", "required": True}]
        save_draft(actor=actor, definition=draft, values=given, criteria=evidence)
        publish(actor=actor, definition=draft)
    cycle = build.open_cycle_for(network, "REG05", "2025")
    with pytest.raises(CycleExistsError):
        build.open_cycle_for(network, "REG05", "2025")
    row = build.accepted(
        network.registrar_a, network.approver_a, network.secretary, cycle, build.share(45, 60)
    )
    with scope(network.secretary.actor) as actor:
        lock_cycle(actor=actor, uuid=cycle.uuid)
    locked = build.fresh(network.registrar_a, row)
    assert (locked.state, locked.value) == ("locked", Decimal(75))
