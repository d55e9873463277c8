"""Consent to be named, offers of help, and requests for it."""

from typing import ClassVar, Self

from django.db import models

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_name
from apps.institutions.scope import TenantManager
from apps.kpi.models.definition import Indicator


class Sharing(BaseModel):
    """An institution lets itself be named for one indicator, and offers to help where it wants.

    Published to the network while `ended_at` is empty. Personal data: the contact of an office.
    """

    tenant_fields: ClassVar[tuple[str, ...]] = ()

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    offers_help = models.BooleanField(default=False)
    practice = models.TextField(blank=True, help_text="what was done, in the institution's words")
    contact = models.CharField(max_length=300, blank=True)
    given_name = officer_name()
    given_post = officer_name()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "indicator"],
                condition=models.Q(ended_at=None),
                name="sharing_one",
            )
        ]


class HelpRequest(BaseModel):
    """One institution asks another; both read it, nobody else."""

    class State(models.TextChoices):
        SENT = "sent"
        ANSWERED = "answered"
        CLOSED = "closed"

    tenant_fields: ClassVar[tuple[str, ...]] = ("asker", "helper")

    asker = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    helper = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    message = models.CharField(max_length=2000)
    asked_name = officer_name()
    asked_post = officer_name()
    reply = models.CharField(max_length=2000, blank=True)
    replied_name = officer_name()
    replied_post = officer_name()
    replied_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(asker=models.F("helper")), name="helprequest_two"
            ),
            models.UniqueConstraint(
                fields=["asker", "helper", "indicator"],
                condition=models.Q(state="sent"),
                name="helprequest_one_open",
            ),
        ]
        indexes = [
            # what others asked, and what was asked of others
            models.Index(fields=["helper", "-created_at"], name="helprequest_helper"),
            models.Index(fields=["asker", "-created_at"], name="helprequest_asker"),
        ]
