"""One portal full enough that every route has something real to show, and all who may knock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from apps.documents.models import Paper
from apps.graduates.claims import Claim
from apps.graduates.services.lettering import request_letter
from apps.institutions.models import Institution
from apps.institutions.scope import scope
from apps.jobs import lease
from apps.jobs.services import run
from apps.partner_api.services import make_client
from tests.builders.cast import Cast, make_cast
from tests.builders.rosters import asked, certified, checked, people, school_file
from tests.caches import empty_cache

PERSONS = (
    "uploader_a", "certifier_a", "uploader_b", "certifier_b", "registrar_a", "approver_a",
    "registrar_b", "director_a", "coordinator", "secretary", "privacy",
)  # fmt: skip
CLIENTS = ("client_a", "client_b")
ROLES = ("anonymous", *PERSONS, *CLIENTS)


@dataclass(frozen=True)
class World:
    """`ids` fills the routes: rosters of school A, verifications of university A."""

    cast: Cast
    sessions: dict[str, str]
    headers: dict[str, dict[str, str]]
    ids: dict[str, str]
    membership: dict[str, str]

    def ask(self, role: str, method: str, path: str, form: dict[str, str]) -> HttpResponse:
        """One request as this role; whatever it did is undone afterwards."""
        browser = Client(raise_request_exception=False, headers=self.headers.get(role))
        if role in self.sessions:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        values = {**self.ids, "membership": self.membership.get(role, "")}
        filled = {name: value.format(**values) for name, value in form.items()}
        empty_cache()  # throttles count over all these requests
        with transaction.atomic():
            answer = browser.generic(
                method, path.format(**self.ids), urlencode(filled),
                content_type="application/x-www-form-urlencoded",
            )  # fmt: skip
            transaction.set_rollback(True)
        return answer  # type: ignore[return-value]


@contextmanager
def portal_world() -> Iterator[World]:
    """Everything inside one transaction that is rolled back in the end."""
    patch = pytest.MonkeyPatch()
    patch.setattr(lease, "connections", {"progress": connection})
    try:
        with transaction.atomic():
            yield _world()
            transaction.set_rollback(True)
    finally:
        patch.undo()


def _world() -> World:
    cast = make_cast()
    sessions = {}
    membership = {}
    for name in PERSONS:
        person = getattr(cast, name)
        browser = Client()
        browser.force_login(person.user)
        sessions[name] = browser.cookies[settings.SESSION_COOKIE_NAME].value
        membership[name] = str(person.membership.uuid)
    headers = {
        name: _bearer(university)
        for name, university in zip(CLIENTS, (cast.university_a, cast.university_b), strict=True)
    }
    return World(cast, sessions, headers, _ids(cast), membership)


def _bearer(university: Institution) -> dict[str, str]:
    client_id, secret = make_client(
        institution=university, name="Student system", scopes=["graduates:verify"]
    )
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    answer = Client().post("/api/oauth/token", form)
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def _ids(cast: Cast) -> dict[str, str]:
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
