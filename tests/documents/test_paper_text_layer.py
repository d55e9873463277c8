"""Thai text in a PDF reads as it was written, and is drawn as before."""

import shutil
import subprocess
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weasyprint import HTML

from apps.documents.text_layer import DocumentFonts, mark_syllables

CONSONANTS = "กขคงจชญฐณดตถทนบปผฝพฟมยรลวศสหอฮฬ"
TONES = ("", "่", "้", "๊", "๋")
SYLLABLES = st.builds(
    lambda lead, consonant, tone, tail: (lead, consonant, tone, tail),
    st.sampled_from(("", "เ", "แ", "โ", "ไ")),
    st.sampled_from(CONSONANTS),
    st.sampled_from(TONES),
    st.sampled_from(("", "า", "ำ", "ะ", "น")),
)
ABOVE_OR_BELOW = st.sampled_from(("", "ิ", "ี", "ึ", "ื", "ุ", "ู", "ั"))


@st.composite
def words(draw: st.DrawFn) -> str:
    """Canonical spelling: consonant, vowel above or below, tone mark, then what follows."""
    made = []
    for _ in range(draw(st.integers(2, 6))):
        lead, consonant, tone, tail = draw(SYLLABLES)
        vowel = "" if tail == "ำ" else draw(ABOVE_OR_BELOW)
        made.append(lead + consonant + vowel + tone + tail)
    return "".join(made)


def laid_out(lines: list[str], *, repaired: bool = True, family: str = "Laksaman") -> bytes:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
    html = f"<html lang=th><style>@page {{ size: A3 }} p {{ white-space: nowrap;\
        font: 11pt {family} }}</style><body>{paragraphs}</body></html>"
    document = HTML(string=html).render(pdf_tags=True)
    if not repaired:
        return bytes(document.write_pdf(pdf_tags=True))
    document.fonts = DocumentFonts()
    return bytes(document.write_pdf(finisher=mark_syllables, pdf_tags=True))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(words(), min_size=5, max_size=20))
def test_what_is_copied_is_what_was_written(text_of: Callable[..., str], lines: list[str]) -> None:
    assert text_of(laid_out(lines), "-raw").split() == lines


def test_the_repair_is_needed(text_of: Callable[..., str]) -> None:
    """Fails when the layout engine has learnt it: then text_layer.py can go."""
    lines = ["น้ำตา", "ฝ่ายปี"]
    assert text_of(laid_out(lines, repaired=False), "-raw").split() != lines
    assert text_of(laid_out(lines), "-raw").split() == lines


def test_nothing_is_drawn_differently(tmp_path: Path) -> None:
    tool = shutil.which("pdftoppm")
    assert tool, "poppler-utils is not installed"
    lines = ["น้ำทิพย์อัมพร ป่ำพิทักษ์วงศ์", "ฝ่ายปีที่ ฟ้า ซึ้ง กำ", "ก๋วยเตี๋ยว O'Connor"]
    pictures = []
    for repaired in (True, False):
        file = tmp_path / f"{repaired}.pdf"
        file.write_bytes(laid_out(lines, repaired=repaired))
        done = subprocess.run([tool, "-r", "120", str(file)], capture_output=True, check=True)
        pictures.append(done.stdout)
    assert pictures[0] == pictures[1]
    assert len(pictures[0]) > 1_000_000


@pytest.mark.parametrize("point", ["\u0e01", "\u0e33"])
def test_missing_thai_is_noticed(point: str) -> None:
    fonts = DocumentFonts()

    class Font:
        file_content = b""
        missing = {ord(point): 1}

    dict.__setitem__(fonts, "x", Font())
    assert fonts.lacks_thai()
