"""Keys and certificates from the database: who signs, and whose signatures are known."""

from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from apps.core.crypto import open_file
from apps.documents.models import SigningKey
from apps.documents.signing.certificates import chain_of, load_key
from apps.documents.signing.signer import PaperSigner
from apps.documents.signing.stamps import time_stamper
from apps.documents.signing.verdict import TrustedCertificate
from apps.institutions.models import Institution
from apps.institutions.scope import system_scope

CERTIFICATES = "SELECT institution_id, chain FROM documents_signing_certificates()"

_loaded: dict[tuple[UUID, str], PaperSigner] = {}
"""Kept per process: loading an RSA key takes four times as long as signing with it."""


def signer_of(issuer: Institution) -> PaperSigner | None:
    """Signs in the issuer's name; None where it has no active key valid today.

    The portal reads the key as itself: also papers in the network's name are asked for by others,
    after the policy of issuing has allowed it.
    """
    now = timezone.now()
    with system_scope("the issuer's key signs its paper"):
        row = SigningKey.objects.filter(
            institution=issuer, active=True, valid_from__lte=now, valid_until__gt=now
        ).first()
    if row is None:
        return None
    kept = (row.uuid, str(getattr(settings, "SIGNING_TIMESTAMP_URL", "")))
    if kept not in _loaded:
        _loaded[kept] = PaperSigner(
            chain=chain_of(row.chain),
            key=load_key(open_file(bytes(row.sealed_key), name=row.bound_to)),
            stamper=time_stamper(),
        )
    return _loaded[kept]


def trusted_certificates() -> list[TrustedCertificate]:
    """Every certificate that an institution of the network signs or signed with; needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute(CERTIFICATES)
        return [TrustedCertificate(owner, chain_of(chain)) for owner, chain in cursor.fetchall()]
