"""A request sent twice is done once (IETF draft Idempotency-Key header, version 07).

A lock of the transaction is held from the first look until the commit: whoever comes meanwhile
with the same key is told that it is still running. The unique constraint stands behind the lock.
A refusal rolls everything back, the kept answer included, so that the same key may be tried again.
"""

import hmac
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from apps.audit.services import record
from apps.core.crypto import open_file, seal_file
from apps.partner_api.authentication import Grant, grant_of
from apps.partner_api.errors import (
    IdempotencyKeyInvalidError,
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    RequestRunningError,
)
from apps.partner_api.models import KeptAnswer

if TYPE_CHECKING:  # the framework imports this module while it makes APIView
    from rest_framework.views import APIView

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
VISIBLE = re.compile(r"[!-~]{1,255}")

P = ParamSpec("P")
V = TypeVar("V", bound="APIView")
Handler = Callable[Concatenate[V, Request, P], Response]
Once = Callable[Concatenate[V, Request, P], HttpResponse]


def digest(purpose: str, value: bytes) -> bytes:
    return salted_hmac(f"partner_api.{purpose}", value, algorithm="sha256").digest()


@dataclass(frozen=True)
class Asked:
    """One request under its key; nothing of it can be read back from the digests."""

    grant: Grant
    key_digest: bytes
    fingerprint: bytes

    @classmethod
    def of(cls, request: Request) -> "Asked":
        grant = grant_of(request)
        key = request.headers.get(HEADER, "").strip()
        if not key:
            raise IdempotencyKeyMissingError
        # the draft's form is a quoted string; the same key without quotes is the same key
        key = key[1:-1] if len(key) > 1 and key[0] == key[-1] == '"' else key
        if not VISIBLE.fullmatch(key):
            raise IdempotencyKeyInvalidError
        return cls(
            grant=grant,
            key_digest=digest("key", f"{grant.client.pk}:{key}".encode()),
            fingerprint=digest("request", _whole_request(request)),
        )

    def lock_number(self) -> int:
        return int.from_bytes(self.key_digest[:8], signed=True)


def _whole_request(request: Request) -> bytes:
    return f"{request.method}\n{request.get_full_path()}\n".encode() + request.body


def idempotent(handler: Handler[V, P]) -> Once[V, P]:
    """For the `post` of a PartnerView: the same key gives the same answer, byte for byte."""

    @wraps(handler)
    def once(view: V, request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        asked = Asked.of(request)
        with transaction.atomic():
            _lock(asked)
            kept = _kept_answer(asked)
            if kept is not None:
                return _replay(asked, kept)
            return _keep(asked, handler(view, request, *args, **kwargs))

    once.idempotent = True  # type: ignore[attr-defined]
    return once


def _lock(asked: Asked) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [asked.lock_number()])
        if not cursor.fetchone()[0]:
            raise RequestRunningError(data={"retry_after": 2})


def _kept_answer(asked: Asked) -> KeptAnswer | None:
    kept = KeptAnswer.objects.filter(client=asked.grant.client, key_digest=asked.key_digest).first()
    if kept is None:
        return None
    if kept.expires_at <= timezone.now():
        kept.delete()
        return None
    if not hmac.compare_digest(bytes(kept.fingerprint), asked.fingerprint):
        raise IdempotencyKeyReusedError
    return kept


def _sealed_name(row: uuid.UUID) -> str:
    return f"partner_api_keptanswer/{row}"


def _keep(asked: Asked, response: Response) -> HttpResponse:
    content: bytes = JSONRenderer().render(response.data)
    row = uuid.uuid4()
    location = response.headers.get("Location", "")
    KeptAnswer.objects.create(
        uuid=row,
        institution_id=asked.grant.actor.institution_id,
        client=asked.grant.client,
        key_digest=asked.key_digest,
        fingerprint=asked.fingerprint,
        status=response.status_code,
        location=location,
        body=seal_file(content, name=_sealed_name(row)),
        expires_at=timezone.now() + timedelta(hours=settings.API_ANSWERS_KEPT_HOURS),
    )
    return _answer(content, response.status_code, location)


def _replay(asked: Asked, kept: KeptAnswer) -> HttpResponse:
    """The answer shows persons again, so it stands in the log again."""
    record(
        who=asked.grant.actor.who,
        action="api_answer_replayed",
        target="api_answer",
        target_uuid=kept.uuid,
        owner_institution_id=asked.grant.actor.institution_id,
    )
    content = open_file(bytes(kept.body), name=_sealed_name(kept.uuid))
    answer = _answer(content, kept.status, kept.location)
    answer[REPLAYED] = "true"
    return answer


def _answer(content: bytes, status: int, location: str) -> HttpResponse:
    headers: dict[str, Any] = {"Cache-Control": "no-store"}
    if location:
        headers["Location"] = location
    return HttpResponse(content, status=status, content_type="application/json", headers=headers)
