"""The credit ledger: append-only, balanced by constraints alone."""

from typing import ClassVar, Self

from django.db import models

from apps.core.models import BaseModel
from apps.courses.models.learner import Learner
from apps.courses.models.recognition import Recognition
from apps.courses.models.registration import CrossRegistration
from apps.courses.models.result import Result
from apps.courses.states import CreditKind, CreditStatus
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_name
from apps.institutions.scope import TenantManager


class CreditEntry(BaseModel):
    """One entry of the chain of one course's credits in a learner's account.

    Each entry names the one before it with its balance and status; a foreign key on all four
    columns (migration 0002) makes balance and status follow from the entries, whoever writes. Two
    uses of the same credit at once need the same place in the chain: one of them is refused.
    Personal data: through `learner`.
    """

    tenant_fields: ClassVar = ("home",)

    home = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="credit_entries")
    registration = models.ForeignKey(
        CrossRegistration, on_delete=models.PROTECT, related_name="credit_entries"
    )
    ordinal = models.PositiveIntegerField()
    previous = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=CreditKind.choices)
    credits = models.DecimalField(max_digits=5, decimal_places=1, help_text="signed")
    before = models.DecimalField(max_digits=5, decimal_places=1)
    after = models.DecimalField(max_digits=5, decimal_places=1)
    status_before = models.CharField(max_length=10, choices=CreditStatus.choices)
    status_after = models.CharField(max_length=10, choices=CreditStatus.choices)
    result = models.ForeignKey(Result, on_delete=models.PROTECT, null=True, related_name="+")
    recognition = models.ForeignKey(
        Recognition, on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = officer_name()
    post = officer_name()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "ordinal"], name="credit_place"),
            models.UniqueConstraint(
                fields=["registration", "ordinal", "after", "status_after"], name="credit_head"
            ),
            models.CheckConstraint(
                condition=models.Q(after=models.F("before") + models.F("credits"), after__gte=0),
                name="credit_balanced",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    ordinal=1, previous=None, before=0, status_before=CreditStatus.NEW
                )
                # a check holds where it is not known: without a place before it is wrong
                | models.Q(
                    ordinal__gt=1, previous__isnull=False, previous=models.F("ordinal") - 1
                ),
                name="credit_chained",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind="earned", status_before__in=["new", "void"], before=0,
                    status_after="available", credits__gt=0,
                )
                | models.Q(
                    kind="used", status_before="available", status_after="used", credits__lt=0,
                    recognition__isnull=False,
                )
                | models.Q(
                    kind="released", status_before="used", status_after="available",
                    credits__gt=0, recognition__isnull=False,
                )
                | models.Q(
                    kind="reversed", status_before="available", status_after="void", after=0
                ),
                name="credit_step",
            ),
        ]  # fmt: skip
        indexes = [
            # a learner's statement
            models.Index(fields=["learner", "id"], name="credit_statement"),
        ]
