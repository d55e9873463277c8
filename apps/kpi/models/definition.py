"""Indicators as data: what is counted, by which formula, for what target; versions with dates.

Published to the whole network and written by its secretariat alone. No personal data but the name
of whoever published a version.
"""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import translation

from apps.core.models import BaseModel
from apps.institutions.models import Institution, Named
from apps.institutions.officer_fields import officer_key, officer_name
from apps.institutions.scope import TenantManager
from apps.kpi.choices import Measure, PeriodKind, YearKind


class Network(BaseModel):
    """Rows of the network: every institution may read, the secretariat alone writes."""

    tenant_fields: ClassVar[tuple[str, ...]] = ()

    network = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True


class Indicator(Named, Network):
    """`code` as people say it, "REG01"; what it means stands in its definitions."""

    code = models.CharField(max_length=20, unique=True)
    position = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "code"]


def text() -> "models.TextField[str, str]":
    return models.TextField(blank=True)


class Definition(Network):
    """One version of an indicator: every field of the Thai template of indicators.

    measure: the portal's own stream of observations (`Measure`), "" where it has none
    grouping: outcome of an observation → outcome of the formula; an outcome that is not named does
        not count. Which reasons of correction count in REG01 stands here.
    formula, parameters: a named function of `formulas.FORMULAS`; never text that is evaluated
    audited_fields: what a sample audit compares, [{"code", "th", "en"}]; empty where there is none
    levels: five values for the scores 1 to 5, rising or falling; empty where none are agreed
    lowest, highest: bounds of the value; change_limit: points of change that ask for a reason
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="definitions")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    dimension_th = models.CharField(max_length=200, blank=True)
    dimension_en = models.CharField(max_length=200, blank=True)
    unit_th = models.CharField(max_length=60, blank=True)
    unit_en = models.CharField(max_length=60, blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    meaning_th, meaning_en = text(), text()
    formula_text_th, formula_text_en = text(), text()
    numerator_th, numerator_en = text(), text()
    denominator_th, denominator_en = text(), text()
    sources_th, sources_en = text(), text()
    collection_th, collection_en = text(), text()
    supervisor_th = models.CharField(max_length=200, blank=True)
    supervisor_en = models.CharField(max_length=200, blank=True)
    collector_th = models.CharField(max_length=200, blank=True)
    collector_en = models.CharField(max_length=200, blank=True)

    measure = models.CharField(max_length=40, choices=Measure.choices, blank=True)
    grouping = models.JSONField(default=dict, blank=True)
    formula = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict, blank=True)
    audited_fields = models.JSONField(default=list, blank=True)
    target = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    levels = ArrayField(
        models.DecimalField(max_digits=7, decimal_places=3), default=list, blank=True
    )
    lowest = models.DecimalField(max_digits=7, decimal_places=3, default=0)
    highest = models.DecimalField(max_digits=7, decimal_places=3, default=100)
    change_limit = models.DecimalField(max_digits=7, decimal_places=3, default=10)
    period_kind = models.CharField(max_length=10, choices=PeriodKind.choices)
    year_kind = models.CharField(max_length=10, choices=YearKind.choices)

    published_at = models.DateTimeField(null=True, blank=True)
    published_key = officer_key()
    published_name = officer_name()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "version"], name="definition_version"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="definition_dates",
            ),
            models.CheckConstraint(
                condition=Q(levels__len=0) | Q(levels__len=5), name="definition_five_levels"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None)
                | Q(state="published", published_at__isnull=False),
                name="definition_published",
            ),
        ]

    def words(self, field: str) -> str:
        """`meaning`, `unit`, … in the reader's language; Thai where there is no English."""
        english = (translation.get_language() or "").startswith("en")
        return str(
            (getattr(self, f"{field}_en") if english else "") or getattr(self, f"{field}_th")
        )

    @property
    def unit(self) -> str:
        return self.words("unit")


class Criterion(Network):
    """Evidence that a definition asks for, named beforehand so that it is there when it is due."""

    definition = models.ForeignKey(Definition, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    text_th = models.TextField()
    text_en = models.TextField(blank=True)
    required = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["definition", "code"], name="criterion_code")
        ]

    @property
    def text(self) -> str:
        english = (translation.get_language() or "").startswith("en")
        return (self.text_en if english else "") or self.text_th


class NetworkSetting(Network):
    """What the network has turned on. One row; scores are off until it decides otherwise."""

    scores_from = models.DateField(null=True, blank=True)
    smallest_group = models.PositiveSmallIntegerField(default=5)
    changed_name = officer_name()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network"], name="networksetting_once")]
