"""The services take the time of their acts from the clock; the story needs other days."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Django's clock stands at `moment`, or runs as ever where that lies in the future.

    Histories only grow, so that an act cannot be dated back once it is written. For the single
    process that seeds a demonstration, never for one that serves people.
    """
    if moment >= timezone.now():
        yield
        return
    with mock.patch.object(timezone, "now", return_value=moment.astimezone(dt.UTC)):
        yield
