"""Single bits turned: never genuine. Untouched files: never refused."""

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.documents.signing.verdict import SignatureKind, signature_verdict
from tests.documents.paper_builders import applicant
from tests.documents.signing_builders import (
    flipped,
    poppler_says,
    signed,
    signer,
    small_file,
    trusted,
)

PAPERS = 200
UNTOUCHED = 2_000
FLIPS_EACH = 12


@pytest.fixture(scope="module")
def paper(render: Callable[..., bytes]) -> bytes:
    """A real letter as it is issued."""
    return signed(render(applicant("นางสาวปิ่นมุก เปี๊ยะสกุล")))


def test_every_byte_of_a_letter(paper: bytes) -> None:
    known, ledger = trusted(), hashlib.sha256(paper).digest()
    passed = []
    for at in range(len(paper)):
        changed = flipped(paper, at)
        if hashlib.sha256(changed).digest() == ledger:
            passed.append(("ledger", at))
        if signature_verdict(changed, known).kind is SignatureKind.INTACT:
            passed.append(("signature", at))
    assert passed == []


def test_sampled_flips_of_many_papers() -> None:
    drawn, known = random.Random(2569), trusted()
    for number in range(PAPERS):
        file = signed(small_file(number))
        ledger = hashlib.sha256(file).digest()
        for at in drawn.sample(range(len(file)), FLIPS_EACH):
            changed = flipped(file, at, drawn.randrange(8))
            assert hashlib.sha256(changed).digest() != ledger
            assert signature_verdict(changed, known).kind is not SignatureKind.INTACT, at


@settings(max_examples=100, deadline=None)
@given(places=st.sets(st.integers(min_value=0, max_value=2**31), min_size=1, max_size=20))
def test_any_set_of_flips(places: set[int]) -> None:
    file = signed()
    changed = file
    for at in {place % len(file) for place in places}:
        changed = flipped(changed, at)
    assert signature_verdict(changed, trusted()).kind is not SignatureKind.INTACT


def test_untouched_are_never_refused() -> None:
    known = trusted()
    kinds = {
        signature_verdict(signer().sign(small_file(number), reason=str(number)), known).kind
        for number in range(UNTOUCHED)
    }
    assert kinds == {SignatureKind.INTACT}


def test_poppler_agrees(paper: bytes, tmp_path: Path) -> None:
    said = poppler_says(paper, tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    turned = flipped(paper, 2_000)
    assert "Signature is Valid" not in poppler_says(turned, tmp_path)
