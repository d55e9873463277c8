"""What templates make of a chart, on a page and on a paper."""

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML

from apps.documents.engine import paper_engine
from apps.kpi.charts import (
    Amount,
    Chart,
    CycleColumn,
    InstitutionRow,
    Measured,
    PeriodValue,
    Received,
    completeness,
    history,
    share_bars,
    value_bars,
)
from tests.kpi.chart_builders import caption

STYLES = Path(settings.BASE_DIR) / "static" / "css"


def the_history() -> Chart:
    rows = [
        PeriodValue(label="ที่นี้ 1/2568", value=Decimal("88.2"), n=1_200),
        PeriodValue(label="กำลัง 2/2568", value=Decimal("93.4"), n=1_300),
    ]
    return history(rows, caption(), target=Decimal(95))


def the_bars() -> Chart:
    answers = [Amount(str(5 - at), number) for at, number in enumerate((169, 90, 45, 8, 6))]
    return share_bars(answers, caption(), what="Answer")


def the_squares() -> Chart:
    rows = [
        InstitutionRow("<b>มหาวิทยาลัยเชียงใหม่", (Received("late", "3 days late"),), "/cmu"),
        InstitutionRow("มหาวิทยาลัยขอนแก่น", (Received("missing"),)),
        InstitutionRow("มหาวิทยาลัยบูรพา", (Received("not_asked"),)),
    ]
    return completeness([CycleColumn("REG01", "1/2568", "due 1 Dec 2025")], rows, caption(None))


def on_page(chart: Chart) -> str:
    return render_to_string("kpi/charts/chart.html", {"chart": chart})


def on_paper(chart: Chart) -> str:
    template = '{% include "kpi/charts/paper.html" with chart=chart only %}'
    return str(paper_engine().from_string(template).render(Context({"chart": chart})))


CHARTS = (the_history, the_bars, the_squares)


@pytest.mark.parametrize("make", CHARTS)
def test_nothing_that_the_policy_forbids_or_a_paper_tears(make: type[Chart]) -> None:
    for html in (on_page(make()), on_paper(make())):
        assert not re.search(r"\sstyle=|<style|<script|\son\w+=|<text|<foreignObject", html)


@pytest.mark.parametrize("make", CHARTS)
def test_every_class_is_in_a_style_sheet(make: type[Chart]) -> None:
    rules = "".join(path.read_text() for path in STYLES.glob("*.css"))
    names = {
        name for group in re.findall(r'class="([^"]*)"', on_page(make())) for name in group.split()
    }
    ours = {name for name in names if not name.startswith("mark-")} - {"visually-hidden"}
    assert {name for name in ours if f".{name}" not in rules} <= {"at-start", "label-axis"}


def test_the_picture_is_read_as_its_sentence_and_has_its_table() -> None:
    with translation.override("en"):
        html = on_page(the_history())
    assert html.count('role="img" aria-label="It fell."') == 2
    assert "REG02 below its target" in html
    assert "n = 318, as of 14\u00a0Aug\u00a02026" in html
    table = html[html.index("<details") :]
    assert "93.4\u00a0%" in table
    assert '<th scope="row">ที่นี้ 1/2568</th>' in table


def test_bars_are_a_table_of_their_figures() -> None:
    with translation.override("en"):
        html = on_page(the_bars())
    assert '<td class="num">169</td><td class="num">53.1\u00a0%</td>' in html
    assert 'd="M0 0h53.14v10h-53.14z"' in html
    assert "<details" not in html


def test_no_answers_are_no_share() -> None:
    with translation.override("en"):
        chart = share_bars([Amount("5", 0), Amount("4", 0)], caption(0), what="Answer")
    assert chart.bars is not None
    assert [(bar.share, bar.texts) for bar in chart.bars.rows] == [(0, ("0", "No data"))] * 2


def test_bars_of_values_begin_at_zero() -> None:
    stages = [Measured("A", Decimal("1.5")), Measured("B", Decimal(6)), Measured("C", None)]
    with translation.override("en"):
        chart = value_bars(stages, caption(), what="Stage", unit="days")
    assert chart.bars is not None
    assert [(bar.share, bar.texts) for bar in chart.bars.rows] == [
        (25, ("1.5\u00a0days",)),
        (100, ("6.0\u00a0days",)),
        (0, ("No data",)),
    ]
    with pytest.raises(ValueError, match="zero"):
        value_bars([Measured("A", Decimal(-1))], caption(), what="Stage")
    with pytest.raises(ValueError, match="never negative"):
        share_bars([Amount("A", -1)], caption(), what="Answer")


def test_a_state_is_told_by_word_and_icon() -> None:
    with translation.override("en"):
        html = on_page(the_squares())
    late = re.search(r'<td class="square square-late".*?</td>', html)
    assert late is not None
    assert "<path" in late[0]
    assert '</svg>Late <span class="square-detail">3 days late</span>' in late[0]
    assert '<a href="/cmu">&lt;b&gt;มหาวิทยาลัยเชียงใหม่</a>' in html
    assert '<td data-label="REG01 1/2568">1 of 2</td>' in html
    assert "REG01<br>1/2568<br><small>due 1 Dec 2025</small>" in html
    assert "/cmu" not in on_paper(the_squares())


def test_what_was_not_asked_for_is_a_dash_with_a_word_for_readers_aloud() -> None:
    with translation.override("en"):
        page, paper = on_page(the_squares()), on_paper(the_squares())
    assert '<span class="visually-hidden">Not asked for</span></td>' in page
    assert "visually-hidden" not in paper


def test_a_row_must_fill_its_columns() -> None:
    columns = [CycleColumn("REG01", "1/2568"), CycleColumn("REG01", "2/2568")]
    with pytest.raises(ValueError, match="zip"):
        completeness(columns, [InstitutionRow("X", (Received("late"),))], caption())


def test_on_paper_the_picture_has_its_sentence_for_screen_readers() -> None:
    pdf = HTML(string=f"<html lang=th><title>x</title><body>{on_paper(the_history())}").write_pdf(
        stylesheets=[CSS(filename=str(STYLES / "charts.css"))],
        pdf_tags=True,
    )
    with pikepdf.open(BytesIO(pdf)) as file:
        said = [
            str(one["/Alt"])
            for one in file.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]
    assert said == ["It fell."]
