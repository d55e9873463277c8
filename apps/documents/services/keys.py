"""Taking an institution's signing key into use."""

import hashlib
from uuid import uuid4

from cryptography.x509 import load_der_x509_certificate
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.audit.services import Who, record
from apps.core.crypto import seal_file
from apps.core.errors import InvalidError
from apps.documents.models import SigningKey
from apps.documents.signing.certificates import KeyMaterial, key_bytes, owner_names, pem_of
from apps.institutions.models import Institution
from apps.institutions.scope import system_scope


@transaction.atomic
def add_signing_key(*, who: Who, institution: Institution, material: KeyMaterial) -> SigningKey:
    """From now on the institution's papers are signed with it; the key before it retires.

    Raises InvalidError where the certificate is in use already.
    """
    certificate = load_der_x509_certificate(material.chain[0])
    fingerprint = hashlib.sha256(material.chain[0]).digest()
    row = SigningKey(
        uuid=uuid4(),
        institution=institution,
        chain=pem_of(material.chain),
        fingerprint=fingerprint,
        subject=owner_names(material.chain[0]).organisation,
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        added_by=who.label,
    )
    row.sealed_key = seal_file(key_bytes(material.key), name=row.bound_to)
    with system_scope("an institution's signing key"):
        if SigningKey.objects.filter(fingerprint=fingerprint).exists():
            raise InvalidError(_("This certificate is known already."))
        SigningKey.objects.filter(institution=institution, active=True).update(active=False)
        row.save(force_insert=True)
        record(
            who=who,
            action="signing_key.added",
            target="documents.signingkey",
            target_uuid=row.uuid,
            owner_institution_id=institution.pk,
            data={"fingerprint": fingerprint.hex(), "subject": row.subject},
        )
    return row
