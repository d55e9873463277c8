"""What a funnel plot is drawn from, whatever the frame."""

from dataclasses import dataclass
from decimal import Decimal

from apps.kpi.limits import FunnelPoint, Position

BEYOND = (Position.FAR_BELOW, Position.FAR_ABOVE)


@dataclass(frozen=True, slots=True)
class FunnelDot:
    """One institution; `position` against the limits of its own n (limits.position)."""

    n: int
    value: Decimal
    position: Position = Position.WITHIN

    @property
    def beyond(self) -> bool:
        return self.position in BEYOND


@dataclass(frozen=True, slots=True)
class Funnel:
    """All texts as they are read; `ticks` of the upright axis, from its one end to the other."""

    others: tuple[FunnelDot, ...]
    own: FunnelDot | None
    name: str
    curve: tuple[FunnelPoint, ...]
    centre: Decimal
    counted: str
    unit: str
    ticks: tuple[Decimal, ...]

    @property
    def dots(self) -> tuple[FunnelDot, ...]:
        return self.others if self.own is None else (*self.others, self.own)
