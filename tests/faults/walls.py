"""What one institution sees of another's rows, asked with and without the application's filter.

Also used inside gunicorn and Celery, hence free of pytest.
"""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Q, QuerySet

from apps.core.startup import role_faults
from apps.institutions.scope import TenantManager

# protected table → the columns that hold the institutions which may see a row
PROTECTED = {
    "audit_entry": ("acting_institution_id", "owner_institution_id"),
    "audit_link": (),
    "documents_paper": ("issuer_id", "holder_id"),
    "documents_papercounter": ("institution_id",),
    "events_event": ("institution_id", "audience_id"),
    "graduates_entry": ("school_id",),
    "graduates_finding": ("school_id",),
    "graduates_roster": ("school_id",),
    "graduates_rostertransition": ("school_id",),
    "graduates_verification": ("asker_id",),
    "graduates_verificationitem": ("asker_id",),
    "institutions_membership": ("institution_id",),
    "intake_upload": ("institution_id",),
    "jobs_job": ("institution_id",),
    "partner_api_client": ("institution_id",),
    "partner_api_keptanswer": ("institution_id",),
    "partner_api_lookupcount": ("institution_id",),
}


def plain_rows(manager: TenantManager[Any]) -> QuerySet[Any]:
    """What a manager would be whose filter somebody forgot."""
    return QuerySet(manager.model, using=manager._db)


def foreign(table: str) -> str:
    """SQL condition: the row is another institution's than %(mine)s (and not the person's own)."""
    columns = PROTECTED[table]
    own = " OR ".join(f"{column} = %(mine)s" for column in columns) or "false"
    if table == "institutions_membership":
        own += " OR user_id = %(me)s"
    return f"({own}) IS NOT TRUE"


def seen(table: str, mine: int, me: int | None = None) -> tuple[int, int]:
    """Rows that this connection sees in the table, and how many of them are foreign."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), count(*) FILTER (WHERE {foreign(table)}) FROM {table}",
            {"mine": mine, "me": me},
        )
        total, strange = cursor.fetchone()
    return int(total), int(strange)


def unfiltered_rows(mine: int) -> dict[str, int]:
    """Through the ORM: foreign rows that each tenant model's manager gives."""
    found: dict[str, int] = {}
    for model in apps.get_models():
        fields = getattr(model, "tenant_fields", None)
        if fields is None:
            continue
        own = Q()
        for field in fields:
            own |= Q(**{field: mine})
        rows = model._default_manager.all()
        found[model._meta.db_table] = sum(
            1 for pk in rows.values_list("pk", flat=True) if not rows.filter(own, pk=pk).exists()
        )
    return found


def report(mine: int, me: int | None) -> dict[str, Any]:
    """On the connection of the process that runs this: sums of rows, and facts of its role."""
    counted = {table: seen(table, mine, me) for table in PROTECTED}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, session_user, application_name FROM pg_stat_activity"
            " WHERE pid = pg_backend_pid()"
        )
        user, session, application = cursor.fetchone()
    mine_through_orm = unfiltered_rows(mine)
    mine_through_orm["institutions_membership"] = (
        0 if me else mine_through_orm["institutions_membership"]
    )
    return {
        "own": {table: total - strange for table, (total, strange) in counted.items()},
        "foreign": sum(strange for _total, strange in counted.values()),
        "foreign_through_orm": sum(mine_through_orm.values()),
        "role_faults": role_faults(connection),
        "user": user,
        "session_user": session,
        "application": application,
        "filter_is_gone": TenantManager.get_queryset is plain_rows,
    }
