"""What one transaction at a time does for an institution, until it ends."""

from enum import IntEnum

from django.db import connection


class Doing(IntEnum):
    """Each its own range of advisory keys; an institution's id is added."""

    COUNTING = 7_205_001 << 32
    FEEDING = 7_205_002 << 32
    REPORTING = 7_205_003 << 32
    SHARING = 7_205_004 << 32
    DEFINING = 7_205_005 << 32


def one_at_a_time(doing: Doing, institution_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [doing + institution_id])
