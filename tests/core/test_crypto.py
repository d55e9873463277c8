"""Identifiers at rest: bound to their row, found by a keyed index, keys in versions."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core import crypto
from apps.core.crypto import (
    Protection,
    Undecipherable,
    blind_index,
    blind_indexes,
    current_index_version,
    decrypt_id,
    encrypt_id,
    open_file,
    seal_file,
)
from apps.core.identifiers import PersonId

TABLE = "graduates_entry"
KEYS = {1: bytes(range(32)), 2: bytes(range(32, 64))}
persons = st.one_of(
    st.from_regex(r"[1-8][0-9]{12}", fullmatch=True).map(lambda t: PersonId("national", "TH", t)),
    st.from_regex(r"G[0-9]{12}", fullmatch=True).map(lambda text: PersonId("gcode", "TH", text)),
    st.tuples(st.from_regex(r"[A-Z]{2}", fullmatch=True),
              st.from_regex(r"[A-Z][0-9]{6,8}", fullmatch=True))
    .map(lambda pair: PersonId("passport", *pair)),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_ciphers() -> Iterator[None]:
    crypto._ciphers.cache_clear()
    yield
    crypto._ciphers.cache_clear()


@settings(max_examples=60, deadline=None)
@given(persons, st.uuids())
def test_what_is_sealed_is_read_again(person: PersonId, row: UUID) -> None:
    sealed = encrypt_id(person, table=TABLE, row=row)
    assert decrypt_id(sealed, table=TABLE, row=row) == person
    assert person.canonical.encode() not in sealed
    assert encrypt_id(person, table=TABLE, row=row) != sealed


@settings(max_examples=60, deadline=None)
@given(persons, st.uuids(), st.uuids(), st.data())
def test_a_ciphertext_belongs_to_its_row(
    person: PersonId, row: UUID, other: UUID, data: st.DataObject
) -> None:
    sealed = encrypt_id(person, table=TABLE, row=row)
    if other != row:
        with pytest.raises(Undecipherable):
            decrypt_id(sealed, table=TABLE, row=other)
    with pytest.raises(Undecipherable):
        decrypt_id(sealed, table="graduates_verificationitem", row=row)
    place = data.draw(st.integers(0, len(sealed) - 1))
    flipped = bytearray(sealed)
    flipped[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Undecipherable):
        decrypt_id(bytes(flipped), table=TABLE, row=row)


@settings(max_examples=60, deadline=None)
@given(persons, persons)
def test_the_index_tells_equal_from_different(one: PersonId, two: PersonId) -> None:
    assert len(blind_index(one)) == 32
    assert (blind_index(one) == blind_index(two)) == (one == two)


def test_the_same_number_of_another_kind_or_country_is_another_person() -> None:
    found = {
        blind_index(PersonId(*parts))  # type: ignore[arg-type]
        for parts in (("passport", "TH", "A123456"), ("passport", "LA", "A123456"),
                      ("gcode", "TH", "A123456"))
    }  # fmt: skip
    assert len(found) == 3


def test_keys_have_versions() -> None:
    person, row = PersonId("national", "TH", "1101700230708"), uuid4()
    with override_settings(FIELD_KEYS={1: KEYS[1]}, INDEX_KEYS={1: KEYS[1]}):
        old, old_index = encrypt_id(person, table=TABLE, row=row), blind_index(person)
    crypto._ciphers.cache_clear()
    with override_settings(FIELD_KEYS=KEYS, INDEX_KEYS=KEYS):
        new = encrypt_id(person, table=TABLE, row=row)
        assert (old[0], new[0], current_index_version()) == (1, 2, 2)
        assert decrypt_id(old, table=TABLE, row=row) == decrypt_id(new, table=TABLE, row=row)
        assert blind_index(person) != old_index
        assert list(blind_indexes([person])) == [[old_index, blind_index(person)]]
    crypto._ciphers.cache_clear()
    with override_settings(FIELD_KEYS={2: KEYS[2]}), pytest.raises(Undecipherable):
        decrypt_id(old, table=TABLE, row=row)


def test_nothing_is_not_a_ciphertext() -> None:
    for content in (b"", b"\x01", b"\x01" + bytes(12)):
        with pytest.raises(Undecipherable):
            open_file(content, name="a")


@settings(max_examples=40, deadline=None)
@given(persons, st.uuids())
def test_many_rows_are_protected_as_one_is(person: PersonId, row: UUID) -> None:
    protection = Protection(TABLE)
    sealed, index = protection.cipher_and_index(person, row.bytes)
    assert decrypt_id(sealed, table=TABLE, row=row) == person
    assert decrypt_id(protection.cipher(person, row.bytes), table=TABLE, row=row) == person
    assert (index, protection.index_version) == (blind_index(person), current_index_version())


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=2_000))
def test_files(content: bytes) -> None:
    sealed = seal_file(content, name="one")
    assert open_file(sealed, name="one") == content
    with pytest.raises(Undecipherable):
        open_file(sealed, name="two")


def test_what_went_wrong_does_not_quote_the_number() -> None:
    person, row = PersonId("national", "TH", "1101700230708"), uuid4()
    with pytest.raises(Undecipherable) as told:
        decrypt_id(encrypt_id(person, table=TABLE, row=row), table="x", row=row)
    assert "110170" not in f"{told.value!r} {person!r} {person}"
