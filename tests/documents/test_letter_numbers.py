"""The number (ที่) of a letter is the office's own; where none is given, its place is left."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.documents.content import PaperContent
from apps.documents.heads import head_for, letter_for
from apps.documents.kinds import QUALIFICATION_REPLY
from apps.documents.models import Paper
from apps.documents.papers.sentences import plain, with_codes_kept
from apps.documents.rendering import Language, Order, paper_html
from apps.documents.services import reserve_paper
from apps.institutions.models import Office
from apps.institutions.scope import scope
from tests.builders.cast import Cast
from tests.documents.paper_builders import CREATED_AT
from tests.documents.paper_samples import LANGUAGES, STUDENT, certificate, reply, verification

PLACE = '<span class="by-hand"></span>'


def page(content: PaperContent, language: Language = "th") -> str:
    return paper_html(
        Order(
            template=content.template, context=content.context, language=language, title="x",
            author="x", created_at=CREATED_AT,
        )
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_leaves_the_place_of_a_number_that_is_not_given(language: Language) -> None:
    given = page(reply(language, number="อว 67.04/1235", number_begins="อว 67.04/"), language)
    assert PLACE not in given
    assert ("อว ๖๗.๐๔/๑๒๓๕" if language == "th" else "อว 67.04/1235") in given
    left = page(reply(language, number="", number_begins="อว 67.04/"), language)
    assert (f"อว ๖๗.๐๔/{PLACE}" if language == "th" else f"อว 67.04/{PLACE}") in left
    checked = verification(language)
    letter = replace(checked.context["letter"], number="")  # type: ignore[type-var]
    assert PLACE in page(replace(checked, context={**checked.context, "letter": letter}), language)


def test_a_certificate_leaves_it_where_the_office_numbers_its_letters() -> None:
    assert f"อว ๖๗.๐๔/{PLACE}" in page(
        certificate(STUDENT, "th", number="", number_begins="อว 67.04/")
    )
    silent = page(certificate(STUDENT, "th", number=""))
    assert PLACE not in silent
    assert 'class="number"' not in silent


@pytest.mark.django_db
def test_the_serial_is_no_number(cast: Cast) -> None:
    with scope(cast.registrar_a.actor) as actor:
        Office.objects.create(
            institution=cast.university_a, name_th="สำนักทะเบียน", letter_prefix="อว 67.01/"
        )
        reserved = reserve_paper(
            actor=actor, kind=QUALIFICATION_REPLY, source_type="test",
            source_uuid=cast.university_a.uuid, issuer=cast.university_a, language="th",
            subject="เรื่องทดสอบ", template_version="1",
        )  # fmt: skip
        paper = Paper.objects.get(pk=reserved.pk)
        letter, head = letter_for(paper, to="ผู้รับ"), head_for(paper)
        numbered = letter_for(paper, to="ผู้รับ", number="อว 67.01/55")
    for made in (letter, head):
        assert (made.number, made.number_begins) == ("", "อว 67.01/")
    assert numbered.number == "อว 67.01/55"


@settings(max_examples=80)
@given(st.text(st.sampled_from("กขา abจ09๑-/().\u0e49\n"), max_size=60))
def test_keeping_codes_whole_changes_no_letter(text: str) -> None:
    parts = with_codes_kept(text)
    assert plain(parts) == text
    for part, whole in parts:
        assert whole == any(letter.isdigit() for letter in part)
        assert not whole or part.split() == [part]
