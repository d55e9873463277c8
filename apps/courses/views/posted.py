"""What stands in an address or a hidden field, read without trust."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest

from apps.core.errors import NotFoundError

MOST_PICKED = 500


def posted_version(request: HttpRequest) -> int:
    """The version that the page showed; 0, which no row has, for anything else."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def posted_uuids(request: HttpRequest, name: str) -> list[UUID]:
    """Rows ticked in a list. Raises NotFoundError for what no page can have offered."""
    try:
        return [UUID(given) for given in request.POST.getlist(name)[:MOST_PICKED]]
    except ValueError as error:
        raise NotFoundError from error


def query_of(**values: str) -> str:
    """`?term=2026-1&q=…` of those that are not empty; nothing if all are."""
    given = {name: value for name, value in values.items() if value}
    return f"?{urlencode(given)}" if given else ""
