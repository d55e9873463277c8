"""Crafted files: none is genuine, and the signature's own verdict says so without the ledger."""

import hashlib

import pytest

from apps.documents.signing import placement
from apps.documents.signing.verdict import SignatureKind, signature_verdict
from tests.documents.attacks import ATTACKS
from tests.documents.signing_builders import (
    NOW,
    OTHER,
    OWNER,
    REASON,
    signed,
    signer,
    small_file,
    trusted,
)


@pytest.fixture(scope="module")
def paper() -> bytes:
    return signed()


def test_untouched(paper: bytes) -> None:
    verdict = signature_verdict(paper, trusted())
    assert (verdict.kind, verdict.owner, verdict.signed_at) == (SignatureKind.INTACT, OWNER, NOW)


@pytest.mark.parametrize("name", ATTACKS)
def test_signature_alone_tells(paper: bytes, name: str) -> None:
    make, expected = ATTACKS[name]
    crafted = make(paper)
    assert hashlib.sha256(crafted).digest() != hashlib.sha256(paper).digest()
    verdict = signature_verdict(crafted, trusted())
    assert verdict.kind is expected
    assert verdict.owner is None
    assert verdict.signed_at is None


def test_families_are_all_there() -> None:
    assert len(ATTACKS) >= 30


def test_without_known_certificates_nothing_is_intact(paper: bytes) -> None:
    assert signature_verdict(paper, []).kind is SignatureKind.FOREIGN


def test_another_institutions_signature_is_told_as_its_own() -> None:
    """Who signs in another's place is named, whatever the page says."""
    assert signature_verdict(signed(owner=OTHER), trusted()).owner == OTHER


@pytest.mark.parametrize("permission", [2, 3])
def test_a_key_misused_for_a_changeable_file(
    monkeypatch: pytest.MonkeyPatch, permission: int
) -> None:
    monkeypatch.setattr(placement, "NO_CHANGES", permission)
    loose = signer().sign(small_file(), reason=REASON, at=NOW)
    assert signature_verdict(loose, trusted()).kind is SignatureKind.BROKEN


def test_signed_when_the_certificate_was_not_valid() -> None:
    early = signer().sign(small_file(), reason=REASON, at=NOW.replace(year=2020))
    assert signature_verdict(early, trusted()).kind is SignatureKind.BROKEN


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"/ByteRange", b"/ByteRange [ 0 1 2 3" * 9999, b"\x00" * 100_000],
)
def test_rubbish_is_no_signature(content: bytes) -> None:
    kinds = {SignatureKind.NONE, SignatureKind.FOREIGN}
    assert signature_verdict(content, trusted()).kind in kinds
