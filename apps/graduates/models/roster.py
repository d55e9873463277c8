"""A school's list of one year, in versions."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.graduates.states import OPEN_STATES, RosterAction, RosterState
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager
from apps.intake.models import Upload
from apps.jobs.models import Job


class Kind(models.TextChoices):
    GRADUATES = "graduates", _("graduates of the year")
    LATE = "late", _("late graduates")
    HISTORY = "history", _("graduates of earlier years")
    STUDYING = "studying", _("studying in M.6 now")


class Roster(BaseModel):
    """One version of school × academic year × kind. Personal data is in its entries.

    `academic_year` is the Christian number of the school year (2567 → 2024). The certified version
    stays in force until the next one is certified.
    """

    tenant_fields: ClassVar = ("school",)

    school = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    academic_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    version = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=12, choices=RosterState.choices, default=RosterState.RECEIVED
    )
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    upload_sha256 = models.BinaryField(max_length=32)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    certified_at = models.DateTimeField(null=True)
    layout = models.CharField(max_length=20, blank=True)
    columns = models.JSONField(default=dict, help_text="field → heading as written")
    dropped = models.JSONField(default=list, help_text="headings whose values were not kept")
    notes = models.JSONField(default=list, help_text="what its owner should know of the file")
    rows = models.PositiveIntegerField(default=0, help_text="persons in the file")
    accepted = models.PositiveIntegerField(default=0)
    kept_out = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=60, blank=True, help_text="rule that made it unreadable")
    refusal_params = models.JSONField(default=dict)
    content_hash = models.BinaryField(
        max_length=32, null=True, help_text="over the entries; the approval is bound to it"
    )

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "academic_year", "kind", "version"], name="roster_version"
            ),
            models.UniqueConstraint(
                fields=["school", "academic_year", "kind"],
                condition=models.Q(state=RosterState.CERTIFIED),
                name="roster_one_in_force",
            ),
            # the same file sent many times at once is one import
            models.UniqueConstraint(
                fields=["school", "academic_year", "kind", "upload_sha256"],
                condition=models.Q(state__in=OPEN_STATES),
                name="roster_same_file_once",
            ),
            models.CheckConstraint(
                condition=models.Q(certified_by=None)
                | ~models.Q(certified_by=models.F("uploaded_by")),
                name="roster_maker_is_not_checker",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[RosterState.CERTIFIED, RosterState.SUPERSEDED])
                | models.Q(certified_by__isnull=False, certified_at__isnull=False),
                name="roster_certified_by_somebody",
            ),
        ]
        indexes = [
            # the school's list of rosters, newest first
            models.Index(fields=["school", "-id"], name="roster_list"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.academic_year} v{self.version}"


class RosterTransition(models.Model):
    """History: who moved a roster from where to where, and when."""

    tenant_fields: ClassVar = ("school",)

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="history")
    school = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=12, choices=RosterAction.choices)
    from_state = models.CharField(max_length=12)
    to_state = models.CharField(max_length=12, choices=RosterState.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        ordering = ("pk",)
