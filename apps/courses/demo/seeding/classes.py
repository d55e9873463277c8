"""The grades of the whole class, of which the guests are a part."""

from collections.abc import Sequence

from apps.core.demo.seeds import stream
from apps.courses.demo.rules import SCALES
from apps.courses.demo.seeding.exchange import Exchange, Line
from apps.courses.models import CrossRegistration
from apps.courses.services.offering import set_distribution
from apps.institutions.scope import scope

_SHARES = {"A": 18, "B+": 16, "B": 20, "C+": 15, "C": 14, "D+": 6, "D": 5, "F": 4, "W": 2}
SMALL_CLASS = {"A": 2, "B": 3, "C": 1, "F": 1}
"""Seven students: too few for their grades to be shown."""


def set_class(exchange: Exchange, lines: Sequence[Line]) -> None:
    """Tell the distribution of every section that these lines are in."""
    with scope(exchange.host) as actor:
        rows = CrossRegistration.objects.filter(uuid__in=[line.uuid for line in lines])
        sections = rows.values_list("offering__uuid", "course_code").distinct()
        for uuid, code in sorted(sections, key=lambda section: section[1]):
            counts = SMALL_CLASS if exchange.plan.small else _large(exchange, code)
            set_distribution(actor=actor, uuid=uuid, counts=dict(counts))


def _large(exchange: Exchange, code: str) -> dict[str, int]:
    scale = SCALES[exchange.plan.host][-1].scale
    rng = stream("class", exchange.seed, exchange.plan.host, code)
    size = rng.choice((1, 1, 2))
    return {
        grade: share * size + rng.randrange(3)
        for grade, share in _SHARES.items()
        if scale.find(grade) is not None
    }
