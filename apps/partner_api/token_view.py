"""POST /api/oauth/token: client credentials for an access token of 15 minutes (RFC 6749 §4.4).

Its refusals have the shape of RFC 6749 §5.2, which every OAuth library reads, not problem+json.
"""

import base64
import binascii
import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from oauth2_provider.views import TokenView
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from apps.partner_api.throttling import add_one, counted_already, seconds_left


class ClientTokenView(TokenView):  # type: ignore[misc]
    """Failures are counted per address and client: guessing is slow, and locks out nobody else."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        counted = _counted(request)
        if any(counted_already(name) >= most for name, most in counted.items()):
            return _too_many()
        response: HttpResponse = super().post(request, *args, **kwargs)
        if response.status_code == 401:
            for name in counted:
                add_one(name)
        return response


def _counted(request: HttpRequest) -> dict[str, int]:
    """What a failure is counted under, and how many of each there may be in a minute."""
    address = BaseThrottle().get_ident(Request(request))
    # hashed: what was typed as client_id may be anything, of any length
    client = hashlib.sha256(claimed_client(request).encode()).hexdigest()
    return {
        f"sign-in:{address}:{client}": settings.API_FAILURES_PER_CLIENT,
        f"sign-in:{address}": settings.API_FAILURES_PER_ADDRESS,
    }


def claimed_client(request: HttpRequest) -> str:
    """The client_id that the request names, in the Basic header or in the body."""
    scheme, _space, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return request.POST.get("client_id", "")
    try:
        return base64.b64decode(encoded).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _too_many() -> HttpResponse:
    wait = seconds_left()
    answer = {
        "error": "temporarily_unavailable",
        "error_description": f"Too many failed attempts. Try again in {wait} seconds.",
    }
    return JsonResponse(answer, status=429, headers={"Retry-After": str(wait)})
