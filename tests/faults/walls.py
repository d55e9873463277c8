"""What one institution sees of another's rows, asked with and without the application's filter.

Also used inside gunicorn and Celery, hence free of pytest.
"""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Q, QuerySet

from apps.core.startup import role_faults
from apps.courses.models import Offering
from apps.institutions.scope import TenantManager

# protected table → the columns that hold the institutions which may see a row, the writer's first;
# "[]": an array of them
PROTECTED = {
    "audit_entry": ("acting_institution_id", "owner_institution_id"),
    "audit_link": (),
    "certificates_requestbatch": ("institution_id",),
    "certificates_serviceact": ("institution_id",),
    "certificates_servicelevel": ("institution_id",),
    "certificates_servicerequest": ("institution_id",),
    "courses_agreement": ("party_ids[]",),
    "courses_agreementact": ("institution_id", "party_ids[]"),
    "courses_agreementsignature": ("institution_id", "party_ids[]"),
    "courses_coursepaper": ("institution_id", "home_id"),
    "courses_creditentry": ("home_id",),
    "courses_crossregistration": ("home_id", "shared_with_id"),
    "courses_crossrequest": ("home_id", "shared_with_id"),
    "courses_gradescale": ("institution_id",),
    "courses_learner": ("home_id", "host_ids[]"),
    "courses_offering": ("host_id",),
    "courses_paperbasis": ("institution_id", "home_id", "host_id"),
    "courses_recognition": ("home_id",),
    "courses_recognitionpolicy": ("institution_id",),
    "courses_recognitionsource": ("home_id",),
    "courses_registrationact": ("institution_id", "home_id", "shared_with_id"),
    "courses_result": ("host_id", "shared_with_id"),
    "courses_term": ("institution_id",),
    "documents_paper": ("issuer_id", "holder_id"),
    "documents_papercounter": ("institution_id",),
    "documents_signingkey": ("institution_id",),
    "events_event": ("institution_id", "audience_id"),
    "graduates_entry": ("school_id",),
    "graduates_finding": ("school_id",),
    "graduates_roster": ("school_id",),
    "graduates_rostertransition": ("school_id",),
    "graduates_verification": ("asker_id",),
    "graduates_verificationitem": ("asker_id",),
    "institutions_closedday": ("institution_id",),
    "institutions_membership": ("institution_id",),
    "institutions_office": ("institution_id",),
    "institutions_signer": ("institution_id",),
    "intake_upload": ("institution_id",),
    "jobs_job": ("institution_id",),
    "kpi_audititem": ("institution_id",),
    "kpi_auditround": ("institution_id",),
    "kpi_criterion": ("network_id",),
    "kpi_cycle": ("network_id",),
    "kpi_definition": ("network_id",),
    "kpi_eventcursor": (),
    "kpi_evidence": ("institution_id", "network_id"),
    "kpi_expectation": ("network_id", "institution_id"),
    "kpi_extension": ("network_id", "institution_id"),
    "kpi_fedcounts": ("institution_id",),
    "kpi_frozenfigure": ("institution_id", "network_id"),
    "kpi_helprequest": ("asker_id", "helper_id"),
    "kpi_indicator": ("network_id",),
    "kpi_networksetting": ("network_id",),
    "kpi_observation": ("institution_id",),
    "kpi_report": ("institution_id",),
    "kpi_return": ("author_id", "institution_id", "network_id"),
    "kpi_sharing": ("institution_id",),
    "kpi_submission": ("institution_id", "network_id"),
    "kpi_submissionact": ("author_id", "institution_id", "network_id"),
    "kpi_submissionversion": ("institution_id", "network_id"),
    "kpi_surveyinvitation": ("institution_id",),
    "kpi_surveyresponse": ("institution_id",),
    "kpi_tally": ("institution_id",),
    "notices_mail": ("institution_id",),
    "notices_mailchoice": ("institution_id",),
    "notices_notice": ("institution_id",),
    "notices_readmark": ("institution_id",),
    "partner_api_client": ("institution_id",),
    "partner_api_keptanswer": ("institution_id",),
    "partner_api_lookupcount": ("institution_id",),
    "qualifications_answer": ("holder_id",),
    "qualifications_attachment": ("institution_id", "reader_id"),
    "qualifications_batchfinding": ("asker_id",),
    "qualifications_check": ("asker_id", "shared_with_id"),
    "qualifications_checkact": ("institution_id", "reader_id"),
    "qualifications_checkbatch": ("asker_id",),
    "qualifications_conferral": ("holder_id",),
    "qualifications_dubiousinstitution": (),
    "qualifications_privacyhold": ("holder_id",),
    "qualifications_registercoverage": ("holder_id",),
    "qualifications_registerfinding": ("holder_id",),
    "qualifications_registerload": ("holder_id",),
    "qualifications_servicepromise": ("holder_id",),
}


# rows that others may read as well: rules are published; open courses to partners of an agreement
PUBLISHED = {
    "courses_gradescale",
    "courses_recognitionpolicy",
    "courses_term",
    "institutions_closedday",
    "institutions_office",
    "institutions_signer",
    "kpi_criterion",
    "kpi_cycle",
    "kpi_definition",
    "kpi_indicator",
    "kpi_networksetting",
    "kpi_sharing",
    "qualifications_dubiousinstitution",
    "qualifications_registercoverage",
    "qualifications_servicepromise",
}
ALSO_READ = dict.fromkeys(PUBLISHED, "%(mine)s > 0") | {
    "institutions_membership": "user_id = %(me)s",
    "courses_offering": """state = 'open' AND EXISTS (
        SELECT FROM courses_agreement basis WHERE basis.state = 'in_force'
           AND (now() AT TIME ZONE 'Asia/Bangkok')::date BETWEEN basis.starts_on AND basis.ends_on
           AND %(mine)s = ANY (basis.party_ids) AND host_id = ANY (basis.party_ids))""",
}
# tables whose rows more than the first column's institution may change (none may add or delete)
ALSO_CHANGED = {
    "courses_crossregistration": ("shared_with_id",),
    "kpi_helprequest": ("helper_id",),
    "kpi_submission": ("network_id",),
    "qualifications_check": ("shared_with_id",),
}


def plain_rows(manager: TenantManager[Any]) -> QuerySet[Any]:
    """What a manager would be whose filter somebody forgot."""
    return QuerySet(manager.model, using=manager._db)


def is_mine(column: str) -> str:
    return f"%(mine)s = ANY ({column[:-2]})" if column.endswith("[]") else f"{column} = %(mine)s"


def foreign(table: str) -> str:
    """SQL condition: the row is not for %(mine)s to see (nor for the person %(me)s)."""
    own = [is_mine(column) for column in PROTECTED[table]]
    own += [f"({ALSO_READ[table]})"] if table in ALSO_READ else []
    return f"({' OR '.join(own) or 'false'}) IS NOT TRUE"


def not_writable(table: str, verb: str) -> str:
    """SQL condition: the row, seen or not, is not for %(mine)s to change (or to delete)."""
    columns = [*PROTECTED[table][:1], *(ALSO_CHANGED.get(table, ()) if verb == "UPDATE" else ())]
    return f"({' OR '.join(map(is_mine, columns)) or 'false'}) IS NOT TRUE"


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
            own |= Q(**{field: [mine] if field.endswith("__contains") else mine})
        if model is Offering:
            own |= Q(pk__in=Offering.objects.of_partners().values("pk"))
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
