"""Reads of agreements: what stands how, and who must still sign."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.core.errors import NotFoundError
from apps.courses.models import Agreement, AgreementAct, AgreementSignature
from apps.courses.states import AgreementState
from apps.institutions.models import Institution

PAGE = 20
MOST_ACTS = 100
GROUPS = ("signing", "draft", "in_force", "ended")


@dataclass(frozen=True)
class Party:
    """One side of an agreement; `signature` under the version in force, None: not yet."""

    institution: Institution
    signature: AgreementSignature | None


@dataclass(frozen=True)
class AgreementRow:
    agreement: Agreement
    parties: list[Party]

    @property
    def missing(self) -> list[Institution]:
        return [party.institution for party in self.parties if party.signature is None]

    def partners(self, mine: int) -> list[Institution]:
        return [each.institution for each in self.parties if each.institution.pk != mine]

    def lacks(self, institution_id: int) -> bool:
        return any(one.pk == institution_id for one in self.missing)


@dataclass(frozen=True)
class Group:
    """Some of the agreements that stand alike, newest first; `more` where there are others."""

    code: str
    rows: list[AgreementRow]
    more: bool

    @property
    def last(self) -> UUID:
        return self.rows[-1].agreement.uuid


def agreement_get(uuid: UUID) -> Agreement:
    found = Agreement.objects.filter(uuid=uuid).select_related("proposer").first()
    if found is None:
        raise NotFoundError
    return found


def agreement_row(agreement: Agreement) -> AgreementRow:
    return rows_of([agreement])[0]


def agreement_group(code: str, after: str = "") -> Group:
    """One page of a group; `after` is the uuid of the last agreement of the page before."""
    rows = _in_group(code, timezone.localdate())
    if after:
        last = Agreement.objects.filter(uuid=_uuid(after)).values_list("pk", flat=True).first()
        rows = rows.filter(pk__lt=last) if last else rows
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return Group(code, rows_of(found[:PAGE]), len(found) > PAGE)


def agreement_groups() -> list[Group]:
    """The first page of every group that has any, with parties and signatures of all at once."""
    today = timezone.localdate()
    found = {code: list(_in_group(code, today).order_by("-pk")[: PAGE + 1]) for code in GROUPS}
    rows = iter(rows_of([one for code in GROUPS for one in found[code][:PAGE]]))
    return [
        Group(code, [next(rows) for _one in found[code][:PAGE]], len(found[code]) > PAGE)
        for code in GROUPS
        if found[code]
    ]


def number_in_force() -> int:
    """How many agreements of the actor's university are in force today."""
    today = timezone.localdate()
    return _in_group("in_force", today).filter(starts_on__lte=today).count()


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFoundError from error


def _in_group(code: str, today: dt.date) -> QuerySet[Agreement]:
    rows = Agreement.objects.all()
    running = Q(state=AgreementState.IN_FORCE, ends_on__gte=today)
    if code == "in_force":
        return rows.filter(running)
    if code == "ended":
        open_states = (AgreementState.DRAFT, AgreementState.SIGNING)
        return rows.exclude(state__in=open_states).exclude(running)
    return rows.filter(state=code)


def rows_of(agreements: Sequence[Agreement]) -> list[AgreementRow]:
    """With parties and signatures, in two queries for all of them."""
    wanted = {party for one in agreements for party in one.party_ids}
    institutions = Institution.objects.in_bulk(wanted)
    signed = _signatures(agreements)
    return [
        AgreementRow(
            one,
            [Party(institutions[party], signed.get((one.pk, party))) for party in one.party_ids],
        )
        for one in agreements
    ]


def _signatures(agreements: Iterable[Agreement]) -> dict[tuple[int, int], AgreementSignature]:
    versions = {one.pk: one.version for one in agreements}
    found = AgreementSignature.objects.filter(agreement_id__in=versions)
    return {
        (one.agreement_id, one.institution_id): one
        for one in found
        if one.version == versions[one.agreement_id]
    }


def acts_of(agreement: Agreement) -> list[AgreementAct]:
    """The history of both sides, newest first."""
    rows = AgreementAct.objects.filter(agreement=agreement).select_related("institution")
    return list(rows.order_by("-pk")[:MOST_ACTS])
