from django.db import migrations

from apps.core.rls import ACCOUNT, INSTITUTION, SYSTEM

OWN = f"institution_id = {INSTITUTION} AND user_id = {ACCOUNT}"


def protected(table: str, *, read: str, insert: str, change: str) -> migrations.RunSQL:
    """Forced row security; `change` holds for updating and deleting."""
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read});
        CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({insert});
        CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({change}) WITH CHECK ({change});
        CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({change});
        """,
        f"""
        DROP POLICY {table}_read ON {table};
        DROP POLICY {table}_insert ON {table};
        DROP POLICY {table}_update ON {table};
        DROP POLICY {table}_delete ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]
    operations = [
        # whoever tells something writes in the own name, and has no part in it from then on
        protected(
            "notices_notice",
            read=f"{SYSTEM} OR institution_id = {INSTITUTION}",
            insert=f"{SYSTEM} OR sender_id = {INSTITUTION}",
            change=SYSTEM,
        ),
        *(
            protected(
                table,
                read=f"{SYSTEM} OR {OWN}",
                insert=f"{SYSTEM} OR {OWN}",
                change=f"{SYSTEM} OR {OWN}",
            )
            for table in ("notices_readmark", "notices_mailchoice")
        ),
        protected("notices_mail", read=SYSTEM, insert=SYSTEM, change=SYSTEM),
    ]
