"""One answer as a page or as JSON, whichever was asked for; never cached, never indexed."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers


def answer(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    data: dict[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    wanted = request.get_preferred_type(["text/html", "application/json"])
    if wanted == "application/json":
        content_type = "application/json" if status < 400 else "application/problem+json"
        response: HttpResponse = JsonResponse(data, status=status, content_type=content_type)
    else:
        response = render(request, template, context, status=status)
    add_never_cache_headers(response)
    patch_vary_headers(response, ["Accept"])
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
