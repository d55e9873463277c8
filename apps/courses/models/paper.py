"""Papers of this app, and what each was built on, so that a correction finds them."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.courses.models.learner import Learner
from apps.courses.models.registration import CrossRegistration
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager
from apps.jobs.models import Job


class PaperKind(models.TextChoices):
    RESULTS = "course_results", _("Result of courses at another university")
    STATEMENT = "credit_statement", _("Credit statement")
    RECOGNITION = "recognition_decision", _("Decision on recognition of credits")


class CoursePaper(BaseModel):
    """A paper asked for: a host's results of one learner in one term; or a home's statement of a
    learner's credits, or its decisions on a learner's courses.

    `paper` is the uuid in the ledger of papers. Personal data: through `learner`.
    """

    tenant_fields: ClassVar = ("institution", "home")

    kind = models.CharField(max_length=30, choices=PaperKind.choices)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="+", help_text="who issues it"
    )
    home = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+")
    academic_year = models.PositiveSmallIntegerField(null=True)
    term = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=2)
    paper = models.UUIDField()
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    outdated_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [models.Index(fields=["learner", "-id"], name="coursepaper_learner")]


class PaperBasis(BaseModel):
    """The paper tells something about this registration. No personal data of its own."""

    tenant_fields: ClassVar = ("institution", "home", "host")

    course_paper = models.ForeignKey(CoursePaper, on_delete=models.PROTECT, related_name="basis")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(
        CrossRegistration, on_delete=models.PROTECT, related_name="papers"
    )

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course_paper", "registration"], name="paperbasis_once")
        ]
