"""Whom the questions of the story are about, and what their papers say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from apps.qualifications.demo.fates import FATES
from apps.qualifications.demo.graduates import UNREGISTERED, all_graduates, graduate
from apps.qualifications.incoming.shapes import DegreeRow

DISGUISES = ("gpax", "no_id", "surname", "year")
"""What keeps a register from confirming: another GPAX, no identifier, a surname or year not its."""
DIFFERING: Mapping[str, str] = {"gpax": "gpax", "surname": "name", "year": "academic_year"}
"""Disguise → field that a person of the holder names as differing."""
SHORT_NAMES: Mapping[str, tuple[str, ...]] = {
    "tu": ("มหาวิทยาลัยธรรมศาสตร์", "ม.ธรรมศาสตร์", "Thammasat University"),
    "kku": ("มหาวิทยาลัยขอนแก่น", "ม.ขอนแก่น", "00300"),
    "ku": ("มหาวิทยาลัยเกษตรศาสตร์", "ม.เกษตรศาสตร์", "Kasetsart University"),
    "kmitl": ("สถาบันเทคโนโลยีพระจอมเกล้าเจ้าคุณทหารลาดกระบัง", "สจล.", "01600"),
    "cmu": ("มหาวิทยาลัยเชียงใหม่", "ม.เชียงใหม่", "Chiang Mai University"),
    "wu": ("มหาวิทยาลัยวลัยลักษณ์", "ม.วลัยลักษณ์", "02300"),
    "bu": ("มหาวิทยาลัยกรุงเทพ", "ม.กรุงเทพ", "Bangkok University"),
}
"""How lists write the universities; each is understood."""
_MANY = 100
_OF_EARLIER_YEARS = (2017, 2018, 2019)


@dataclass(frozen=True, slots=True, repr=False)
class Entrant:
    """One claimed degree. `recorded` is the person as the holder knows them, `claimed` as the
    paper has it; university, degree: as written; `faults`: cells that keep the row out.
    """

    reference: str
    holder: str
    fate: str
    disguise: str
    recorded: DegreeRow
    claimed: DegreeRow
    university: str
    degree: str
    faults: Mapping[str, str | None] = field(default_factory=dict)


class People:
    """Deals out the persons of the story, nobody twice; equal seed and order, equal persons."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._pools: dict[tuple[str, str], Iterator[DegreeRow]] = {}
        self._dealt: Counter[str] = Counter()

    def entrant(self, holder: str, fate: str, reference: str) -> Entrant:
        recorded = next(self._pool(holder, FATES[fate].whose))
        place = self._dealt[fate]
        self._dealt[fate] += 1
        disguise = DISGUISES[place % len(DISGUISES)] if FATES[fate].disguised else ""
        claimed = disguised(recorded, disguise)
        names = SHORT_NAMES[holder]
        forms = (claimed.degree_th, claimed.degree_abbr, claimed.degree_en)
        return Entrant(
            reference=reference,
            holder=holder,
            fate=fate,
            disguise=disguise,
            recorded=recorded,
            claimed=claimed,
            university=names[place % len(names)],
            degree=forms[(place + place // 3) % len(forms)],
        )

    def _pool(self, holder: str, whose: str) -> Iterator[DegreeRow]:
        key = holder, whose
        if key not in self._pools:
            self._pools[key] = iter(_strangers(holder, self._seed) if whose == "stranger"
                                    else _known(holder, whose, self._seed))  # fmt: skip
        return self._pools[key]


def _known(holder: str, standing: str, seed: int) -> Iterable[DegreeRow]:
    return (
        row
        for row in all_graduates(holder, seed)
        if row.standing == standing and row.person_id is not None and not row.former_last_name
    )


def _strangers(holder: str, seed: int) -> Iterable[DegreeRow]:
    """Graduates of years that the register does not reach back to."""
    for place in range(_MANY):
        year = _OF_EARLIER_YEARS[place % len(_OF_EARLIER_YEARS)]
        row = graduate(holder, UNREGISTERED + place, year, seed=seed)
        if row.person_id is not None:
            yield row


def disguised(row: DegreeRow, disguise: str) -> DegreeRow:
    """The claim of somebody whose paper says something else than the register."""
    if disguise == "gpax":
        lower = (row.gpax or Decimal(2)) - Decimal("0.12")
        return replace(row, gpax=max(lower, Decimal("2.00")))
    if disguise == "no_id":
        return replace(row, person_id=None)
    if disguise == "surname":
        return replace(row, last_name=f"{row.last_name}วงศ์", last_name_en="")
    if disguise == "year":
        return replace(row, academic_year=(row.academic_year or 0) - 1, completed_on=None)
    return row


def differing_fields(entrant: Entrant) -> list[str]:
    """What a person of the holder finds to differ between register and claim."""
    found = DIFFERING.get(entrant.disguise)
    return [found] if found else []
