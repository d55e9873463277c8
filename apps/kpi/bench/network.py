"""A network of any size with years of accepted figures, made as sets. All invented."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from apps.institutions.models import Institution, Kind, Province
from apps.institutions.scope import scope
from apps.kpi.models import Cycle, Definition, Expectation, Indicator
from apps.kpi.periods import Period, PeriodKind, YearKind, period_at, previous
from apps.kpi.services.portal import network_actor, portal_of

CODES = ("REG01", "REG02", "REG03", "REG04")
TERMS = 3
MADE = "FILL"
"""Codes of the institutions that are made begin with it; the ministry has none like it."""

SUBMISSIONS = """
    INSERT INTO kpi_submission (uuid, created_at, institution_id, network_id, cycle_id, revision,
           is_current, state, version, basis, counts, numerator, denominator, value, n, spread,
           narrative, overrides, entered_key, entered_name, entered_post, hands, hand_names,
           approved_key, approved_name, approved_post, approved_content, accepted_name,
           accepted_post, reopened_reason)
    SELECT gen_random_uuid(), cycle.due_on, %(institution)s, cycle.network_id, cycle.id, 1,
           true, 'draft', 1, 'declared', made.counts, made.numerator, made.denominator,
           round(100.0 * made.numerator / made.denominator, 6), made.n, made.spread,
           '', '{}', 'fill:1', 'ผู้บันทึก', '', '{fill:1}', '{ผู้บันทึก}', '', '', '', '', '', '', ''
      FROM kpi_cycle cycle
      JOIN kpi_definition definition ON definition.id = cycle.definition_id
      CROSS JOIN LATERAL (
           SELECT (100 * 2 ^ (%(institution)s %% 10))::int + cycle.id::int %% 50 AS size
      ) university
      CROSS JOIN LATERAL (
           SELECT size AS n, size / 80 + 4 + hashint4((cycle.id * 31 + %(institution)s)::int) %% 4
                  AS bad
      ) chance
      CROSS JOIN LATERAL (
           SELECT CASE definition.formula WHEN 'mean_of_scale'
                       THEN jsonb_build_object('3', bad, '4', n / 2, '5', n - n / 2 - bad)
                       ELSE jsonb_build_object('good', n - bad, 'bad', bad) END AS counts,
                  CASE definition.formula WHEN 'mean_of_scale'
                       THEN 3 * bad + 4 * (n / 2) + 5 * (n - n / 2 - bad)
                       ELSE n - bad END AS numerator,
                  CASE definition.formula WHEN 'mean_of_scale' THEN 5 * n ELSE n END AS denominator,
                  CASE definition.formula WHEN 'mean_of_scale' THEN 11.0 END AS spread,
                  n
      ) made
     WHERE cycle.id = ANY (%(cycles)s)
"""
SUBMIT = """
    UPDATE kpi_submission SET state = 'submitted', version = 2, sent_at = created_at
     WHERE institution_id = %(institution)s AND cycle_id = ANY (%(cycles)s) AND state = 'draft'
"""
APPROVE = """
    UPDATE kpi_submission SET state = 'approved', version = 3, approved_at = created_at,
           first_sent_at = created_at, approved_key = 'fill:2', approved_name = 'ผู้อนุมัติ',
           approved_content = repeat('0', 64)
     WHERE institution_id = %(institution)s AND cycle_id = ANY (%(cycles)s)
       AND state = 'submitted'
"""
ACCEPT = """
    UPDATE kpi_submission SET state = 'accepted', version = 4, accepted_at = created_at,
           accepted_name = 'เลขานุการ'
     WHERE network_id = %(network)s AND cycle_id = ANY (%(cycles)s) AND state = 'approved'
"""


@dataclass(frozen=True, slots=True)
class Network:
    """Universities in the order of their codes, with their cycles, the newest period first."""

    institutions: tuple[int, ...]
    cycles: tuple[int, ...]
    terms: tuple[str, ...]
    months: tuple[str, ...]


def make_network(institutions: int, years: int) -> Network:
    """Up to so many universities, each with an accepted figure for every cycle of these years.

    The indicators must be published. What is there already stays and is used.
    """
    found = _institutions(institutions)
    today = timezone.localdate()
    cycles, terms = _cycles(found, years, today)
    for institution in found:
        values: dict[str, Any] = {"institution": institution, "cycles": list(cycles)}
        with scope(portal_of(institution)), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM kpi_submission WHERE institution_id = %s", [institution])
            if cursor.fetchone() is None:
                for statement in (SUBMISSIONS, SUBMIT, APPROVE):
                    cursor.execute(statement, values)
    with scope(network_actor()) as actor, connection.cursor() as cursor:
        cursor.execute(ACCEPT, {"network": actor.institution_id, "cycles": list(cycles)})
    return Network(found, cycles, terms, _months(years, today))


def _institutions(number: int) -> tuple[int, ...]:
    known = Institution.objects.filter(kind=Kind.UNIVERSITY).order_by("code")
    provinces = list(Province.objects.order_by("code").values_list("code", flat=True))
    missing = range(1, number - known.count() + 1)
    Institution.objects.bulk_create(
        Institution(
            kind=Kind.UNIVERSITY,
            code=f"{MADE}{place:04d}",
            name_th=f"มหาวิทยาลัยสมมุติสำหรับวัดเวลา {place}",
            name_en=f"Measured University {place}",
            province_id=provinces[place % len(provinces)],
        )
        for place in missing
    )
    return tuple(known.values_list("pk", flat=True)[:number])


def _cycles(
    institutions: Sequence[int], years: int, today: dt.date
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Keys of the cycles, and codes of the terms among them."""
    keys: list[int] = []
    terms: list[str] = []
    with scope(network_actor()) as actor:
        indicators = {one.code: one for one in Indicator.objects.filter(code__in=CODES)}
        for code in CODES:
            definition = Definition.objects.filter(indicator=indicators[code]).latest("version")
            for period in _periods(definition, years, today):
                cycle = _cycle(definition, period, actor.institution_id)
                keys.append(cycle.pk)
                terms += [period.code] if period.kind == "term" else []
        Expectation.objects.bulk_create(
            (
                Expectation(cycle_id=key, institution_id=each, network_id=actor.institution_id)
                for key in keys
                for each in institutions
            ),
            ignore_conflicts=True,
            batch_size=5_000,
        )
    return tuple(keys), tuple(terms)


def _periods(definition: Definition, years: int, today: dt.date) -> list[Period]:
    kind: PeriodKind = definition.period_kind  # type: ignore[assignment]
    year_kind: YearKind = definition.year_kind  # type: ignore[assignment]
    found = [previous(period_at(today, kind, year_kind))]
    while len(found) < years * (TERMS if kind == "term" else 1):
        found.append(previous(found[-1]))
    return found


def _cycle(definition: Definition, period: Period, network: int) -> Cycle:
    opens = period.ends_on + dt.timedelta(days=1)
    cycle, _new = Cycle.objects.get_or_create(
        indicator_id=definition.indicator_id,
        period_code=period.code,
        defaults={
            "network_id": network,
            "definition": definition,
            "period_kind": period.kind,
            "year_kind": period.year_kind,
            "starts_on": period.starts_on,
            "ends_on": period.ends_on,
            "opens_on": opens,
            "due_on": opens + dt.timedelta(days=45),
            "locks_on": opens + dt.timedelta(days=400),
        },
    )
    return cycle


def _months(years: int, today: dt.date) -> tuple[str, ...]:
    month = period_at(today, "month")
    found = []
    for _place in range(12 * years):
        found.append(month.code)
        month = previous(month)
    return tuple(found)
