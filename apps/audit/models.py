"""The log of acts and of looks at persons. Plain ids: it outlives users and institutions' rows."""

from django.db import models

from apps.core.models import BaseModel


class Entry(BaseModel):
    """One act. Personal data: who acted (label at that time) and the uuid of what was looked at.

    Written in the transaction of the act. Rows are only added; the chain over them is in `Link`.
    """

    at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=80)
    user_id = models.BigIntegerField(null=True)
    client_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=300)
    acting_institution_id = models.BigIntegerField(null=True)
    owner_institution_id = models.BigIntegerField(
        null=True, help_text="the institution whose data was used"
    )
    target = models.CharField(max_length=80)
    target_uuid = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40, blank=True)
    case = models.CharField(max_length=100, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        db_table = "audit_entry"
        indexes = [
            # "who looked at our data, newest first"
            models.Index(fields=["owner_institution_id", "-id"], name="audit_entry_owner"),
            # "what did we do, newest first"
            models.Index(fields=["acting_institution_id", "-id"], name="audit_entry_acting"),
            # "what happened to this object"
            models.Index(fields=["target_uuid"], name="audit_entry_target"),
        ]


class Link(models.Model):
    """The chain: written in order by the one sealer after commit, so that heads never fork."""

    sequence = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="link")
    hash = models.BinaryField(max_length=32)

    class Meta:
        db_table = "audit_link"
