"""What is to be done in the background. Redis only wakes workers; the truth is here."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager


class State(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("finished")
    FAILED = "failed", _("failed")


class Job(BaseModel):
    """One piece of work, committed with the request that asked for it. Arguments are ids only."""

    tenant_fields: ClassVar = ("institution",)

    kind = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    client_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=30)
    actor_label = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    max_tries = models.PositiveSmallIntegerField(default=3)
    token = models.PositiveIntegerField(default=0, help_text="fencing token: grows at each claim")
    not_before = models.DateTimeField(null=True)
    woken_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [
            # the sweep: what still has to run
            models.Index(
                fields=["id"], name="job_open", condition=models.Q(state__in=["queued", "running"])
            ),
            models.Index(fields=["institution", "-id"], name="job_institution"),
        ]


class Progress(models.Model):
    """Lease and progress of a running job, written on a connection of its own while the work's
    transaction is open; so it names the job by uuid and not by foreign key."""

    job = models.UUIDField(primary_key=True)
    token = models.PositiveIntegerField()
    leased_until = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=80, blank=True)  # a code of notes.py
