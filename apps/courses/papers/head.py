"""What every paper of courses carries: issuer, title, serial, code, and the bytes of its data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.utils import timezone

from apps.courses.exports.record import Body
from apps.courses.papers.texts import day_text
from apps.documents.models import Paper
from apps.documents.rendering import Language
from apps.documents.services import paper_pin

CONTENT = uuid5(NAMESPACE_URL, "urn:registrar-net:course-paper")
TEMPLATE_VERSION = "1"
Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Head, foot and facts of the page; plain text, the templates escape it."""

    issuer: str
    issuer_other: str
    contact: str
    title: str
    subtitle: str
    revised: str
    facts: Facts
    issued_on: str
    serial: str
    code: str
    pin: str
    verify_url: str
    verify_address: str


def head_of(
    paper: Paper, issuer: Body, *, title: str, subtitle: str, revised: str, facts: Facts
) -> Head:
    language = language_of(paper)
    name, other = issuer.name(language), issuer.name("th" if language == "en" else "en")
    return Head(
        issuer=name,
        issuer_other=other if other != name else "",
        contact=paper.issuer.contact_email,
        title=title,
        subtitle=subtitle,
        revised=revised,
        facts=facts,
        issued_on=day_text(timezone.localdate(paper.created_at), language),
        serial=paper.serial,
        code=paper.code,
        pin=paper_pin(paper),
        verify_url=f"{settings.BASE_URL}/verify/{paper.code}",
        verify_address=f"{settings.BASE_URL.split('://', 1)[-1]}/verify",
    )


def language_of(paper: Paper) -> Language:
    return "en" if paper.language == "en" else "th"


def content_uuid(data: Mapping[str, Any]) -> UUID:
    """Names what a paper tells: the same content has the same name, whenever it is asked for."""
    return uuid5(CONTENT, json.dumps(data, sort_keys=True, ensure_ascii=False))


def json_bytes(data: Mapping[str, Any], paper: Paper) -> bytes:
    """The data for machines, with the serial of the paper that holds them."""
    whole = {"serial": paper.serial, "issued_on": timezone.localdate(paper.created_at).isoformat()}
    return json.dumps({**whole, **data}, ensure_ascii=False, indent=1).encode()


def body_data(body: Body) -> dict[str, str]:
    return {"code": body.code, "name_th": body.name_th, "name_en": body.name_en}
