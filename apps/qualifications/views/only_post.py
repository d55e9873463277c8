"""Addresses that only take forms: whoever loads one anew gets a page with the way back."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

View = Callable[..., HttpResponse]


def only_post(page: str) -> Callable[[View], View]:
    """POST alone; anything else is a 405 that leads to `page`, the route of the same uuid.

    A refused form is answered at its own address, where a browser that loads it again asks by GET.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def posted(request: HttpRequest, uuid: UUID, **given: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, uuid, **given)
            context = {"page_url": reverse(page, args=[uuid])}
            answer = render(request, "qualifications/only_post.html", context, status=405)
            answer["Allow"] = "POST"
            return answer

        return posted

    return decorate
