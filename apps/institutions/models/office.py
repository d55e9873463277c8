"""What an institution's letters say of itself: its office, who signs, on which days it is closed.

Every institution of the network may read these rows; only their own institution writes them.
"""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import translation

from apps.core.models import BaseModel
from apps.institutions.models.institution import Institution, Named
from apps.institutions.scope import TenantManager


def _english() -> bool:
    return (translation.get_language() or "").startswith("en")


class Office(Named, BaseModel):
    """The office that answers for papers; one for each institution. No personal data.

    address_th, address_en: one line of the letter's head in each line
    letter_prefix: the part of a letter's number (ที่) that is always the same, as "อว 67.01/"
    may_use_garuda: only offices of the state may head their letters with the Garuda
    """

    tenant_fields: ClassVar[tuple[str, ...]] = ()

    institution = models.OneToOneField(Institution, on_delete=models.PROTECT, related_name="+")
    address_th = models.TextField(blank=True)
    address_en = models.TextField(blank=True)
    phone = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    letter_prefix = models.CharField(max_length=40, blank=True)
    may_use_garuda = models.BooleanField(default=False)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    @property
    def address_lines(self) -> tuple[str, ...]:
        """In the reader's language; Thai where no English address is known."""
        text = (self.address_en if _english() else self.address_th) or self.address_th
        return tuple(text.splitlines())


class Signer(Named, BaseModel):
    """Who signs the office's papers. Personal data: name and post, as printed on every paper.

    kinds: kinds of paper that this person signs; empty for all of them
    acting_for_*: the post on whose behalf the person signs (ปฏิบัติการแทน), or ""
    active: False for an entry that was a mistake and never counted
    """

    tenant_fields: ClassVar[tuple[str, ...]] = ()

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    post_th = models.CharField(max_length=200)
    post_en = models.CharField(max_length=200, blank=True)
    acting_for_th = models.CharField(max_length=200, blank=True)
    acting_for_en = models.CharField(max_length=200, blank=True)
    kinds = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    active = models.BooleanField(default=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="signer_ends_after_beginning",
                condition=models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
            )
        ]
        indexes = [
            # who signs for this office
            models.Index(fields=["institution", "valid_from"], name="signer_institution")
        ]

    @property
    def post(self) -> str:
        return (self.post_en if _english() else self.post_th) or self.post_th

    @property
    def acting_for(self) -> str:
        return (self.acting_for_en if _english() else self.acting_for_th) or self.acting_for_th


class ClosedDay(BaseModel):
    """A day on which this institution is closed and the country is not. No personal data."""

    tenant_fields: ClassVar[tuple[str, ...]] = ()

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    name = models.CharField(max_length=200)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            # serves "closed days of an institution" as well
            models.UniqueConstraint(fields=["institution", "on"], name="closedday_once")
        ]
