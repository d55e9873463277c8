"""A signed paper: conforming, valid for other readers, and what pyHanko would have made in full."""

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from apps.documents.errors import PaperError
from apps.documents.signing.certificates import OwnAuthority, key_bytes, owner_names
from apps.documents.signing.container import KeyedContainer
from apps.documents.signing.form import ROOMS, fill_gap, find_form, open_gap, room_for
from apps.documents.signing.placement import pdf_date, written
from apps.documents.signing.signer import PaperSigner
from apps.documents.signing.stamps import time_stamper, trusted_stampers
from apps.documents.signing.verdict import SignatureKind, signature_verdict
from tests.documents import test_paper_rendering as rendering
from tests.documents.paper_builders import applicant
from tests.documents.signing_builders import (
    NAMES,
    NOW,
    REASON,
    flipped,
    material,
    poppler_says,
    signed,
    signer,
    small_file,
    trusted,
)


@pytest.fixture(scope="module")
def letter(render: Callable[..., bytes]) -> bytes:
    names = rendering.NAMES
    return signed(render(*(applicant(names[at % len(names)]) for at in range(40))))


class TestSignedConformance(rendering.TestConformance):
    """Signing takes nothing of PDF/A-3a away."""

    @pytest.fixture
    def pdf(self, letter: bytes) -> Iterator[pikepdf.Pdf]:
        with pikepdf.open(BytesIO(letter)) as opened:
            yield opened

    @pytest.fixture
    def single(self, letter: bytes) -> bytes:
        return letter

    @pytest.fixture
    def batch(self, letter: bytes) -> bytes:
        return letter

    def test_stays_pdf_17(self, letter: bytes, pdf: pikepdf.Pdf) -> None:
        assert letter.startswith(b"%PDF-1.7\n")
        assert pdf.pdf_version == "1.7"
        assert pdf.trailer.ID

    def test_certifies_without_changes(self, pdf: pikepdf.Pdf) -> None:
        (field,) = pdf.Root.AcroForm.Fields
        signature = pdf.Root.Perms.DocMDP
        assert field.V.objgen == signature.objgen
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert signature.Reference[0].TransformParams.P == 1
        assert str(signature.Name) == NAMES[0]
        assert str(signature.Reason) == REASON

    def test_field_is_invisible_and_printable(self, pdf: pikepdf.Pdf) -> None:
        field = pdf.pages[0].Annots[-1]
        assert [int(number) for number in field.Rect] == [0, 0, 0, 0]
        assert int(field.F) & (1 | 2 | 4 | 32) == 4
        assert "/A" not in field
        assert "/NeedAppearances" not in pdf.Root.AcroForm


class TestOtherReaders:
    def test_poppler(self, letter: bytes, tmp_path: Path) -> None:
        said = poppler_says(letter, tmp_path)
        assert "Signature is Valid" in said
        assert "Total document signed" in said
        assert f"CN={NAMES[1]}" in said

    def test_pyhanko(self, letter: bytes) -> None:
        (found,) = PdfFileReader(BytesIO(letter)).embedded_signatures
        root = asn1.Certificate.load(material().chain[-1])
        context = ValidationContext(trust_roots=[root], moment=NOW, allow_fetching=False)
        status = validate_pdf_signature(found, context)
        assert status.bottom_line
        assert status.trusted
        assert status.docmdp_ok
        assert status.coverage.name == "ENTIRE_FILE"


class TestContainer:
    def test_is_what_pyhanko_makes(self) -> None:
        made = KeyedContainer(material().chain, material().key)
        digest = bytes(range(32))
        whole = asyncio.run(made.async_sign(digest, "sha256", use_pades=True)).dump()
        assert made.of(digest) == whole

    def test_with_intermediate_certificates(self) -> None:
        """Two of them, in a larger room, and in any order of the file that brought them."""
        others = [material(at).chain[0] for at in (21, 22)]
        chain = (material().chain[0], *others)
        wide = PaperSigner(chain=chain, key=material().key)
        file = wide.sign(small_file(), reason=REASON, at=NOW)
        form = find_form(file)
        assert form is not None
        assert len(form.container) == ROOMS[1]
        known = [SimpleNamespace(owner=1, chain=chain)]
        assert signature_verdict(file, known).kind is SignatureKind.INTACT  # type: ignore[arg-type]

    def test_too_large_a_container_is_refused(self) -> None:
        with pytest.raises(PaperError):
            room_for(ROOMS[-1] + 1)
        file, form = open_gap(_prepared(), ROOMS[0])
        with pytest.raises(PaperError):
            fill_gap(file, form, bytes(ROOMS[0] + 1))

    def test_no_gap_no_signature(self) -> None:
        with pytest.raises(PaperError):
            signer().seal(small_file())

    def test_names(self) -> None:
        assert (signer().name, signer().name_in("th")) == (NAMES[0], NAMES[0])
        assert signer().name_in("en") == NAMES[1]

    def test_dates(self) -> None:
        east = dt.timezone(dt.timedelta(hours=7))
        assert pdf_date(NOW.astimezone(east)) == "D:20261120110000+07'00'"
        west = dt.timezone(-dt.timedelta(hours=9, minutes=30))
        assert pdf_date(NOW.astimezone(west)) == "D:20261119183000-09'30'"


