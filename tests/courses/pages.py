"""What tests of the pages share: browsers, the words of a page, values of its forms."""

import re
from typing import Any

from django.test import Client

from apps.core.identifiers import check_digit
from apps.courses.models import (
    CrossRegistration,
)
from apps.institutions.actor import Role
from apps.institutions.models import Institution
from tests.builders import courses as build
from tests.builders.cast import Person, make_person
from tests.builders.courses import Exchange

MOST_QUERIES = 15
REQUESTS, ROWS = "/courses/requests/", "/courses/registrations/"
HOSTING, RECOGNITIONS, LEARNERS = (
    "/courses/hosting/",
    "/courses/recognitions/",
    "/courses/learners/",
)
TERM = f"{build.YEAR}-{build.TERM}"
NATIONAL_IDS = [
    first + check_digit(first) for first in ("110170023070", "310060045012", "110020033041")
]
NATIONAL_ID = NATIONAL_IDS[0]


def browser_of(person: Person) -> Client:
    """Signed in, reading English."""
    browser = Client(headers={"accept-language": "en"})
    person.user.language = "en"
    person.user.save(update_fields=["language"])
    browser.force_login(person.user)
    return browser


def words(answer: Any) -> str:
    """What is read on the page, without markup, in one line."""
    main = answer.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def value(row: CrossRegistration, version: int | None = None) -> str:
    return f"{row.uuid}~{version or row.version}"


def state_of(made: Exchange, row: CrossRegistration) -> str:
    return build.fresh(made, [row])[0].state


def stranger() -> Person:
    other = Institution.objects.filter(kind="university").exclude(code__in=["00500", "00300"])
    return make_person("registrar-c", other.order_by("pk")[0], Role.REGISTRAR)
