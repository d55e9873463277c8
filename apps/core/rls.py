"""Row security: the second wall behind the scope of managers.

A table declares one writer column and any number of reader columns, all holding institution ids.
Without a setting in the transaction nothing is visible and nothing can be written. A setting made
with `set_config(…, true)` reads '' afterwards, not NULL, hence NULLIF.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

INSTITUTION = "(SELECT NULLIF(current_setting('app.institution', true), '')::bigint)"
ACCOUNT = "(SELECT NULLIF(current_setting('app.account', true), '')::bigint)"
SYSTEM = "(SELECT current_setting('app.system', true) = 'on')"
LOOKUP_ROLE = "lookup"


def application_role() -> str:
    return str(settings.DATABASES["default"]["USER"])


class Protect(Operation):
    """Forced row security on `table`.

    writer: the column of the institution that may insert, change and delete (none: only `system`)
    readers: further columns whose institution may read
    person: a column with a user's id; that user may read the row
    system: work of the portal itself (scope opened by `system_scope`) may read and write
    append_only: the application's role may neither update nor delete
    lookup: the functions of role `lookup` may read every row (search across tenants)
    co_writers: columns whose institution may read and change the row, neither add nor delete it
    members: an array column; every institution in it may read the row
    members_write: and write it (a row that belongs to several alike)
    network: every institution of the network may read (published rows without personal data)
    also_read: a further condition in SQL for reading
    """

    reversible = True
    category = OperationCategory.SQL

    def __init__(
        self,
        table: str,
        *,
        writer: str = "",
        readers: Sequence[str] = (),
        person: str = "",
        system: bool = False,
        append_only: bool = False,
        lookup: bool = False,
        co_writers: Sequence[str] = (),
        members: str = "",
        members_write: bool = False,
        network: bool = False,
        also_read: str = "",
    ) -> None:
        self.table = table
        self.writer = writer
        self.readers = tuple(readers)
        self.person = person
        self.system = system
        self.append_only = append_only
        self.lookup = lookup
        self.co_writers = tuple(co_writers)
        self.members = members
        self.members_write = members_write
        self.network = network
        self.also_read = also_read

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The tables stay as they are; only their policies change."""

    def conditions(self) -> tuple[str, str, str]:
        """Who may add and delete, change, and read a row."""
        write = [SYSTEM] if self.system else []
        write += [f"{self.writer} = {INSTITUTION}"] if self.writer else []
        member = [f"{INSTITUTION} = ANY ({self.members})"] if self.members else []
        write += member if self.members_write else []
        change = write + [f"{column} = {INSTITUTION}" for column in self.co_writers]
        read = change + [f"{column} = {INSTITUTION}" for column in self.readers]
        read += member if not self.members_write else []
        read += [f"{self.person} = {ACCOUNT}"] if self.person else []
        read += [f"{INSTITUTION} IS NOT NULL"] if self.network else []
        read += [self.also_read] if self.also_read else []
        return " OR ".join(write), " OR ".join(change), " OR ".join(read)

    def statements(self) -> list[str]:
        may_write, may_change, may_read = self.conditions()
        table = self.table
        made = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({may_read})",
            f"CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({may_write})",
        ]
        if self.append_only:
            made.append(f'REVOKE UPDATE, DELETE ON {table} FROM "{application_role()}"')
        else:
            made += [
                f"CREATE POLICY {table}_update ON {table} FOR UPDATE"
                f" USING ({may_change}) WITH CHECK ({may_change})",
                f"CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({may_write})",
            ]
        if self.lookup:
            made += [
                f"CREATE POLICY {table}_lookup ON {table} FOR SELECT TO {LOOKUP_ROLE} USING (true)",
                f"GRANT SELECT ON {table} TO {LOOKUP_ROLE}",
            ]
        return made

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.statements():
            schema_editor.execute(statement.replace("%", "%%"), ())

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for policy in ("read", "insert", "update", "delete", "lookup"):
            schema_editor.execute(f"DROP POLICY IF EXISTS {self.table}_{policy} ON {self.table}")
        schema_editor.execute(f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        return f"Row security on {self.table}"


class AppendOnly(Protect):
    """No tenant column, but the application's role may only add rows."""

    def __init__(self, table: str) -> None:
        super().__init__(table, writer="", append_only=True)

    def statements(self) -> list[str]:
        return [f'REVOKE UPDATE, DELETE ON {self.table} FROM "{application_role()}"']


class LookupFunction(Operation):
    """A SECURITY DEFINER function owned by `lookup`: the only way to search across tenants.

    `signature` is what DROP FUNCTION needs, e.g. `graduates_match(bytea[])`; `sql` the CREATE.
    """

    reversible = True
    category = OperationCategory.SQL

    def __init__(self, signature: str, sql: str) -> None:
        self.signature = signature
        self.sql = sql

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Functions are not part of Django's state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        for statement in (
            self.sql,
            f"REVOKE ALL ON FUNCTION {self.signature} FROM PUBLIC",
            f'GRANT EXECUTE ON FUNCTION {self.signature} TO "{application_role()}"',
            f"GRANT CREATE ON SCHEMA public TO {LOOKUP_ROLE}",
            f"ALTER FUNCTION {self.signature} OWNER TO {LOOKUP_ROLE}",
            f"REVOKE CREATE ON SCHEMA public FROM {LOOKUP_ROLE}",
        ):
            schema_editor.execute(statement.replace("%", "%%"), ())

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.signature}")

    def describe(self) -> str:
        return f"Lookup function {self.signature}"


