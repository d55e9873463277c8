"""What every paper of courses shares: its language, what names its content, and its data."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from apps.courses.exports.record import Body
from apps.documents.models import Paper
from apps.documents.rendering import Language

CONTENT = uuid5(NAMESPACE_URL, "urn:registrar-net:course-paper")
TEMPLATE_VERSION = "1"
STYLESHEET = "course_paper.css"
Facts = tuple[tuple[str, str], ...]


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
