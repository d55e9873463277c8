"""One language on a page: English shows the message ids themselves, Thai shows the catalogue."""

import gettext as plain_gettext
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

CATALOGUE = settings.LOCALE_PATHS[0] / "th" / "LC_MESSAGES" / "django.po"
THAI = re.compile(r"[\u0e01-\u0e5b]")
# Placeholders of both kinds, and the code words that engineers type as they stand.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def messages(tmp_path_factory) -> dict[str, str]:
    """Message id -> Thai; of a plural the id is its singular."""
    compiled: Path = tmp_path_factory.mktemp("catalogue") / "django.mo"
    subprocess.run(["msgfmt", "--check", "-o", str(compiled), str(CATALOGUE)], check=True)
    with compiled.open("rb") as file:
        found = plain_gettext.GNUTranslations(file)._catalog
    return {key if isinstance(key, str) else key[0]: thai for key, thai in found.items() if key}


def plain(message_id: str) -> str:
    """Without the context that stands before \x04."""
    return message_id.rpartition("\x04")[2]


def test_in_english_every_message_is_its_own_id(messages):
    assert len(messages) > 500
    with translation.override("en"):
        other = {
            one: shown
            for one in map(plain, messages)
            if (shown := translation.gettext(one)) != one
            or (shown := translation.ngettext(one, one, 2)) != one
        }
    assert other == {}


def test_in_thai_the_catalogue_stands_before_those_of_other_packages(messages):
    with translation.override("th"):
        assert translation.gettext("Code") == messages["Code"]
        assert translation.gettext("Forgot your password?") == messages["Forgot your password?"]
        assert (
            translation.ngettext("%(count)s school", "%(count)s schools", 1)
            == messages["%(count)s school"]
        )


def test_every_thai_message_is_thai_and_keeps_its_placeholders(messages):
    wrong = [
        one
        for one, thai in messages.items()
        if (
            not THAI.search(thai)
            and PLACEHOLDER.sub("", one).strip(" ·,()")
            and "OpenAPI" not in one
        )
        or not set(PLACEHOLDER.findall(one)) <= set(PLACEHOLDER.findall(thai))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "address",
    ["account_login", "account_reset_password", "verify", "help", "privacy"],
)
@pytest.mark.django_db
def test_an_english_page_holds_no_thai_but_the_switch(client, address):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse(address)).content.decode().replace("ภาษาไทย", "").replace("ไทย", "")
    assert '<html lang="en"' in page
    assert THAI.findall(page) == []
