"""Signing keys: encrypted, unchangeable, one active for each institution, seen by nobody else."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from apps.audit.models import Entry
from apps.audit.services import Who
from apps.core.crypto import Undecipherable, open_file
from apps.core.errors import InvalidError
from apps.documents.models import SigningKey
from apps.documents.services import add_signing_key
from apps.documents.signing import signer_of, trusted_certificates
from apps.documents.signing.certificates import OwnAuthority, key_bytes, read_p12
from apps.documents.signing.verdict import SignatureKind, signature_verdict
from apps.institutions.models import Institution, Kind
from apps.institutions.scope import scope, system_scope, unscoped
from tests.builders.cast import Cast
from tests.documents.signing_builders import NOW, material, small_file

WHO = Who(user_id=None, client_id=None, institution_id=None, label="tests")
PASSWORD = b"a password"


def add(institution: Institution, at: int = 41) -> SigningKey:
    return add_signing_key(who=WHO, institution=institution, material=material(at))


@pytest.fixture
def key(cast: Cast) -> SigningKey:
    return add(cast.university_a)


class TestKeeping:
    def test_is_encrypted_and_bound_to_its_row(self, key: SigningKey) -> None:
        plain = key_bytes(material(41).key)
        sealed = bytes(key.sealed_key)
        assert plain not in sealed
        assert open_file(sealed, name=key.bound_to) == plain
        with pytest.raises(Undecipherable):
            open_file(sealed, name="documents_signingkey:another")

    def test_is_on_record_without_the_key(self, cast: Cast, key: SigningKey) -> None:
        with scope(cast.registrar_a.actor):
            entry = Entry.objects.get(action="signing_key.added", target_uuid=key.uuid)
        assert entry.data == {"fingerprint": bytes(key.fingerprint).hex(), "subject": key.subject}

    def test_a_new_key_retires_the_one_before(self, cast: Cast, key: SigningKey) -> None:
        newer = add(cast.university_a, at=42)
        with system_scope("tests"):
            assert not SigningKey.objects.get(pk=key.pk).active
            assert SigningKey.objects.get(pk=newer.pk).active
        assert {one.chain[0] for one in trusted_certificates()} == {
            material(at).chain[0] for at in (41, 42)
        }

    def test_not_twice(self, cast: Cast, key: SigningKey) -> None:
        with pytest.raises(InvalidError):
            add(cast.university_b)

    @pytest.mark.parametrize("field", ["chain", "sealed_key", "fingerprint", "institution_id"])
    def test_nothing_of_it_can_be_changed(self, cast: Cast, key: SigningKey, field: str) -> None:
        other = {"institution_id": cast.university_b.pk, "chain": "x"}.get(field, b"x")
        with pytest.raises(IntegrityError), system_scope("tests"), transaction.atomic():
            SigningKey.objects.filter(pk=key.pk).update(**{field: other})

    def test_only_one_active(self, key: SigningKey) -> None:
        with system_scope("tests"):
            SigningKey.objects.filter(pk=key.pk).update(active=False)
        newer = add(key.institution, at=42)
        with pytest.raises(IntegrityError), system_scope("tests"), transaction.atomic():
            SigningKey.objects.filter(pk=key.pk).update(active=True)
        assert newer.active


class TestWhoSees:
    def test_its_own_institution_alone(self, cast: Cast, key: SigningKey) -> None:
        with scope(cast.registrar_a.actor):
            assert SigningKey.objects.filter(pk=key.pk).exists()
        for stranger in (cast.registrar_b, cast.secretary):
            with scope(stranger.actor):
                assert not SigningKey.objects.filter(pk=key.pk).exists()
                with unscoped("row security holds without the manager"):
                    assert not SigningKey.objects.filter(pk=key.pk).exists()

    def test_the_public_sees_certificates_only(self, key: SigningKey) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM documents_signing_certificates()")
            assert [column.name for column in cursor.description] == ["institution_id", "chain"]
            assert cursor.fetchall() == [(key.institution_id, key.chain)]
        assert "PRIVATE" not in key.chain


class TestSigning:
    def test_signs_in_the_institutions_name(self, cast: Cast, key: SigningKey) -> None:
        with scope(cast.registrar_b.actor):  # the network's paper, asked for by a university
            own = signer_of(cast.university_a)
        assert own is not None
        assert signer_of(cast.university_a) is own
        verdict = signature_verdict(own.sign(small_file()), trusted_certificates())
        assert (verdict.kind, verdict.owner) == (SignatureKind.INTACT, cast.university_a.pk)

    def test_without_a_key(self, cast: Cast, key: SigningKey) -> None:
        assert signer_of(cast.university_b) is None

    def test_a_retired_key_signs_no_more(self, cast: Cast, key: SigningKey) -> None:
        with system_scope("tests"):
            SigningKey.objects.filter(pk=key.pk).update(active=False)
        assert signer_of(cast.university_a) is None

    def test_an_expired_certificate_signs_no_more(self, cast: Cast) -> None:
        long_ago = OwnAuthority("x", on=NOW.replace(year=2010))
        old = long_ago.issue(organisation="x", common="x")
        add_signing_key(who=WHO, institution=cast.university_a, material=old)
        assert signer_of(cast.university_a) is None


@pytest.fixture
def p12(tmp_path: Path) -> Callable[..., Path]:
    def wrote(at: int = 43, password: bytes = PASSWORD) -> Path:
        made, file = material(at), tmp_path / f"{at}.p12"
        own, *others = (x509.load_der_x509_certificate(der) for der in made.chain)
        sealed = BestAvailableEncryption(password)
        file.write_bytes(pkcs12.serialize_key_and_certificates(b"x", made.key, own, others, sealed))
        return file

    return wrote


class TestImport:
    def run(self, file: Path, code: str = "00300") -> str:
        out = StringIO()
        call_command("import_signing_key", institution=code, p12=file, stdout=out)
        return out.getvalue()

    def test_from_a_file(
        self, cast: Cast, p12: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SIGNING_KEY_PASSWORD", PASSWORD.decode())
        assert "00300" in self.run(p12())
        own = signer_of(cast.university_b)
        assert own is not None
        assert own.chain == material(43).chain

    def test_password_from_a_prompt(
        self, cast: Cast, p12: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SIGNING_KEY_PASSWORD", raising=False)
        place = "apps.documents.management.commands.import_signing_key.getpass"
        monkeypatch.setattr(place, lambda prompt: PASSWORD.decode())
        assert "00300" in self.run(p12())

    def test_what_does_not_fit(
        self, cast: Cast, p12: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("SIGNING_KEY_PASSWORD", "wrong")
        with pytest.raises(CommandError, match="password"), override("en"):
            self.run(p12())
        with pytest.raises(CommandError, match="code"), override("en"):
            self.run(p12(), code="99999")
        with pytest.raises(CommandError, match=r"none\.p12"):
            self.run(tmp_path / "none.p12")

    def test_unfit_keys(self) -> None:
        short = rsa.generate_private_key(public_exponent=65537, key_size=1024)
        curve = ec.generate_private_key(ec.SECP256R1())
        for key in (short, curve):
            content = pkcs12.serialize_key_and_certificates(b"x", key, None, None, NoEncryption())
            with pytest.raises(InvalidError):
                read_p12(content, b"")


class TestMaking:
    def test_for_the_demo(self, db: None) -> None:
        out = StringIO()
        call_command("make_signing_keys", stdout=out)
        with system_scope("tests"):
            owners = {key.institution.code for key in SigningKey.objects.select_related()}
            count = SigningKey.objects.count()
        founders = Institution.objects.filter(founding=True, kind=Kind.UNIVERSITY)
        network = Institution.objects.get(kind=Kind.NETWORK)
        assert owners == {*founders.values_list("code", flat=True), network.code} - {"02300"}
        assert len(owners) == 7
        call_command("make_signing_keys", stdout=out)
        with system_scope("tests"):
            assert SigningKey.objects.count() == count

    def test_for_some(self, db: None) -> None:
        call_command("make_signing_keys", "00500", stdout=StringIO())
        own = signer_of(Institution.objects.get(kind=Kind.UNIVERSITY, code="00500"))
        assert own is not None
        assert own.name == "มหาวิทยาลัยธรรมศาสตร์"
        with pytest.raises(CommandError):
            call_command("make_signing_keys", "99999", stdout=StringIO())

    def test_never_in_production(self, db: None, settings: SimpleNamespace) -> None:
        settings.DEMO = False
        with pytest.raises(CommandError, match="import_signing_key"):
            call_command("make_signing_keys", stdout=StringIO())
