"""Two API clients, so that both sides of an exchange can be tried: a home and a host."""

import json

from django.conf import settings

from apps.courses.demo.universities import UNIVERSITIES
from apps.institutions.models import Institution, Kind
from apps.institutions.scope import system_scope
from apps.partner_api.models import Client
from apps.partner_api.services import make_client

SCOPES = ("courses:read", "courses:home", "courses:host", "courses:approve", "changes:read")
CLIENTS = (
    ("home", "tu", "ระบบทะเบียนของต้นสังกัด (demo)"),
    ("host", "kku", "ระบบทะเบียนของสถาบันที่ไปเรียน (demo)"),
)


def make_demo_clients() -> None:
    """Adds `courses`: side → {university, client_id, client_secret} to the demo's kept file.

    A key of an earlier database is replaced.
    """
    kept = settings.DEMO_CLIENT_FILE
    data = json.loads(kept.read_text()) if kept.exists() else {}
    sides = data.setdefault("courses", {})
    for side, slug, name in CLIENTS:
        if side in sides and _is_known(sides[side]["client_id"]):
            continue
        university = Institution.objects.get(kind=Kind.UNIVERSITY, code=UNIVERSITIES[slug].code)
        client_id, secret = make_client(institution=university, name=name, scopes=SCOPES)
        sides[side] = {
            "university": university.name_en,
            "client_id": client_id,
            "client_secret": secret,
        }
    kept.write_text(json.dumps(data))
    kept.chmod(0o600)


def _is_known(client_id: str) -> bool:
    with system_scope("the demo looks for its clients"):
        return Client.objects.filter(client_id=client_id).exists()
