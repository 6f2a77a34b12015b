"""Charts: geometry as numbers, figures as links, and the same figures in the table."""

import re
from decimal import Decimal

import pytest
from django.template import Context, Template

from medvirkning.web.charts import (
    Bar,
    BarChart,
    HeatCell,
    HeatChart,
    HeatColumn,
    HeatRow,
    LineChart,
    LinePoint,
    Segment,
    StackedBar,
    StackedChart,
    Target,
)
from medvirkning.web.charts.heat import shade_of
from medvirkning.web.linked import Linked, Number
from medvirkning.web.styleguide import bar_chart, line_chart, stacked_chart


def draw(chart):
    return Template("{% load charts %}{% chart figure %}").render(Context({"figure": chart}))


@pytest.mark.parametrize("make", [bar_chart, stacked_chart, line_chart])
def test_no_style_attribute_and_a_table_beside(make):
    html = draw(make())
    assert "style=" not in html
    assert "<script" not in html
    assert "<table" in html
    assert html.count("<figcaption>") == 1
    assert not re.search(r'(x|y|x1|x2|width|height|cx|cy)="[^"]*,', html.replace("points", "")), (
        "a comma in a coordinate"
    )


def test_bars_are_as_long_as_their_share():
    lengths = [row.length for row in bar_chart().drawn if hasattr(row, "length")]
    assert lengths == ["71.4", "63.3", "55", "81.3", "22.2", "0"]
    assert bar_chart().reference_at == "57.6"


def test_every_figure_is_a_link_that_says_whose_it_is():
    html = draw(bar_chart())
    assert '<span class="ds-sr-only">Psykisk helse og rus </span>63,3\u00a0%</a>' in html


def test_plain_numbers_fill_the_width_by_the_largest():
    chart = BarChart(
        id="n", title="T", description="D", rows=[Bar("a", 5), Bar("b", 20)], label_heading="L", value_heading="V",
        unit="",
    )  # fmt: skip
    assert [row.length for row in chart.drawn] == ["25", "100"]


def test_the_line_stops_at_a_gap_and_at_a_break():
    chart = LineChart(
        id="l", title="T", description="D", label_heading="År", value_heading="Andel",
        points=[LinePoint("1", 10), LinePoint("2", 20), LinePoint("3", None), LinePoint("4", 30), LinePoint("5", 40),
                LinePoint("6", 50, break_before="ny regel"), LinePoint("7", 60)],
    )  # fmt: skip
    for drawing in chart.drawings:
        assert [len(line.split()) for line in drawing.lines] == [2, 2, 2]
        assert len(drawing.points) == 6
        assert len(drawing.labels) == 7
        assert len(drawing.breaks) == 1
    assert chart.table.rows[2][1].text == "–"


def test_every_label_of_both_drawings_lies_within_its_viewbox():
    for drawing in line_chart().drawings:
        for point in drawing.points:
            assert 20 <= float(point.x) <= drawing.size.width - 20
            assert 0 < float(point.text_y) < drawing.size.height


def test_ids_of_the_two_drawings_differ():
    ids = re.findall(r'id="([^"]+)"', draw(line_chart()))
    assert len(ids) == len(set(ids))


def test_stacked_parts_fill_the_bar_in_order():
    first = stacked_chart().drawn[0].segments
    assert [segment.shade for segment in first] == ["1", "2", "3", "4"]
    assert sum(float(segment.length) for segment in first) == pytest.approx(100, abs=0.05)


def test_more_parts_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="told apart"):
        StackedChart(
            id="s", title="T", description="D", parts=list("abcdefg"), bars=[StackedBar("x", [Segment(1)] * 7)],
            label_heading="L",
        )  # fmt: skip


def test_figures_in_titles_notes_and_levels_lead_somewhere():
    title = Linked("Fra %(low)s til <b>%(high)s</b>", {"low": Number("22", "/lav"), "high": Number("81")})
    bars = BarChart(
        id="b", title=title, description="D", label_heading="L", value_heading="V", note_heading="N",
        rows=[Bar("a", 22, note=Linked("av %(n)s", {"n": Number("9", "/ni")})), Bar("b", None)],
    )  # fmt: skip
    html = draw(bars)
    assert '<figcaption>Fra <a href="/lav">22</a> til &lt;b&gt;81&lt;/b&gt;<' in html
    assert 'aria-label="Fra 22 til &lt;b&gt;81&lt;/b&gt;"' in html
    assert html.count('av <a href="/ni">9</a>') == 2
    assert "ingen verdi" in html
    line = LineChart(
        id="l", title="T", description="D", label_heading="År", value_heading="Andel", basis_heading="Grunnlag",
        points=[LinePoint("2025", 50, basis="1 av 2")], target=Target("måltall", 65, "/mål"),
    )  # fmt: skip
    assert draw(line).count('<a href="/mål">') == 3
    assert [cell.text for cell in line.table.rows[0]] == ["2025", "50,0\u00a0%", "1 av 2"]


def heat_map():
    cells = [HeatCell(Decimal("19.9"), "#1"), HeatCell(Decimal(100)), HeatCell(hidden=True), HeatCell()]
    return HeatChart(
        id="varme",
        title="Funnet",
        description="Hva som vises",
        label_heading="Region",
        column_heading="Råd",
        columns=[HeatColumn(str(number), f"Råd {number}") for number in range(1, 5)],
        rows=[HeatRow("Nord", cells)],
    )


def test_a_heat_map_says_each_figure_and_hides_without_a_trace():
    html = draw(heat_map())
    assert "style=" not in html
    assert html.count("<figcaption>") == 1
    assert 'aria-label="Nord, Råd 1: 19,9\u00a0%"' in html
    assert 'aria-label="Nord, Råd 3: skjult"' in html
    assert [cell.shade for cell in heat_map().drawings[0].rows[0].cells] == [1, 5, 0, 0]
    assert [str(cell.text) for cell in heat_map().table.rows[0]] == [
        "Nord",
        "19,9\u00a0%",
        "100,0\u00a0%",
        "skjult",
        "–",
    ]
    assert heat_map().has_hidden


@pytest.mark.parametrize(
    ("value", "shade"), [(0, 1), (19.9, 1), (20, 2), (59.9, 3), (60, 4), (80, 5), (100, 5), (None, 0)]
)
def test_shades_are_fifths(value, shade):
    assert shade_of(value) == shade


def test_a_row_that_lacks_a_cell_is_refused():
    with pytest.raises(ValueError, match="cells"):
        HeatChart(
            id="x", title="x", description="x", label_heading="x", column_heading="x",
            columns=[HeatColumn("1", "Råd 1")], rows=[HeatRow("Nord", [])],
        )  # fmt: skip
