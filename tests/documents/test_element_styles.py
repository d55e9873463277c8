"""The styles of elements that papers keep for themselves are WeasyPrint's own for HTML."""

import re

import pytest
from weasyprint import HTML

from apps.documents import rendering
from apps.documents.content import PaperContent
from apps.documents.fetching import TEMPLATES
from apps.documents.rendering import Language
from tests.documents.paper_samples import (
    GRADUATE,
    LANGUAGES,
    STUDENT,
    certificate,
    laid_out,
    recognition,
    reply,
    rows_by_closing,
    verification,
)

FOLDER = TEMPLATES / "documents"
INLINE = {"span", "path"}
"""Elements without a style of their own."""


def papers(language: Language) -> list[PaperContent]:
    closings = rows_by_closing(language)
    return [
        certificate(STUDENT, language),
        certificate(GRADUATE, language, signer=None, number="", number_begins="x/"),
        reply(language, closings["confirmed_with_differences"], garuda=True),
        reply(language, closings["needs_documents"]),
        reply(language, *closings.values()),
        verification(language),
        verification(language, 30),
        recognition(language, 12),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_papers_are_byte_for_byte_what_they_would_be_with_them(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = papers(language)
    made = [laid_out(content, language) for content in wanted]
    monkeypatch.setattr(rendering._PaperPage, "_ua_stylesheets", HTML._ua_stylesheets)
    assert made == [laid_out(content, language) for content in wanted]


def test_every_element_of_a_template_has_its_style() -> None:
    styles = re.sub(r"/\*.*?\*/", "", (FOLDER / "elements.css").read_text(), flags=re.DOTALL)
    styled = set(re.findall(r"[a-z][a-z0-9]*", re.sub(r"\{[^{}]*\}", " ", styles)))
    used = {
        element
        for template in FOLDER.rglob("*.html")
        for element in re.findall(r"<([a-z][a-z0-9]*)", template.read_text())
    }
    assert used - styled == INLINE & used
