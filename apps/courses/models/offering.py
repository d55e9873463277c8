"""What a host offers in a term: one row for each section of a course."""

from typing import ClassVar

from django.db import connection, models

from apps.core.models import BaseModel
from apps.courses.choices import Level, TermNumber
from apps.courses.states import OfferingState
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager, current_actor


class CatalogueManager(TenantManager["Offering"]):
    """Own offerings; what partners offer comes through `of_partners`."""

    def of_partners(self) -> models.QuerySet["Offering"]:
        """Open offerings of hosts with an agreement in force; row security draws the same line."""
        current_actor()
        with connection.cursor() as cursor:
            cursor.execute("SELECT courses_partner_ids()")
            partners = cursor.fetchone()[0]
        return models.QuerySet(self.model, using=self._db).filter(
            state=OfferingState.OPEN, host_id__in=partners
        )


class Offering(BaseModel):
    """A course as offered. No personal data.

    credits: notation `3(2-2-5)`; credit_value: its number of credits
    distribution: grade → number in the whole class, for the results that are announced
    """

    tenant_fields: ClassVar = ("host",)

    host = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    academic_year = models.PositiveSmallIntegerField(help_text="Christian number")
    term = models.PositiveSmallIntegerField(choices=TermNumber.choices)
    code = models.CharField(max_length=20)
    section = models.CharField(max_length=20, default="1")
    name_th = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    credits = models.CharField(max_length=20)
    credit_value = models.DecimalField(max_digits=4, decimal_places=1)
    level = models.CharField(max_length=30, choices=Level.choices, default=Level.BACHELOR)
    isced = models.CharField(max_length=4, blank=True, help_text="ISCED-F 2013, 2 to 4 digits")
    seats = models.PositiveIntegerField(null=True, help_text="for students of others; null: any")
    fee = models.DecimalField(max_digits=9, decimal_places=2, null=True, help_text="baht")
    schedule = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="th")
    withdraw_by = models.DateField(null=True, help_text="last day of withdrawal with W")
    description = models.TextField(blank=True)
    syllabus = models.UUIDField(null=True)
    syllabus_path = models.CharField(max_length=200, blank=True)
    syllabus_sha256 = models.BinaryField(max_length=32, null=True)
    distribution = models.JSONField(null=True)
    state = models.CharField(
        max_length=10, choices=OfferingState.choices, default=OfferingState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    search_key = models.CharField(max_length=700)

    objects: ClassVar[CatalogueManager] = CatalogueManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["host", "academic_year", "term", "code", "section"], name="offering_once"
            ),
            models.CheckConstraint(condition=models.Q(credit_value__gt=0), name="offering_credits"),
        ]
        indexes = [
            # the catalogue of a term by course code, by keyset
            models.Index(
                fields=["academic_year", "term", "code", "id"],
                name="offering_catalogue",
                condition=models.Q(state="open"),
            ),
            # a host's own list of a term
            models.Index(fields=["host", "academic_year", "term", "code"], name="offering_own"),
            # the same through the API, by keyset
            models.Index(fields=["host", "-created_at", "-uuid"], name="offering_feed"),
        ]

    @property
    def name(self) -> str:
        return Institution(name_th=self.name_th, name_en=self.name_en).name
