import uuid

import django.db.models.deletion
from django.db import migrations, models

from apps.core.rls import Fixed, LookupFunction, Protect

OF_FILE = """
CREATE FUNCTION documents_paper_of_file(wanted bytea) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT paper.code
      FROM documents_paper AS paper
     WHERE paper.sha256 = wanted AND paper.status <> 'reserved'
     ORDER BY paper.id DESC LIMIT 1
$$
"""

CERTIFICATES = """
CREATE FUNCTION documents_signing_certificates()
RETURNS TABLE (institution_id bigint, chain text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT kept.institution_id, kept.chain FROM documents_signingkey AS kept ORDER BY kept.id DESC
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_outdated"),
        ("institutions", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("chain", models.TextField()),
                ("sealed_key", models.BinaryField()),
                ("fingerprint", models.BinaryField(max_length=32)),
                ("subject", models.CharField(max_length=300)),
                ("valid_from", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                ("active", models.BooleanField(default=True)),
                ("added_by", models.CharField(max_length=200)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.institution",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("active", True)),
                        fields=("institution",),
                        name="signingkey_one_active",
                    ),
                    models.UniqueConstraint(fields=("fingerprint",), name="signingkey_fingerprint"),
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gt", models.F("valid_from"))),
                        name="signingkey_dates",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["sha256"], name="paper_sha256"),
        ),
        Protect("documents_signingkey", writer="institution_id", system=True, lookup=True),
        Fixed(
            "documents_signingkey",
            [
                "uuid",
                "institution_id",
                "chain",
                "sealed_key",
                "fingerprint",
                "subject",
                "valid_from",
                "valid_until",
                "added_by",
            ],
        ),
        LookupFunction("documents_paper_of_file(bytea)", OF_FILE),
        LookupFunction("documents_signing_certificates()", CERTIFICATES),
    ]
