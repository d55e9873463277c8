"""Reports of indicators that were asked for or are due: made by a job, kept as papers."""

from django.db import models

from apps.core.models import BaseModel
from apps.institutions.officer_fields import officer_name
from apps.jobs.models import Job
from apps.kpi.choices import PeriodKind, YearKind
from apps.kpi.models.figures import Own


class Report(Own, BaseModel):
    """One report of an institution, or of the whole network where its secretariat asks.

    paper: uuid in the ledger of papers; `scheduled` ones are asked for by the portal itself.
    """

    class Scope(models.TextChoices):
        INSTITUTION = "institution"
        NETWORK = "network"

    scope = models.CharField(max_length=12, choices=Scope.choices)
    period_kind = models.CharField(max_length=10, choices=PeriodKind.choices)
    year_kind = models.CharField(max_length=10, choices=YearKind.choices)
    period_code = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    scheduled = models.BooleanField(default=False)
    asked_name = officer_name()
    paper = models.UUIDField(null=True, unique=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "scope", "period_code", "year_kind", "language"],
                condition=models.Q(scheduled=True),
                name="report_scheduled_once",
            )
        ]
        # the list of an institution's reports
        indexes = [models.Index(fields=["institution", "-created_at"], name="report_newest")]
