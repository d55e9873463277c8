"""Recognising the columns under a heading row, by heading and content together.

Some lists have one heading twice, over the 13-digit number and over the person's own code.
"""

from collections.abc import Mapping, Sequence

from apps.core.identifiers import parse_person_id
from apps.core.thai.text import canonical
from apps.intake.headings import HeadingRow, normal_heading
from apps.intake.persons.columns import Columns, ListLayout

ID_HEADING, NAME_HEADING = "เลขประจำตัวประชาชน", "ชื่อ"
_GUARDIAN_WORDS = ("ผู้ปกครอง", "บิดา", "มารดา", "พ่อ", "แม่", "guardian", "father", "mother")
_PERSONS = frozenset({"person_id", "student_code"})
_NAMES = frozenset({"first_name", "full_name"})
_SAMPLED = 60
Sample = Sequence[Sequence[object]]


class AmbiguousColumns(Exception):  # noqa: N818  becomes the published reason headings_ambiguous
    """Two columns can be the same field and nothing tells which; both are named."""

    def __init__(self, field: str, first: str, second: str) -> None:
        super().__init__(field)
        self.field, self.first, self.second = field, first, second


def recognise(found: HeadingRow, sample: Sample, layout: ListLayout) -> Columns:
    """Assign the columns under a heading row, looking at the first rows below it.

    Raises AmbiguousColumns where two columns can be the identifier.
    """
    candidates = _candidates(found, layout)
    index = {
        field: columns[0]
        for field, columns in candidates.items()
        if field not in _PERSONS and field != "full_name"
    }
    if "first_name" in index and "last_name" not in index and "full_name" in candidates:
        index["last_name"] = candidates["full_name"][0]  # ชื่อสกุล beside ชื่อ is the surname
    index.update(_identifiers(found, candidates, sample[:_SAMPLED], layout))
    full_name = _full_name(found, candidates, index, sample[:_SAMPLED])
    kept = {*index.values(), *full_name}
    if full_name:
        for part in ("first_name", "last_name"):
            if index.get(part) in full_name:
                del index[part]
    index.pop("sequence", None)
    dropped = tuple(
        heading for place, heading in enumerate(found.headings) if heading and place not in kept
    )
    return Columns(index, full_name, found.headings, dropped)


def missing_columns(columns: Columns, layout: ListLayout) -> tuple[str, ...]:
    """Return the headings, as the template has them, without which no list can be read."""
    missing = []
    if not columns.full_name and "first_name" not in columns.index:
        missing.append(NAME_HEADING)
    if not layout.identified_by & columns.index.keys():
        missing.append(ID_HEADING)
    for group in layout.needed:
        if not columns.index.keys() & set(group):
            missing.append(layout.spellings[group[0]][0])
    return tuple(missing)


def is_in_two_lines(sample: Sample, columns: Columns) -> bool:
    """Tell whether every second row lacks what begins a person, as on the printed form."""
    leading = columns.index.get("person_id", columns.index.get("student_code"))
    rows = [row for row in sample[:_SAMPLED] if sum(_filled(cell) for cell in row) > 1]
    if leading is None or len(rows) < 4:
        return False
    filled = [leading < len(row) and _filled(row[leading]) for row in rows]
    pairs = list(zip(filled[::2], filled[1::2], strict=False))
    alternating = sum(upper != lower for upper, lower in pairs)
    same_side = len({pair for pair in pairs if pair[0] != pair[1]}) == 1
    return same_side and alternating == len(pairs)


def _candidates(found: HeadingRow, layout: ListLayout) -> dict[str, list[int]]:
    candidates: dict[str, list[int]] = {}
    for place, heading in enumerate(found.headings):
        normal = normal_heading(heading)
        field = layout.known.get(normal)
        for (word, before), meant in layout.following.items():
            if normal == word and place - 1 in candidates.get(before, []):
                field = meant
        if field and not _is_guardians(found.groups[place]):
            candidates.setdefault(field, []).append(place)
    if not _NAMES & candidates.keys():
        for spare, meant in layout.stand_ins.items():
            if spare in candidates:
                candidates[meant] = candidates.pop(spare)
    return candidates


def _identifiers(
    found: HeadingRow, candidates: Mapping[str, list[int]], sample: Sample, layout: ListLayout
) -> dict[str, int]:
    """Tell the national ID from the person's own code, by heading, content and neighbours."""
    named = candidates.get("person_id", [])
    codes = candidates.get("student_code", [])
    if named:
        chosen: int | None = _own(found, candidates, named, sample)
    else:
        chosen = _by_content(codes, sample) if layout.codes_may_be_ids else None
    codes = [place for place in codes if place != chosen]
    index = {} if chosen is None else {"person_id": chosen}
    return index | ({"student_code": codes[0]} if codes else {})


def _by_content(codes: list[int], sample: Sample) -> int | None:
    best = max(codes, key=lambda place: _share_of_ids(sample, place), default=None)
    if best is not None and _share_of_ids(sample, best) >= 0.5:
        return best
    return codes[0] if len(codes) > 1 else None


def _own(
    found: HeadingRow, candidates: Mapping[str, list[int]], named: list[int], sample: Sample
) -> int:
    if len(named) == 1:
        return named[0]
    filled = [place for place in named if _share_of_ids(sample, place) >= 0.5] or named
    own = [place for place in filled if not _stands_by_guardian(found, place)] or filled
    names = candidates.get("first_name", []) + candidates.get("full_name", [])
    nearest = sorted(own, key=lambda place: min((abs(place - n) for n in names), default=0))
    distances = [min((abs(place - n) for n in names), default=0) for place in nearest]
    if len(nearest) > 1 and distances[0] == distances[1]:
        first, second = sorted(nearest[:2])
        headings = found.headings
        raise AmbiguousColumns("person_id", headings[first], headings[second])
    return nearest[0]


def _stands_by_guardian(found: HeadingRow, place: int) -> bool:
    neighbours = (place - 1, place + 1)
    return any(
        0 <= other < len(found.headings) and _is_guardians(found.headings[other])
        for other in neighbours
    )


def _is_guardians(text: str) -> bool:
    folded = text.casefold()
    return any(word in folded for word in _GUARDIAN_WORDS)


def _full_name(
    found: HeadingRow, candidates: Mapping[str, list[int]], index: Mapping[str, int], sample: Sample
) -> tuple[int, ...]:
    """Return the columns of a name in one piece, or () where first name and surname are apart."""
    if "first_name" in index and "last_name" in index:
        return ()
    places = candidates.get("full_name") or candidates.get("first_name") or []
    if not places:
        return ()
    columns = [places[0]]
    # one heading merged over title, first name and surname leaves the cells beside it empty
    for place in range(places[0] + 1, min(places[0] + 3, len(found.headings))):
        if found.headings[place] or not any(_filled(r[place]) for r in sample if place < len(r)):
            break
        columns.append(place)
    return tuple(columns)


def _share_of_ids(sample: Sample, place: int) -> float:
    cells = [row[place] for row in sample if place < len(row) and _filled(row[place])]
    readings = [parse_person_id(cell) for cell in cells]
    looks = sum(
        (reading.person_id is not None and reading.person_id.kind != "passport")
        or reading.problem in ("check_digit", "precision_lost")
        for reading in readings
    )
    return looks / len(cells) if cells else 0.0


def _filled(cell: object) -> bool:
    return cell is not None and canonical(str(cell)) not in ("", "-")
