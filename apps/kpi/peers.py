"""With whom a figure is compared: the whole network, the own region, or those of a like size.

Nobody is named and nobody is counted out: a group that is too small is not shown, and neither is
one whose rest would be, for the difference of two groups would tell what the small one hides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.kpi.distribution import Distribution, Place, place, summarise
from apps.kpi.formulas import Figure

LEAST_RECORDS = 10
"""Figures of fewer records say nothing about an institution and may tell of a person."""

SIZE_RANGE = 2
"""A like size: from half as many records to twice as many."""


@dataclass(frozen=True, slots=True)
class Peer:
    """An institution without its name. region: code of its region."""

    own: bool
    region: str
    figure: Figure


class GroupKind(StrEnum):
    NETWORK = "network"
    REGION = "region"
    SIZE = "size"

    @property
    def label(self) -> Promise:
        return GROUP_LABELS[self]


GROUP_LABELS: Mapping[GroupKind, Promise] = {
    GroupKind.NETWORK: _("Whole network"),
    GroupKind.REGION: _("Own region"),
    GroupKind.SIZE: _("Like size (half to twice as many records)"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """members: all of the group whose figures count, the own one included where it counts.

    spread is None where the group may not be shown; own is None where the reader's institution has
    no figure that may be compared.
    """

    kind: GroupKind
    members: tuple[Peer, ...]
    own: Figure | None
    spread: Distribution | None

    @property
    def is_shown(self) -> bool:
        return self.spread is not None

    @property
    def others(self) -> list[Figure]:
        return [peer.figure for peer in self.members if not peer.own]

    @property
    def place(self) -> Place | None:
        return place(self.own.value, self.spread) if self.own else None

    @property
    def median(self) -> Decimal | None:
        return self.spread.median if self.spread else None


def compare(
    peers: Sequence[Peer], *, smallest: int, kind: GroupKind = GroupKind.NETWORK
) -> Comparison:
    """Return the group of the reader's institution; the whole network has no own one to need."""
    counted = [peer for peer in peers if _counts(peer)]
    own = next((peer for peer in counted if peer.own), None)
    members = counted if kind == GroupKind.NETWORK else _alike(counted, own, kind)
    rest = len(counted) - len(members)
    shown = members if not 0 < rest < smallest else []
    spread = summarise((peer.figure.value for peer in shown), smallest=smallest)
    return Comparison(kind, tuple(shown if spread else ()), own.figure if own else None, spread)


def _counts(peer: Peer) -> bool:
    return peer.figure.value is not None and peer.figure.n >= LEAST_RECORDS


def _alike(counted: Sequence[Peer], own: Peer | None, kind: GroupKind) -> list[Peer]:
    if own is None:
        return []
    if kind == GroupKind.REGION:
        return [peer for peer in counted if peer.region == own.region]
    n = own.figure.n
    return [peer for peer in counted if n <= SIZE_RANGE * peer.figure.n <= SIZE_RANGE**2 * n]
