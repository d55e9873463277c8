"""The chain as pure functions: whatever is changed, left out, added or moved is noticed."""

import uuid
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.audit.chain import FIELDS, GENESIS, Checkpoint, canonical, checkpoint, hashes, next_hash

KEY = bytes(range(32))
texts = st.text(max_size=12)
entries = st.fixed_dictionaries(
    {
        "uuid": st.uuids(),
        "at": st.datetimes(timezones=st.just(UTC)),
        "action": texts,
        "user_id": st.none() | st.integers(1, 10**9),
        "client_id": st.none() | st.integers(1, 9),
        "actor_label": texts,
        "acting_institution_id": st.none() | st.integers(1, 99),
        "owner_institution_id": st.none() | st.integers(1, 99),
        "target": texts,
        "target_uuid": st.none() | st.uuids(),
        "purpose": texts,
        "case": texts,
        "data": st.dictionaries(texts, texts | st.integers(), max_size=3),
    }
)
logs = st.lists(entries, min_size=1, max_size=6)


def chain(log: list[dict[str, Any]]) -> list[bytes]:
    return [head for _number, head in hashes(GENESIS, 1, log)]


@settings(max_examples=60, deadline=None)
@given(logs, st.data())
def test_a_changed_field_changes_every_later_head(log: list[dict[str, Any]], data: Any) -> None:
    place = data.draw(st.integers(0, len(log) - 1))
    field = data.draw(st.sampled_from(FIELDS))
    other = data.draw(entries.filter(lambda one: one[field] != log[place][field]))
    changed = [dict(entry) for entry in log]
    changed[place][field] = other[field]
    before, after = chain(log), chain(changed)
    assert before[:place] == after[:place]
    assert all(one != two for one, two in zip(before[place:], after[place:], strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(entries, min_size=2, max_size=6, unique_by=lambda entry: entry["uuid"]), st.data())
def test_order_and_completeness_count(log: list[dict[str, Any]], data: Any) -> None:
    first, second = data.draw(
        st.lists(st.integers(0, len(log) - 1), min_size=2, max_size=2, unique=True)
    )
    moved = list(log)
    moved[first], moved[second] = moved[second], moved[first]
    without = log[:first] + log[first + 1 :]
    assert chain(moved)[-1] != chain(log)[-1]
    assert chain(without)[-1] != chain(log)[-1]


@settings(max_examples=60, deadline=None)
@given(logs, st.integers(0, 5))
def test_sealing_in_parts_gives_the_same_heads(log: list[dict[str, Any]], cut: int) -> None:
    head = GENESIS
    found: list[bytes] = []
    for part, start in ((log[:cut], 1), (log[cut:], len(log[:cut]) + 1)):
        found += [one for _number, one in hashes(head, start, part)]
        head = found[-1] if found else GENESIS
    assert found == chain(log)


@given(entries)
@settings(max_examples=60, deadline=None)
def test_the_same_moment_in_another_zone_is_the_same_entry(entry: dict[str, Any]) -> None:
    elsewhere = {**entry, "at": entry["at"].astimezone(timezone(timedelta(hours=7)))}
    assert canonical(elsewhere) == canonical(entry)


def test_the_place_is_hashed_with_the_entry() -> None:
    entry = {**dict.fromkeys(FIELDS), "uuid": uuid.UUID(int=1)}
    assert next_hash(GENESIS, 1, entry) != next_hash(GENESIS, 2, entry)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 2**40), st.binary(min_size=32, max_size=32), st.data())
def test_a_checkpoint_is_read_back_and_cannot_be_made_up(
    number: int, head: bytes, data: Any
) -> None:
    made = checkpoint(KEY, number, head, datetime(2026, 7, 1, tzinfo=UTC))
    read = Checkpoint.from_line(made.line())
    assert read == made
    assert read.genuine(KEY)
    assert not read.genuine(bytes(32))
    forged = data.draw(
        st.sampled_from(
            [
                Checkpoint(number + 1, head, made.at, made.signature),
                Checkpoint(number, bytes(31) + b"\1", made.at, made.signature),
                Checkpoint(number, head, "2026-07-02T00:00:00+00:00", made.signature),
            ]
        )
    )
    assert not forged.genuine(KEY) or forged == made
