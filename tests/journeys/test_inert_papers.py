"""Every text of every kind of paper is bait: nothing is fetched, all of it stands there to read."""

import dataclasses
import shutil
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.utils.safestring import SafeString

from apps.courses.papers import results as results_paper
from apps.courses.papers import statement as statement_paper
from apps.courses.papers.texts import WORDS
from apps.documents.content import PaperContent
from apps.documents.details import PaperDetail
from apps.documents.papers.head import sheet_head
from apps.documents.rendering import Language, render_pdf
from tests.courses import test_paper_sheets as sheets
from tests.documents import paper_samples as samples
from tests.documents.paper_builders import CREATED_AT
from tests.journeys.canary import Canary, running_canary

UNTOUCHED = {"verify_url", "stylesheet"}
"""The portal's own address, as large as the square code can hold; and a file's name."""


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    with running_canary() as running:
        yield running


def test_the_canary_counts(canary: Canary) -> None:
    with urllib.request.urlopen(f"{canary.url}/i", timeout=5):
        assert canary.asked == ["GET /i HTTP/1.1"]
    canary.asked.clear()


def results(language: Language) -> PaperContent:
    made = sheets.paper(language)
    context = results_paper.results_context(
        sheets.sheet([sheets.course(1)]), sheets.head(made), language
    )
    return PaperContent(
        template=results_paper.TEMPLATE,
        context=context,
        persons=1,
        detail=PaperDetail(),
        stylesheet="course_paper.css",
    )


def statement(language: Language) -> PaperContent:
    """As statement_context gives it, one entry and one decision."""
    words, made = WORDS[language], sheets.paper(language)
    title = words["statement_title"]
    facts = ((words["student"], "กานดา ใจงาม"), (words["home_code"], "6601000001"))
    entry = {"date": "1", "kind": "2", "course": "3", "host": "4", "credits": "+3", "balance": "3"}
    decision = {
        "sources": [("CS101 การโปรแกรม", "มหาวิทยาลัยขอนแก่น")],
        "target": "SC111",
        "credits": "3",
        "grade": "A",
        "on": "1",
    }
    return PaperContent(
        template=statement_paper.TEMPLATE,
        context={
            "words": words,
            "head": sheet_head(sheets.head(made), language, title=title, subtitle="1", facts=facts),
            "totals": [("earned", "3")],
            "entries": [entry],
            "decisions": [decision],
        },
        persons=1,
        detail=PaperDetail(),
        stylesheet="course_paper.css",
    )


KINDS: dict[str, Callable[[Language], PaperContent]] = {
    "student_status": lambda language: samples.certificate(samples.STUDENT, language),
    "graduation": lambda language: samples.certificate(samples.GRADUATE, language),
    "qualification_reply": lambda language: samples.reply(
        language, samples.rows_by_closing(language)["confirmed_with_differences"]
    ),
    "qualification_batch": lambda language: samples.reply(
        language, *samples.rows_by_closing(language).values()
    ),
    "graduate_verification": lambda language: samples.verification(language, 4),
    "recognition_decision": samples.recognition,
    "course_results": results,
    "credit_statement": statement,
}


def baited(value: Any, baits: Iterator[str]) -> Any:
    """The same with bait after each text; what the code itself declared safe stays."""
    if isinstance(value, SafeString):
        return value
    if isinstance(value, str):
        return f"{value} {next(baits)}" if value else value
    if isinstance(value, dict):
        return {key: _part(key, one, baits) for key, one in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in dataclasses.fields(value) if one.init]
        given = {name: _part(name, getattr(value, name), baits) for name in names}
        return dataclasses.replace(value, **given)
    if isinstance(value, list | tuple):
        return type(value)([baited(one, baits) for one in value])
    return value


def _part(name: str, value: Any, baits: Iterator[str]) -> Any:
    return value if name in UNTOUCHED else baited(value, baits)


def addresses_in(pdf: bytes) -> list[str]:
    """Wherever a viewer would go by itself or at a click, and any script."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary):
                found += [str(one[key]) for key in ("/URI", "/JS", "/F") if key in one]
    return found


def text_of(pdf: bytes) -> str:
    tool = shutil.which("pdftotext")
    assert tool, "poppler-utils is not installed"
    done = subprocess.run([tool, "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_bait_is_only_read(canary: Canary, kind: str, language: Language) -> None:
    content, baits = KINDS[kind](language), canary.baits()
    pdf = render_pdf(
        template=content.template,
        context=baited(dict(content.context), baits),
        language=language,
        title=f"Paper {next(baits)}",
        author=f"University {next(baits)}",
        created_at=CREATED_AT,
        attachments=content.attachments,
        stylesheet=content.stylesheet,
        signed_by=f"University {next(baits)}",
    )
    assert canary.asked == []
    assert [one for one in addresses_in(pdf) if canary.url in one] == []
    text = text_of(pdf)
    for sign in (f"<imgsrc={canary.url}/i", "<style>@import", f"<iframesrc={canary.url}"):
        assert sign in text, sign
    assert "SECRET_KEY" in text or "{%include" in text
