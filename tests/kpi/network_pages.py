"""What tests of the network's pages share: addresses, forms as a browser sends them."""

from typing import Any

from django.test import Client

from apps.institutions.scope import scope
from apps.kpi.models import Cycle, Definition, Indicator, Submission
from tests.builders.cast import Cast, Person
from tests.certificates.pages import form_of

DEFINITIONS, BOARD = "/indicators/definitions/", "/indicators/network/"
CYCLES, REVIEWS = "/indicators/network/cycles/", "/indicators/network/figures/"
SCORES = "/indicators/network/scores/"
MOST_QUERIES = 30


def version_address(code: str = "REG01", version: int = 1, more: str = "") -> str:
    return f"{DEFINITIONS}{code}/{version}/{more}"


def cycle_address(cycle: Cycle, more: str = "") -> str:
    return f"{CYCLES}{cycle.uuid}/{more}"


def review_address(row: Submission, more: str = "") -> str:
    return f"{REVIEWS}{row.uuid}/{more}"


def edited(browser: Client, code: str, version: int, **changes: Any) -> Any:
    """The form of a draft as it stands, with these changes, saved."""
    url = version_address(code, version, "edit/")
    given = form_of(browser.get(url).content.decode())
    ticked = {name: "on" for name in given if name.endswith("_required")}
    given |= {name: [value] for name, value in ticked.items()}
    return browser.post(url, {**given, **changes})


def indicator(person: Person, code: str = "REG01") -> Indicator:
    with scope(person.actor):
        return Indicator.objects.get(code=code)


def definition(cast: Cast, code: str = "REG01", version: int = 1) -> Definition:
    with scope(cast.secretary.actor):
        return Definition.objects.select_related("indicator").get(
            indicator__code=code, version=version
        )
