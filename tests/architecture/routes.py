"""The form of the tables of routes: who gets what, written as text, with addresses and forms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver

METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Part:
    """Some of the routes.

    `everybody`: route, GET, POST: the same whoever asks; * stands in the other table.
    `by_role`: route, method, and a status for each of `columns`; a column stands for every caller
    named there. `request@draft` is the route `request` at another address, with another form; the
    first caller of each column is asked about it, for the others came by the same way before.
    `paths`: addresses of routes with parameters; `forms`: what is posted, nothing where none is
    given. Both are filled with the ids of the world. `empty`: route, caller who may post there, and
    the answer to a form without anything in it.
    """

    columns: Mapping[str, tuple[str, ...]]
    everybody: str = ""
    by_role: str = ""
    paths: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, Any] = field(default_factory=dict)
    empty: str = ""

    def same(self) -> Iterator[tuple[str, str, int]]:
        """Name, method, status."""
        for line in _lines(self.everybody):
            name, *statuses = line
            for method, status in zip(METHODS, statuses, strict=True):
                if status != "*":
                    yield name, method, int(status)

    def apart(self) -> Iterator[tuple[str, str, dict[str, int]]]:
        """Name, method, caller → status."""
        for name, method, *statuses in _lines(self.by_role):
            found: dict[str, int] = {}
            for column, status in zip(self.columns.values(), statuses, strict=True):
                asked = column if name == route_of(name) else column[:1]
                found |= dict.fromkeys(asked, int(status))
            yield name, method, found

    def refused(self) -> Iterator[tuple[str, str, int]]:
        """Name, caller, status of an empty form."""
        for name, role, status in _lines(self.empty):
            yield name, role, int(status)


def _lines(table: str) -> Iterator[list[str]]:
    return (line.split() for line in table.strip().splitlines() if line.strip())


def route_of(name: str) -> str:
    """Without the variant: `request@draft` → `request`."""
    return name.partition("@")[0]


def routes_of(patterns: list[URLPattern | URLResolver], space: str = "") -> dict[str, str]:
    """Name → pattern as written in the URLconf, of every route below these patterns."""
    found: dict[str, str] = {}
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            below = routes_of(one.url_patterns, inner)
            found |= {name: f"{one.pattern}{written}" for name, written in below.items()}
        else:
            name = f"{space}{one.name}"
            assert name not in found, f"two routes are called {name}"
            found[name] = str(one.pattern)
    return found
