"""`migrate`, always as the owner: the application's role may not change the schema."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from apps.core.rls import LOOKUP_ROLE, application_role

PREPARE = f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{LOOKUP_ROLE}') THEN
    CREATE ROLE {LOOKUP_ROLE} NOLOGIN;
  END IF;
  IF NOT pg_has_role(current_user, '{LOOKUP_ROLE}', 'MEMBER') THEN
    EXECUTE format('GRANT {LOOKUP_ROLE} TO %I', current_user);
  END IF;
END $$;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
GRANT USAGE ON SCHEMA public TO {LOOKUP_ROLE}, "%(app)s";
ALTER DEFAULT PRIVILEGES IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "%(app)s";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO "%(app)s";
"""


class Command(Migrate):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        if "owner" not in connections:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner's role may migrate.")
        with connections["owner"].cursor() as cursor:
            cursor.execute(PREPARE.replace("%(app)s", application_role()))
        super().handle(*args, **options)