def _prepared() -> bytes:
    with pikepdf.open(BytesIO(small_file())) as opened:
        signer().place(opened, reason=REASON, at=NOW)
        return written(opened)


class TestAuthority:
    def test_what_its_certificates_say(self) -> None:
        own = x509.load_der_x509_certificate(material().chain[0])
        usage = own.extensions.get_extension_for_class(x509.KeyUsage).value
        assert usage.digital_signature
        assert usage.content_commitment
        assert not usage.key_cert_sign
        root = x509.load_der_x509_certificate(material().chain[-1])
        own.verify_directly_issued_by(root)

    def test_long_names_are_cut_where_x509_ends(self) -> None:
        made = OwnAuthority("ก" * 80, on=NOW).issue(organisation="ข" * 80, common="ค" * 80)
        names = owner_names(made.chain[0])
        assert (names.organisation, names.common) == ("ข" * 64, "ค" * 21)


class TestTimeStamps:
    @pytest.fixture
    def stamper(self) -> DummyTimeStamper:
        made = material(31)
        return DummyTimeStamper(
            asn1.Certificate.load(made.chain[0]),
            keys.PrivateKeyInfo.load(key_bytes(made.key)),
            fixed_dt=NOW,
        )

    @pytest.fixture
    def stamped(self, stamper: DummyTimeStamper) -> bytes:
        own = PaperSigner(chain=material().chain, key=material().key, stamper=stamper)
        return own.sign(small_file(), reason=REASON, at=NOW)

    def test_known_stamper(self, stamped: bytes, tmp_path: Path) -> None:
        known = frozenset({material(31).chain[0]})
        assert signature_verdict(stamped, trusted(), known).kind is SignatureKind.INTACT
        assert "Signature is Valid" in poppler_says(stamped, tmp_path)

    @pytest.mark.parametrize("known", [frozenset(), frozenset({b"another"})])
    def test_unknown_stamper(self, stamped: bytes, known: frozenset[bytes]) -> None:
        assert signature_verdict(stamped, trusted(), known).kind is SignatureKind.BROKEN

    def test_stamp_of_another_signature(self, stamper: DummyTimeStamper, stamped: bytes) -> None:
        own = KeyedContainer(material().chain, material().key)
        form = find_form(stamped)
        assert form is not None
        foreign = own.stamped(bytes(32), stamper)
        moved = fill_gap(bytearray(stamped), form, foreign)
        known = frozenset({material(31).chain[0]})
        assert signature_verdict(moved, trusted(), known).kind is SignatureKind.BROKEN

    def test_flips_outside_the_stamps_own_certificates(self, stamped: bytes) -> None:
        form = find_form(stamped)
        assert form is not None
        known = frozenset({material(31).chain[0]})
        places = [*range(0, form.start, 97), *range(form.start + 1, form.start + 400, 3)]
        kinds = {signature_verdict(flipped(stamped, at), trusted(), known).kind for at in places}
        assert SignatureKind.INTACT not in kinds

    def test_settings(self, settings: SimpleNamespace, tmp_path: Path) -> None:
        assert time_stamper() is None
        assert trusted_stampers() == frozenset()
        file = tmp_path / "stamper.pem"
        own = x509.load_der_x509_certificate(material(31).chain[0])
        file.write_bytes(own.public_bytes(Encoding.PEM))
        settings.SIGNING_TIMESTAMP_URL = "https://stamps.example/"
        settings.SIGNING_TIMESTAMP_CERTIFICATES = str(file)
        assert time_stamper() is not None
        assert trusted_stampers() == {material(31).chain[0]}
