import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("institutions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("serial", models.CharField(max_length=40)),
                ("code", models.CharField(max_length=12)),
                ("pin_hash", models.BinaryField(max_length=32)),
                ("key_version", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("template_version", models.CharField(max_length=20)),
                ("source_type", models.CharField(max_length=80)),
                ("source_uuid", models.UUIDField()),
                ("language", models.CharField(max_length=2)),
                ("subject", models.CharField(max_length=300)),
                ("persons", models.PositiveIntegerField(default=0)),
                ("detail", models.JSONField(default=dict)),
                ("sha256", models.BinaryField(max_length=32, null=True)),
                ("size", models.PositiveIntegerField(null=True)),
                ("path", models.CharField(blank=True, max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reserved", "Being made"),
                            ("active", "Active"),
                            ("superseded", "Replaced by a newer paper"),
                            ("revoked", "Revoked"),
                        ],
                        default="reserved",
                        max_length=20,
                    ),
                ),
                ("issued_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, help_text="when it was superseded or revoked", null=True
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.institution",
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.institution",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="documents.paper",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["source_uuid", "-id"], name="paper_source"),
                    models.Index(fields=["holder", "-id"], name="paper_holder"),
                    models.Index(fields=["issuer", "-id"], name="paper_issuer"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("serial",), name="paper_serial"),
                    models.UniqueConstraint(fields=("code",), name="paper_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "reserved"),
                            models.Q(
                                ("issued_at__isnull", False),
                                ("sha256__isnull", False),
                                ("size__gt", 0),
                                models.Q(("path", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_issued_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("status__in", ["reserved", "active"])),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("status__in", ["superseded", "revoked"]),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_ended_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replaced_by__isnull", False), ("status", "superseded")),
                            models.Q(
                                models.Q(("status", "superseded"), _negated=True),
                                ("replaced_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="paper_replaced_if_superseded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
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
                        fields=("institution", "year"), name="papercounter_year"
                    )
                ],
            },
        ),
    ]
