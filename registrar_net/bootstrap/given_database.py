"""A database given by URL: is it there, and did the demo make what is in it?

The demo's invented persons and known passwords never go into a database that holds something
else, and `make demo-reset` never empties one that the demo did not fill. The proof is a table
that the demo makes in an empty database before anything else.
"""

import os
import subprocess
from urllib.parse import parse_qs, unquote, urlsplit

from . import postgres_server
from .environment import CannotContinueError, given

MARKER = "demo_made_this_database"
EMPTY_SCHEMA = """
BEGIN;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
COMMIT;
"""


def connection(name: str) -> dict[str, str]:
    """The environment in which psql connects to the URL of this variable; nothing on its line."""
    url = urlsplit(given(name))
    options = parse_qs(url.query)
    found = {
        "PGHOST": unquote(url.hostname or ""),
        "PGPORT": str(url.port or ""),
        "PGUSER": unquote(url.username or ""),
        "PGPASSWORD": unquote(url.password or ""),
        "PGDATABASE": unquote(url.path.lstrip("/")),
        "PGSSLMODE": options.get("sslmode", [""])[0],
        "PGCONNECT_TIMEOUT": "10",
    }
    return {key: value for key, value in found.items() if value}


def ask(name: str, sql: str) -> str:
    """Run SQL on a given database; the first column of the answer.

    Raises CannotContinueError, which names the variable but not what is in it.
    """
    done = subprocess.run(
        [
            str(postgres_server.program("psql")),
            *("--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--no-password"),
            *("--set", "ON_ERROR_STOP=1", "--file", "-"),
        ],
        env={"PATH": os.defpath, **connection(name)},
        input=sql,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotContinueError(f"The database of {name} refuses: {done.stderr.strip()}")
    return done.stdout.strip()


def check_reachable() -> None:
    """Both roles can sign in; raises CannotContinueError otherwise."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        ask(name, "SELECT 1;")


def is_marked() -> bool:
    found = ask("DATABASE_OWNER_URL", f"SELECT to_regclass('public.{MARKER}') IS NOT NULL;")
    return found == "t"


def mark_for_demo() -> None:
    """Take an empty database for the demo; refuse one that holds something else."""
    if is_marked():
        return
    tables = ask(
        "DATABASE_OWNER_URL", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public';"
    )
    if tables != "0":
        raise CannotContinueError(
            "The database of DATABASE_OWNER_URL holds tables that the demo did not make. The demo "
            "brings invented persons and known passwords: give it an empty database."
        )
    ask("DATABASE_OWNER_URL", f"CREATE TABLE public.{MARKER} (made_at timestamptz DEFAULT now());")


def empty_demo_database() -> None:
    """Remove everything from a database that the demo made; refuse any other."""
    if not is_marked():
        raise CannotContinueError(
            "The database of DATABASE_OWNER_URL was not made by the demo; it is left as it is."
        )
    ask("DATABASE_OWNER_URL", EMPTY_SCHEMA)
