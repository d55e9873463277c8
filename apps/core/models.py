"""Base of every row that a person or a partner's system can point at."""

import uuid

from django.db import models


class BaseModel(models.Model):
    """`uuid` is what the outside sees; the serial id never leaves the database."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    class Meta:
        abstract = True
