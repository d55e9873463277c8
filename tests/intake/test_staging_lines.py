"""What staging writes out for COPY, read back by COPY's own rules."""

from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.crypto import Protection, blind_index, decrypt_id
from apps.core.identifiers import PersonId
from apps.intake.staging import new_uuid, plain_cells, text_cells

MEANINGS = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def read_back(line: str) -> list[str]:
    """As the server reads the text format."""
    cells = []
    for cell in line.split("\t"):
        signs = iter(cell)
        cells.append("".join(MEANINGS[next(signs)] if sign == "\\" else sign for sign in signs))
    return cells


@given(st.lists(st.text("ก้ab\\\t\n\rN", max_size=8), min_size=1, max_size=5))
@settings(max_examples=100)
def test_texts_come_back_as_they_were_and_stay_on_one_line(texts: list[str]) -> None:
    line = text_cells(texts)
    assert read_back(line) == texts
    assert "\n" not in line
    assert "\r" not in line


def test_a_missing_value_is_not_an_empty_one() -> None:
    assert plain_cells([None, "", 0, False]) == "\\N\t\t0\tFalse"


def test_uuids_are_random_ones() -> None:
    made = {UUID(bytes=new_uuid()) for _ in range(200)}
    assert len(made) == 200
    assert {(one.version, one.variant) for one in made} == {(4, UUID(int=0x8 << 60).variant)}


def test_protection_of_many_is_that_of_each() -> None:
    person = PersonId("passport", "LA", "A1234567")
    protection, row = Protection("graduates_entry"), new_uuid()
    sealed, index = protection.cipher_and_index(person, row)
    table = "graduates_entry"
    assert decrypt_id(sealed, table=table, row=UUID(bytes=row)) == person
    sealed_alone = protection.cipher(person, row)
    assert decrypt_id(sealed_alone, table=table, row=UUID(bytes=row)) == person
    assert sealed_alone != sealed  # a nonce of its own
    assert index == blind_index(person)
