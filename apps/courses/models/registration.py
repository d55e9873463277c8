"""A request of a home to a host, and the registrations in it: one student in one course."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel
from apps.courses.choices import Level, Payment, TermNumber
from apps.courses.models.agreement import Agreement
from apps.courses.models.learner import Learner
from apps.courses.models.offering import Offering
from apps.courses.states import State
from apps.institutions.models import Institution
from apps.institutions.officer_fields import officer_name
from apps.institutions.scope import TenantManager


class CrossRequest(BaseModel):
    """One letter's worth: many students, one host, one term.

    `shared_with` is empty until the request is sent; the host sees nothing before.
    Personal data: name of the officer to ask.
    """

    tenant_fields: ClassVar = ("home", "shared_with")

    home = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    shared_with = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30)
    academic_year = models.PositiveSmallIntegerField(help_text="Christian number")
    term = models.PositiveSmallIntegerField(choices=TermNumber.choices)
    reference = models.CharField(max_length=100, blank=True, help_text="the home's own file")
    contact = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_name = officer_name()
    submitted_post = officer_name()

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["home", "number"], name="crossrequest_number"),
            models.CheckConstraint(
                condition=~models.Q(home=models.F("host")), name="crossrequest_elsewhere"
            ),
        ]
        indexes = [
            # what we sent, and what we were asked, newest first
            models.Index(fields=["home", "-id"], name="crossrequest_sent"),
            models.Index(fields=["shared_with", "-id"], name="crossrequest_asked"),
        ]


class CrossRegistration(BaseModel):
    """One student in one course of a host. The course is copied as it was when asked for.

    Both sides write: the home adds the row; `shared_with` (the host, once sent) may change it.
    Whose it is cannot change (trigger). `version` grows with every act; an act on an older one is
    refused.
    Personal data: student codes, and through `learner` the name.
    """

    tenant_fields: ClassVar = ("home", "shared_with")

    request = models.ForeignKey(
        CrossRequest, on_delete=models.PROTECT, related_name="registrations"
    )
    home = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    shared_with = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, related_name="+"
    )
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="registrations")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    academic_year = models.PositiveSmallIntegerField()
    term = models.PositiveSmallIntegerField(choices=TermNumber.choices)
    home_student_code = models.CharField(max_length=30)
    host_student_code = models.CharField(max_length=30, blank=True)
    course_code = models.CharField(max_length=20)
    course_name_th = models.CharField(max_length=300)
    course_name_en = models.CharField(max_length=300, blank=True)
    credits = models.CharField(max_length=20)
    credit_value = models.DecimalField(max_digits=4, decimal_places=1)
    level = models.CharField(max_length=30, choices=Level.choices)
    isced = models.CharField(max_length=4, blank=True)
    language = models.CharField(max_length=2, default="th")
    section = models.CharField(max_length=20)
    home_credits = models.DecimalField(
        max_digits=4, decimal_places=1, default=0, help_text="taken at home in the same term"
    )
    payment = models.CharField(max_length=10, choices=Payment.choices, default=Payment.UNKNOWN)
    needed_by = models.DateField(null=True, help_text="result needed, e.g. to graduate")
    withdraw_by = models.DateField(null=True, help_text="last day of withdrawal with W")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=20, blank=True, help_text="code of the last act")
    note = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(auto_now_add=True)
    result = models.ForeignKey(
        "courses.Result", on_delete=models.PROTECT, null=True, related_name="+",
        help_text="the result in force",
    )  # fmt: skip

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "offering"],
                condition=~models.Q(state__in=["declined", "withdrawn", "cancelled"]),
                name="crossregistration_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="crossregistration_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "cancelled"])
                | models.Q(shared_with__isnull=False, shared_with=models.F("host")),
                name="crossregistration_sent",
            ),
        ]
        indexes = [
            # lists and feeds of either side, newest first, by keyset
            models.Index(fields=["home", "-created_at", "-uuid"], name="crossreg_home"),
            models.Index(fields=["shared_with", "-created_at", "-uuid"], name="crossreg_host"),
            # the same for one state: what waits for whom
            models.Index(fields=["home", "state", "-created_at", "-uuid"], name="crossreg_home_in"),
            models.Index(
                fields=["shared_with", "state", "-created_at", "-uuid"], name="crossreg_host_in"
            ),
            # a class list, places taken
            models.Index(fields=["offering", "state"], name="crossreg_offering"),
            # places of an agreement in a term
            models.Index(
                fields=["agreement", "academic_year", "term", "state"], name="crossreg_agreement"
            ),
        ]

    @property
    def course_name(self) -> str:
        return Institution(name_th=self.course_name_th, name_en=self.course_name_en).name


class RegistrationAct(BaseModel):
    """History of a registration: every act of both sides. Personal data: name, post."""

    tenant_fields: ClassVar = ("institution", "home", "shared_with")

    registration = models.ForeignKey(
        CrossRegistration, on_delete=models.PROTECT, related_name="acts"
    )
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    shared_with = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    client_id = models.BigIntegerField(null=True)
    name = officer_name()
    post = officer_name()
    reason = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=dict, help_text="field → [before, after]")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        indexes = [models.Index(fields=["registration", "id"], name="registrationact_timeline")]
