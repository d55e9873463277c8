"""One portal full enough that every route has something real to show, and all who may knock."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from redis import Redis

from apps.documents.models import Paper
from apps.graduates.claims import Claim
from apps.graduates.services.lettering import request_letter
from apps.institutions.actor import Role
from apps.institutions.models import Institution, Kind
from apps.institutions.scope import scope
from apps.jobs import lease
from apps.jobs.services import run
from apps.partner_api.services import make_client
from tests.architecture.world_certificates import certificates_ids
from tests.architecture.world_checks import checks_ids
from tests.architecture.world_checks_api import checks_api_ids
from tests.architecture.world_courses import exchange_ids
from tests.architecture.world_indicators import indicators_ids
from tests.architecture.world_office import office_ids
from tests.architecture.world_sources import sources_ids
from tests.builders.cast import Cast, Person, make_cast, make_person
from tests.builders.courses import make_exchange, set_rules
from tests.builders.rosters import asked, certified, checked, people, school_file
from tests.caches import cache_server, empty_cache_of

PERSONS = (
    "uploader_a", "certifier_a", "uploader_b", "certifier_b", "registrar_a", "approver_a",
    "director_a", "registrar_b", "approver_b", "registrar_c", "approver_c", "coordinator",
    "secretary", "privacy", "privacy_b",
)  # fmt: skip
COURSES = ("courses:read", "courses:home", "courses:host")
QUESTIONS = (
    "qualifications:read", "qualifications:ask", "qualifications:hold", "register:write",
)  # fmt: skip
REQUESTS = ("certificates:read", "certificates:request", "certificates:feed")
INDICATORS = ("indicators:read", "indicators:write")
EVERY_SCOPE = (
    "graduates:verify", *COURSES, "courses:approve", *QUESTIONS, *REQUESTS, *INDICATORS,
    "changes:read",
)  # fmt: skip
CLIENTS = {
    "client_a": EVERY_SCOPE,
    "client_b": EVERY_SCOPE,
    "client_c": EVERY_SCOPE,
    "verifier_a": ("graduates:verify",),
    "reader_a": ("courses:read", "indicators:read"),
    "reader_b": ("courses:read",),
    "clerk_a": COURSES,
    "clerk_b": COURSES,
}
"""Systems of universities A, B and C; from the verifier on with some of the scopes only."""
ROLES = ("anonymous", *PERSONS, *CLIENTS)
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class World:
    """`ids` fills the routes: see `_ids` and world_courses. One browser serves all, for its making
    costs more than a request."""

    browser: Client
    cache: Redis
    sessions: dict[str, str]
    headers: dict[str, dict[str, str]]
    ids: dict[str, str]
    membership: dict[str, str]

    def ask(self, role: str, method: str, path: str, form: Mapping[str, Any]) -> HttpResponse:
        """One request as this role; whatever it did is undone afterwards."""
        self.browser.cookies.clear()
        if role in self.sessions:
            self.browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        filled = fill(form, {**self.ids, "membership": self.membership.get(role, "")})
        to_api = path.startswith("/api/v1/")
        if method == "POST":
            empty_cache_of(self.cache)  # throttles count over all these requests
        with transaction.atomic():
            answer = self.browser.generic(
                method, path.format(**self.ids),
                json.dumps(filled) if to_api else urlencode(filled),
                content_type="application/json" if to_api else FORM,
                headers={**self.headers.get(role, {}), "Idempotency-Key": "route-table"},
            )  # fmt: skip
            if answer.streaming:
                list(answer.streaming_content)  # type: ignore[attr-defined]
            transaction.set_rollback(True)
        return answer  # type: ignore[return-value]


def fill(form: Any, values: Mapping[str, str]) -> Any:
    """Every `{name}` in the keys and values of a form, or of a body of the API."""
    if isinstance(form, str):
        return form.format(**values)
    if isinstance(form, Mapping):
        return {fill(name, values): fill(value, values) for name, value in form.items()}
    return [fill(one, values) for one in form] if isinstance(form, list) else form


@contextmanager
def portal_world() -> Iterator[World]:
    """Everything inside one transaction that is rolled back in the end."""
    patch = pytest.MonkeyPatch()
    patch.setattr(lease, "connections", {"progress": connection})
    try:
        with closing(cache_server()) as cache, transaction.atomic():
            yield _world(cache)
            transaction.set_rollback(True)
    finally:
        patch.undo()


def _world(cache: Redis) -> World:
    cast = make_cast()
    made = make_exchange(cast)
    third = Institution.objects.get(kind=Kind.UNIVERSITY, code="00400")
    persons: dict[str, Person] = {
        "approver_b": made.host_approver,
        "registrar_c": make_person("registrar-c", third, Role.REGISTRAR),
        "approver_c": make_person("approver-c", third, Role.REGISTRAR_APPROVER),
        "privacy_b": make_person("privacy-b", cast.university_b, Role.PRIVACY_OFFICER),
    }
    persons |= {name: getattr(cast, name) for name in PERSONS if name not in persons}
    set_rules(persons["approver_c"])
    browsers = {name: _browser(person) for name, person in persons.items()}
    checks = checks_ids(cast, made.host_approver)
    universities = {"a": cast.university_a, "b": cast.university_b, "c": third}
    return World(
        browser=Client(raise_request_exception=False),
        cache=cache,
        sessions={
            name: browser.cookies[settings.SESSION_COOKIE_NAME].value
            for name, browser in browsers.items()
        },
        headers={name: _bearer(universities[name[-1]], scopes) for name, scopes in CLIENTS.items()},
        ids={
            **_ids(cast),
            **checks,
            **certificates_ids(cast, browsers["registrar_a"], UUID(checks["q_line_line"])),
            **exchange_ids(made, browsers["registrar_b"]),
            **office_ids(cast),
            **checks_api_ids(cast, made.host_approver),
            # after all others, whose builders do the jobs that wait
            **indicators_ids(cast, made.host_approver),
            **sources_ids(cast, browsers["registrar_a"]),
        },
        membership={name: str(person.membership.uuid) for name, person in persons.items()},
    )


def _browser(person: Person) -> Client:
    browser = Client()
    browser.force_login(person.user)
    return browser


def _bearer(university: Institution, scopes: tuple[str, ...]) -> dict[str, str]:
    client_id, secret = make_client(
        institution=university, name="Student system", scopes=list(scopes)
    )
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    answer = Client().post("/api/oauth/token", form)
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def _ids(cast: Cast) -> dict[str, str]:
    """Rosters of school A, verifications of university A."""
    rows = people(cast.school_a, 6)
    in_force = checked(cast.uploader_a, school_file(cast.school_a, rows))
    certified(cast.uploader_a, cast.certifier_a, in_force)
    doubled = people(cast.school_a, 12, year=2025)
    changes = {3: {"คำนำหน้า": "นาย" if doubled[3].gender == "f" else "นางสาว"}}
    content = school_file(cast.school_a, [*doubled, doubled[0]], year=2025, changes=changes)
    in_review = checked(cast.uploader_a, content, year=2025)
    assert in_review.state == "in_review"
    claim = Claim(first_name=rows[0].first_name, last_name=rows[0].last_name)
    open_question = asked(cast.registrar_a, [claim])
    lettered = asked(cast.registrar_a, [claim], case="TCAS69-0002")
    actor = cast.registrar_a.actor
    with scope(actor):
        job = request_letter(actor=actor, uuid=lettered.uuid)
    assert run(job.uuid) == "done"
    with scope(actor):
        paper = Paper.objects.get(source_uuid=lettered.uuid)
    assert in_review.job is not None
    return {
        "roster": str(in_review.uuid),
        "doubled_row": "14",
        "content": bytes(in_review.content_hash or b"").hex(),
        "job": str(in_review.job.uuid),
        "verification": str(open_question.uuid),
        "lettered": str(lettered.uuid),
        "paper": paper.code,
    }
