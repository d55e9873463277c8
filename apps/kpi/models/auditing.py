"""Sample audit of the student register (REG04): drawn at random, checked against the source."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.core.models import BaseModel
from apps.institutions.officer_fields import officer_key, officer_name
from apps.kpi.models.cycle import Cycle
from apps.kpi.models.figures import Own


class AuditRound(Own, BaseModel):
    """One draw. Of the register only its size and digest are kept, and the codes that were drawn.

    frame_digest: SHA-256 of the sorted codes; with `seed` anybody who has the file can repeat the
        draw (`drawing.draw`)
    fields: what is compared, [{"code", "th", "en"}], as the definition names them
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    frame_size = models.PositiveIntegerField()
    frame_digest = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    sample_size = models.PositiveIntegerField()
    fields = models.JSONField()
    drawn_key = officer_key()
    drawn_name = officer_name()
    drawn_post = officer_name()
    closed_at = models.DateTimeField(null=True)
    closed_name = officer_name()
    dropped_at = models.DateTimeField(null=True)
    dropped_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "cycle"],
                condition=Q(dropped_at=None),
                name="auditround_one",
            ),
            models.CheckConstraint(
                condition=Q(sample_size__gt=0, sample_size__lte=F("frame_size")),
                name="auditround_sample",
            ),
        ]


class AuditItem(Own, BaseModel):
    """A record that was drawn. Personal data: the student code; 90 days after the round was closed
    or dropped its place in the draw stands instead.

    outcome: "" not checked, "good", "bad"; `wrong` names the fields that differ from the source.
    """

    tenant_fields: ClassVar[tuple[str, ...]] = ("institution",)

    round = models.ForeignKey(AuditRound, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    student_code = models.CharField(max_length=30)
    drawn_key = officer_key()
    outcome = models.CharField(max_length=10, blank=True)
    wrong = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    note = models.CharField(max_length=300, blank=True)
    checked_key = officer_key()
    checked_name = officer_name()
    checked_post = officer_name()
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="audititem_position"),
            models.UniqueConstraint(fields=["round", "student_code"], name="audititem_once"),
            models.CheckConstraint(
                condition=Q(outcome="", checked_key="", wrong=[])
                | Q(outcome="good", wrong=[]) & ~Q(checked_key="")
                | Q(outcome="bad") & ~Q(wrong=[]) & ~Q(checked_key=""),
                name="audititem_outcome",
            ),
            models.CheckConstraint(
                condition=Q(checked_key="") | ~Q(checked_key=F("drawn_key")),
                name="audititem_independent",
            ),
        ]
