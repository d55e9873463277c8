"""One person on a roster."""

import uuid
from typing import ClassVar, Self

from django.db import models

from apps.graduates.models.roster import Roster
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager


class Entry(models.Model):
    """Personal data: identifier (ciphertext and blind index), names, birth date, results.

    `kept` rows count; a row whose person stands twice is stored, not kept, until somebody chooses.
    The uuid is made before staging, because the ciphertext is bound to it.
    """

    tenant_fields: ClassVar = ("school",)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # no indexes of their own: those of entry_row and entry_name begin with these columns
    roster = models.ForeignKey(
        Roster, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    school = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    row = models.PositiveIntegerField(help_text="1-based row in the file")
    kept = models.BooleanField(default=True)
    id_cipher = models.BinaryField(null=True)
    id_index = models.BinaryField(max_length=32, null=True)
    id_index_version = models.PositiveSmallIntegerField(null=True)
    student_code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=60, blank=True)
    first_name = models.CharField(max_length=200)
    last_name = models.CharField(max_length=200)
    name_as_written = models.CharField(max_length=500)
    name_key = models.CharField(max_length=400, help_text="canonical search key of both names")
    gender = models.CharField(max_length=1, blank=True)
    born_on = models.DateField(null=True)
    born_year = models.PositiveSmallIntegerField(null=True, help_text="Christian; partial date")
    gpax = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    credits_attempted = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    credits_earned = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    decision = models.CharField(max_length=14, blank=True)
    approved_on = models.DateField(null=True)
    por1_set = models.CharField(max_length=40, blank=True)
    por1_number = models.CharField(max_length=40, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "row"], name="entry_row"),
            models.UniqueConstraint(
                fields=["roster", "id_index"],
                condition=models.Q(kept=True, id_index__isnull=False),
                name="entry_person_once",
            ),
        ]
        indexes = [
            # verification: a person by identifier, across the network (function of `lookup`)
            models.Index(fields=["id_index"], name="entry_id_index"),
            # verification without an identifier: a name within a school
            models.Index(fields=["school", "name_key"], name="entry_name"),
        ]
