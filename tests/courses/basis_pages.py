"""What tests of the basis' pages share: addresses, browsers, the words of a page, files."""

import html
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.builders.cast import Person

AGREEMENTS, RULES = "/courses/agreements/", "/courses/rules/"
OFFERINGS, CATALOGUE = "/courses/offerings/", "/courses/catalogue/"
PDF = b"%PDF-1.7\n%test\n%%EOF\n"
COURSE = {
    "term": "2026-1",
    "code": "ma201",
    "section": "1",
    "name_th": "แคลคูลัส",
    "credits": "3 (3-0-6)",
    "level": "bachelor",
    "language": "th",
    "withdraw_by": "31/10/2569",
}


def browser_of(person: Person, language: str = "en") -> Client:
    browser = Client(headers={"accept-language": language})
    person.user.language = language
    person.user.save(update_fields=["language"])
    browser.force_login(person.user)
    return browser


def words(answer: object) -> str:
    """What is read on the page, without markup, in one line."""
    main = answer.content.decode().partition("<main")[2]  # type: ignore[attr-defined]
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", main).split()))


def pdf(name: str = "mou.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
