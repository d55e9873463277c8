"""What is expected of whom and by when. Rows of the network, without personal data of others than
the officer who opened or extended."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_name
from apps.kpi.choices import PeriodKind, YearKind
from apps.kpi.models.definition import Definition, Indicator, Network


class Cycle(Network):
    """One period of one indicator. `period_code` as in `periods.Period` ("2025-T1", "2025").

    It opens on `opens_on`, is due on `due_on` and locks at the end of `locks_on`; `locked_at` is
    when the figures were frozen.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="cycles")
    period_kind = models.CharField(max_length=10, choices=PeriodKind.choices)
    year_kind = models.CharField(max_length=10, choices=YearKind.choices)
    period_code = models.CharField(max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    locks_on = models.DateField()
    locked_at = models.DateTimeField(null=True)
    opened_name = officer_name()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "period_code"], name="cycle_period"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on"))
                & Q(due_on__gte=F("opens_on"))
                & Q(locks_on__gte=F("due_on")),
                name="cycle_dates",
            ),
        ]
        indexes = [
            # what locks or is due next
            models.Index(fields=["due_on"], name="cycle_open", condition=models.Q(locked_at=None)),
            # an indicator's history in the order of time
            models.Index(fields=["indicator", "starts_on"], name="cycle_history"),
        ]


class Expectation(Network):
    """An institution whose figure is expected. `excused`: why not, in the network's words."""

    tenant_fields: ClassVar[tuple[str, ...]] = ("institution", "network")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="expected")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    excused = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "institution"], name="expectation_once")
        ]
        # what is expected of one institution
        indexes = [models.Index(fields=["institution", "cycle"], name="expectation_own")]


class Extension(Network):
    """An institution may enter until `until` although the cycle is locked or due."""

    tenant_fields: ClassVar[tuple[str, ...]] = ("institution", "network")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="extensions")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    reason = models.CharField(max_length=300)
    given_name = officer_name()

    class Meta:
        # until when one institution may enter
        indexes = [models.Index(fields=["cycle", "institution"], name="extension_cycle")]
