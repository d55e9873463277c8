"""Figures as histograms of outcomes: single records, sums, what was fed, what was frozen."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_name
from apps.institutions.scope import TenantManager
from apps.kpi.choices import Source
from apps.kpi.models.cycle import Cycle


class Own(models.Model):
    """Rows of one institution alone."""

    tenant_fields: ClassVar[tuple[str, ...]] = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True


class Observation(Own):
    """What one record (`subject`) counts for now; increments are new minus old.

    measure: of `choices.Measure`; source: `derived` or `fed`
    bucket: month or term in which it counts, as `periods.buckets` names them; of a sample audit
        the period of its cycle
    outcome: "open" while it is not decided; `settles_on` is the day after which an open one is
        read as "overdue" (a paper that was not ready on its day)
    No personal data: a uuid of a record that the institution may open.
    """

    measure = models.CharField(max_length=40)
    source = models.CharField(max_length=10, choices=Source.choices)
    subject = models.UUIDField()
    bucket = models.CharField(max_length=10)
    outcome = models.CharField(max_length=30)
    settles_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "measure", "subject"], name="observation_once"
            )
        ]
        indexes = [
            # the records behind a figure
            models.Index(
                fields=["institution", "measure", "bucket", "outcome"], name="observation_records"
            ),
            # open ones whose day comes
            models.Index(
                fields=["institution", "settles_on"],
                name="observation_open",
                condition=Q(outcome="open"),
            ),
        ]


class Tally(Own):
    """The sum of observations. Dashboards read this and never the observations."""

    measure = models.CharField(max_length=40)
    source = models.CharField(max_length=10, choices=Source.choices)
    bucket = models.CharField(max_length=10)
    outcome = models.CharField(max_length=30)
    count = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "measure", "source", "bucket", "outcome"],
                name="tally_once",
            ),
            models.CheckConstraint(condition=Q(count__gte=0), name="tally_not_negative"),
        ]


class EventCursor(models.Model):
    """How far the outbox has been counted: one row, of the portal itself."""

    name = models.CharField(max_length=40, primary_key=True)
    sequence = models.BigIntegerField(default=0)


class FedCounts(Own, BaseModel):
    """Counts that an institution's own system sent for one bucket; the newest version counts.

    counts: outcome of the definition's formula → number; no persons.
    """

    indicator = models.ForeignKey("kpi.Indicator", on_delete=models.PROTECT, related_name="+")
    bucket = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    counts = models.JSONField()
    reference = models.CharField(max_length=100, blank=True)
    sent_name = officer_name()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "indicator", "bucket", "version"], name="fedcounts_version"
            ),
            models.UniqueConstraint(
                fields=["institution", "indicator", "bucket"],
                condition=Q(is_current=True),
                name="fedcounts_one_current",
            ),
        ]


class FrozenFigure(Own):
    """Derived and fed counts of a cycle as they were when it was locked."""

    tenant_fields: ClassVar[tuple[str, ...]] = ("institution", "network")

    network = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="frozen")
    source = models.CharField(max_length=10, choices=Source.choices)
    counts = models.JSONField()
    as_of = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "institution", "source"], name="frozen_once")
        ]
