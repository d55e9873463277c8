"""Keys, signers and small files for the tests of signatures."""

import datetime as dt
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf

from apps.documents.signing.certificates import KeyMaterial, OwnAuthority
from apps.documents.signing.signer import PaperSigner
from apps.documents.signing.verdict import TrustedCertificate

NOW = dt.datetime(2026, 11, 20, 4, 0, tzinfo=dt.UTC)
OWNER, OTHER = 7, 8
NAMES = ("มหาวิทยาลัยธรรมศาสตร์", "Thammasat University")
REASON = "U00500-2569-000001 https://portal.example/verify/7K3M-9QZT-R4XW"


@cache
def authority(name: str = "Authority of the tests") -> OwnAuthority:
    return OwnAuthority(name, on=NOW)


def material(owner: int = OWNER) -> KeyMaterial:
    return _made(owner)


@cache
def _made(owner: int) -> KeyMaterial:
    organisation, common = NAMES if owner == OWNER else (f"สถาบัน {owner}", f"Institution {owner}")
    return authority().issue(organisation=organisation, common=common)


def signer(owner: int = OWNER) -> PaperSigner:
    return _signer(owner)


@cache
def _signer(owner: int) -> PaperSigner:
    return PaperSigner(chain=material(owner).chain, key=material(owner).key)


def trusted() -> list[TrustedCertificate]:
    return [TrustedCertificate(owner, material(owner).chain) for owner in (OWNER, OTHER)]


def small_file(number: int = 0) -> bytes:
    """A page with a line of text that differs for each number."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 12 Tf 20 100 Td (Paper %d) Tj ET" % number)
    out = BytesIO()
    pdf.save(out, min_version="1.7")
    return out.getvalue()


def signed(file: bytes | None = None, owner: int = OWNER) -> bytes:
    return signer(owner).sign(small_file() if file is None else file, reason=REASON, at=NOW)


def flipped(content: bytes, at: int, bit: int | None = None) -> bytes:
    """One bit turned; which one follows from the place unless told."""
    turned = 1 << (at * 5 % 8 if bit is None else bit)
    return content[:at] + bytes([content[at] ^ turned]) + content[at + 1 :]


def poppler_says(pdf: bytes, folder: Path) -> str:
    """What `pdfsig` prints, the certificate's trust left aside."""
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        ["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr
