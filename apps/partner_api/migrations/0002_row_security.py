from django.db import migrations

from apps.core.rls import LookupFunction, Protect

BY_ID = """
    CREATE FUNCTION partner_api_client_by_id(wanted bigint) RETURNS SETOF partner_api_client
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT * FROM partner_api_client WHERE id = wanted $$
"""
BY_CLIENT_ID = """
    CREATE FUNCTION partner_api_client_by_client_id(wanted text) RETURNS SETOF partner_api_client
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT * FROM partner_api_client WHERE client_id = wanted $$
"""


class Migration(migrations.Migration):
    dependencies = [("partner_api", "0001_initial")]

    operations = [
        Protect("partner_api_client", writer="institution_id", system=True, lookup=True),
        Protect("partner_api_keptanswer", writer="institution_id", system=True),
        Protect("partner_api_lookupcount", writer="institution_id", system=True),
        LookupFunction("partner_api_client_by_id(bigint)", BY_ID),
        LookupFunction("partner_api_client_by_client_id(text)", BY_CLIENT_ID),
    ]
