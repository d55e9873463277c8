"""Verification in batches beside the join that lies beneath it."""

from collections.abc import Iterator, Sequence

from django.db import connection, transaction

from apps.core.bench.clock import side_by_side
from apps.core.bench.report import Comparison
from apps.core.crypto import blind_index
from apps.graduates.claims import Claim
from apps.graduates.models import Verification
from apps.graduates.models.verification import Purpose
from apps.graduates.services.verifying import MOST, decide_claims, verify_applicants
from apps.institutions.actor import Actor
from apps.institutions.scope import scope

TIMES = 5
# the columns that a comparison needs, so that both sides carry the same rows to Python
JOIN = """
    SELECT entry.id_index, entry.school_id, entry.title, entry.first_name, entry.last_name,
           entry.name_as_written, entry.born_on, entry.born_year, entry.gpax, entry.decision,
           entry.approved_on, entry.por1_set, entry.por1_number
      FROM unnest(%s::bytea[]) AS asked (id_index)
      JOIN bench_entry entry ON entry.id_index = asked.id_index AND entry.kept
"""


def compare_batch(registrar: Actor, claims: Sequence[Claim]) -> Iterator[Comparison]:
    indexes = [blind_index(claim.person_id) for claim in claims if claim.person_id is not None]

    def join() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(JOIN, [indexes])
            cursor.fetchall()

    def decide() -> None:
        with scope(registrar):
            decide_claims(claims)

    beside = f"SQL join of {len(indexes):,} blind indexes, rows fetched"
    decided, joined = side_by_side(decide, join, TIMES)
    yield Comparison(f"{len(claims):,} applicants decided", decided, beside, joined, 3)
    kept, joined = side_by_side(lambda: verify_all(registrar, claims), join, 2)
    what = f"{len(claims):,} applicants decided, kept and logged"
    yield Comparison(what, kept, beside, joined)


def verify_all(registrar: Actor, claims: Sequence[Claim]) -> list[Verification]:
    """As many questions as it takes, each with its items, log entries and budget."""
    return [ask(registrar, claims[start : start + MOST]) for start in range(0, len(claims), MOST)]


def ask(registrar: Actor, claims: Sequence[Claim]) -> Verification:
    with scope(registrar):
        return verify_applicants(
            actor=registrar, officer="นางสาววัดผล รวดเร็ว", purpose=Purpose.ADMISSION,
            case="BENCH-1", claims=claims,
        )  # fmt: skip
