"""Charts drawn by the server as SVG from typed data, each with its table: `{% load charts %}{% chart bars %}`.

A chart's title says the finding («Fra 22 til 81 prosent: avdelingene varierer mye»), its description what is shown.
Bars lie one SVG a row, with the words in HTML beside them, so that they read at 320 px and at 400 % zoom. Lines have
a wide and a narrow drawing, of which the style sheet shows one.
"""

from medvirkning.web.charts.bars import Bar, BarChart, Heading, Reference
from medvirkning.web.charts.heat import HeatCell, HeatChart, HeatColumn, HeatRow
from medvirkning.web.charts.lines import LineChart, LinePoint, Target
from medvirkning.web.charts.stacked import Segment, StackedBar, StackedChart
from medvirkning.web.charts.table import Cell, ChartTable

__all__ = [
    "Bar", "BarChart", "Cell", "ChartTable", "Heading", "HeatCell", "HeatChart", "HeatColumn", "HeatRow", "LineChart",
    "LinePoint", "Reference", "Segment", "StackedBar", "StackedChart", "Target",
]  # fmt: skip
