"""A learner: a home institution and its student code. There is no person across institutions."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.models import BaseModel
from apps.courses.choices import Level
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager


class Learner(BaseModel):
    """Personal data: name, birth date, student code, identifier (ciphertext and blind index).

    `host_ids`: hosts to which the home has sent a request for this learner; they may read the row.
    """

    tenant_fields: ClassVar = ("home", "host_ids__contains")

    home = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    host_ids = ArrayField(models.BigIntegerField(), default=list)
    student_code = models.CharField(max_length=30)
    title = models.CharField(max_length=50, blank=True)
    first_name = models.CharField(max_length=150)
    last_name = models.CharField(max_length=150, blank=True)
    first_name_en = models.CharField(max_length=150, blank=True)
    last_name_en = models.CharField(max_length=150, blank=True)
    gender = models.CharField(max_length=1, blank=True)
    born_on = models.DateField(null=True)
    id_cipher = models.BinaryField(null=True)
    id_index = models.BinaryField(max_length=32, null=True)
    id_index_version = models.PositiveSmallIntegerField(null=True)
    id_masked = models.CharField(max_length=30, blank=True)
    level = models.CharField(max_length=30, choices=Level.choices, default=Level.BACHELOR)
    programme = models.CharField(max_length=300, blank=True)
    faculty = models.CharField(max_length=300, blank=True)
    programme_credits = models.DecimalField(max_digits=5, decimal_places=1, null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["home", "student_code"], name="learner_code")
        ]

    @property
    def full_name(self) -> str:
        return f"{self.title}{self.first_name} {self.last_name}".strip()