FIXED = """
CREATE FUNCTION {table}_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF ({old}) IS DISTINCT FROM ({new}) THEN
        RAISE EXCEPTION 'the parties of a row in {table} cannot change'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""


class Fixed(Operation):
    """Columns that nobody may change once the row stands: whose it is, and what it is about.

    Needed where two institutions may change one row: row security alone would let one of them
    hand it on.
    """

    reversible = True
    category = OperationCategory.SQL

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        self.table = table
        self.columns = tuple(columns)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are not part of Django's state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        old, new = (
            ", ".join(f"{row}.{column}" for column in self.columns) for row in ("OLD", "NEW")
        )
        schema_editor.execute(FIXED.format(table=self.table, old=f"ROW({old})", new=f"ROW({new})"))
        schema_editor.execute(
            f"CREATE TRIGGER {self.table}_fixed BEFORE UPDATE ON {self.table}"
            f" FOR EACH ROW EXECUTE FUNCTION {self.table}_fixed()"
        )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_fixed ON {self.table}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.table}_fixed()")

    def describe(self) -> str:
        return f"Fixed columns of {self.table}"


OWNED = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {institution} IS DISTINCT FROM OLD.{owner} AND ({old}) IS DISTINCT FROM ({new}) THEN
        RAISE EXCEPTION 'these columns of {table} belong to the other side'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""


class Owned(Operation):
    """Columns that only the institution in the column `owner` may change.

    For a table with two writers: each relies on what the other side says, and on nothing else.
    """

    reversible = True
    category = OperationCategory.SQL

    def __init__(self, table: str, owner: str, columns: Sequence[str]) -> None:
        self.table = table
        self.owner = owner
        self.columns = tuple(columns)
        self.name = f"{table}_of_{owner.removesuffix('_id')}"

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are not part of Django's state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        old, new = (
            ", ".join(f"{row}.{column}" for column in self.columns) for row in ("OLD", "NEW")
        )
        schema_editor.execute(
            OWNED.format(
                name=self.name,
                table=self.table,
                owner=self.owner,
                institution=INSTITUTION,
                old=f"ROW({old})",
                new=f"ROW({new})",
            )
        )
        schema_editor.execute(
            f"CREATE TRIGGER {self.name} AFTER UPDATE ON {self.table}"
            f" FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any
    ) -> None:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.name}()")

    def describe(self) -> str:
        return f"Columns of {self.table} that only {self.owner} changes"
