"""Statements that the database itself must refuse, inside a transaction that goes on."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction


@contextmanager
def refused_by(constraint: str) -> Iterator[None]:
    """What is inside breaks on this constraint, and only that is taken back."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        yield
