"""A NUL in an address or a form is refused, never a fault of the server."""

import pytest
from django.test import Client

from tests.builders.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_null_character_is_refused_as_unreadable(cast: Cast, method: str) -> None:
    browser = Client(raise_request_exception=False)
    browser.force_login(cast.registrar_a.user)
    answer = getattr(browser, method)("/courses/learners/", {"q": "a\0b"})
    assert answer.status_code == 400
    assert "<h1" in answer.content.decode()
