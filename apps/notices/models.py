"""The inbox of an institution's roles, what each person has read, and the mails that go out."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.models import BaseModel
from apps.institutions.models import Institution
from apps.institutions.scope import TenantManager
from apps.notices.numbers import NUMBER
from apps.notices.paths import OWN_PATH


class Notice(BaseModel):
    """Something waits for everybody of `roles` at `institution`. No personal data.

    sender: whose act it was; only this institution could write the row, only `institution` reads it
    kind: one of the registry; it has the words
    subject: uuid of the thing; path: the page where it is dealt with
    number: what the thing is called by, as people write it (Q2569-000017), or ""
    due_on: until when, where there is a date
    once: a key under which the sender tells the same institution no second time, or ""
    mailed_at: when its mails were written out (`Mail`)
    """

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    roles = ArrayField(models.CharField(max_length=30))
    kind = models.CharField(max_length=80)
    subject = models.UUIDField()
    path = models.CharField(max_length=300)
    number = models.CharField(max_length=40, blank=True, db_default="")
    due_on = models.DateField(null=True)
    once = models.CharField(max_length=200, blank=True)
    mailed_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            # by sender too: nobody can use up a key of somebody else
            models.UniqueConstraint(
                fields=["institution", "sender", "once"],
                condition=~models.Q(once=""),
                name="notice_once",
            ),
            models.CheckConstraint(
                name="notice_path_of_the_portal", condition=models.Q(path__regex=OWN_PATH)
            ),
            models.CheckConstraint(name="notice_number", condition=models.Q(number__regex=NUMBER)),
            models.CheckConstraint(
                name="notice_for_somebody", condition=~models.Q(roles=[]) & ~models.Q(kind="")
            ),
        ]
        indexes = [
            # an inbox, newest first, and the number of what is unread
            models.Index(fields=["institution", "-id"], name="notice_inbox"),
            # the mailer: what has no mails yet
            models.Index(
                fields=["id"], name="notice_unmailed", condition=models.Q(mailed_at__isnull=True)
            ),
            # the end of their time
            models.Index(fields=["created_at"], name="notice_age"),
        ]


class ReadMark(models.Model):
    """One person has read one notice. Personal data: who reads when; seen by that person alone."""

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="read_marks")
    read_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "user"], name="readmark_once")]


class MailChoice(models.Model):
    """A person wants no e-mail about this kind while acting for this institution."""

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "institution", "kind"], name="mailchoice_once")
        ]


class Mail(models.Model):
    """One notice is to reach one person by e-mail; several rows of a person go in one mail.

    Personal data: that this person was told. Only the portal's own work sees it.
    not_before: after a failed try; failure: kind of the last error, never its text
    """

    tenant_fields: ClassVar = ("institution",)

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="mails")
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    failure = models.CharField(max_length=80, blank=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "user"], name="mail_once")]
        indexes = [
            # the mailer: whom something waits for
            models.Index(
                fields=["user", "id"], name="mail_waiting", condition=models.Q(sent_at__isnull=True)
            )
        ]
