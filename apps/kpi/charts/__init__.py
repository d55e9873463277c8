"""Charts as shapes under labels of plain text: the same on a page and on paper.

    chart = history(points, Caption(title=…, sentence=…, as_of=…, n=…), target=…)
    {% include "kpi/charts/chart.html" with chart=chart only %}      on a page
    {% include "kpi/charts/paper.html" with chart=chart only %}      on a paper

A chart is plain data in the language that is active when it is made. Two things forbid the usual
ways of drawing one:

* The layout engine of papers sets text within SVG one code point at a time, which tears Thai vowels
  and tone marks from their letters. Therefore the SVG holds shapes only, and every word is HTML
  laid over it.
* The pages' content security policy forbids `style="…"`, so a label cannot carry its place with it.
  Therefore places are classes, which static/css/charts.css has for each hundredth of a picture
  (`x-0`…`x-100`, `y-0`…`y-100`) and each tenth of one across (`d-1`…`d-9`): 211 short rules, under
  6 kB, and at most a twentieth of a hundredth off across, half of one down (about a pixel).

A stretched picture would turn dots into ellipses, and one that only shrinks is unreadable on a
phone. So each picture is laid out twice (frames.py) and its container chooses, without a script.
"""

from apps.kpi.charts.bars import Amount, Measured, share_bars, value_bars
from apps.kpi.charts.chart import Caption, Chart
from apps.kpi.charts.completeness_table import (
    CycleColumn,
    InstitutionRow,
    Received,
    completeness,
)
from apps.kpi.charts.funnel_chart import funnel
from apps.kpi.charts.funnel_dots import FunnelDot
from apps.kpi.charts.history_chart import PeriodValue, history
from apps.kpi.charts.strip import distribution_strip

__all__ = [
    "Amount",
    "Caption",
    "Chart",
    "CycleColumn",
    "FunnelDot",
    "InstitutionRow",
    "Measured",
    "PeriodValue",
    "Received",
    "completeness",
    "distribution_strip",
    "funnel",
    "history",
    "share_bars",
    "value_bars",
]
