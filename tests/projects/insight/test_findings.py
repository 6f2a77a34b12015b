"""A title claims a finding only where the data bear it."""

from decimal import Decimal

import pytest

from projects.insight.findings import Compared, Counted, beyond_chance, of_comparison, of_early, of_most, of_trend
from projects.shares import rule
from projects.shares.trend import TrendPoint


def trend(*counted, carried_out=200, preliminary_last=False, **marks):
    last = len(counted) - 1
    return [
        TrendPoint(
            year=2020 + at,
            carried_out=carried_out,
            counted=count,
            share=rule.per_cent(count, carried_out),
            preliminary=preliminary_last and at == last,
            headline="with_any",
            **{name: at == where for name, where in marks.items()},
        )
        for at, count in enumerate(counted)
    ]


def test_departments_that_differ_beyond_chance():
    found = of_comparison([Compared(22, 100, "/lav"), Compared(81, 100, "/høy"), Compared(50, 100)])
    assert 'Fra <a href="/lav">22</a> til <a href="/høy">81</a> prosent' in found.html
    assert str(found) == "Fra 22 til 81 prosent: enhetene varierer mye"


def test_departments_that_differ_somewhat():
    assert of_comparison([Compared(400, 1000), Compared(550, 1000)]).pattern.endswith("enhetene varierer noe")


def test_few_items_may_differ_by_chance():
    found = of_comparison([Compared(2, 6), Compared(4, 6), Compared(3, 6)])
    assert str(found) == "Fra 33 til 67 prosent: forskjellene kan være tilfeldige"


def test_departments_that_lie_level():
    assert of_comparison([Compared(60, 100), Compared(65, 100)]).pattern.endswith("enhetene ligger jevnt")


@pytest.mark.parametrize("departments", [[], [Compared(10, 20)], [Compared(0, 4), Compared(4, 4)]])
def test_nothing_to_compare_gives_a_neutral_title(departments):
    assert of_comparison(departments) == "Andel med medvirkning i hver enhet"


def test_all_or_nothing_is_no_difference():
    assert not beyond_chance([Compared(10, 10), Compared(20, 20)])


@pytest.mark.parametrize(
    ("points", "title"),
    [
        (trend(80, 90, 100, 120), "Andelen har økt tre år på rad"),
        (trend(120, 100, 90), "Andelen har falt to år på rad"),
        (trend(120, 100, 110), "Andelen økte fra 50,0\u00a0% i 2021 til 55,0\u00a0% i 2022"),
        (trend(100, 120, 110), "Andelen falt fra 60,0\u00a0% i 2021 til 55,0\u00a0% i 2022"),
        (trend(100, 101), "Andelen er nesten den samme i 2021 som i 2020"),
        # The running year isn't over, so it proves nothing.
        (trend(80, 90, 100, 10, preliminary_last=True), "Andelen har økt to år på rad"),
        (trend(80, 10, preliminary_last=True), "Andelen år for år"),
        # Years across a break can't be compared.
        (trend(80, 90, 100, rule_break=2), "Andelen år for år"),
        (trend(80, 90, 100, rule_break=1), "Andelen økte fra 45,0\u00a0% i 2021 til 50,0\u00a0% i 2022"),
        (trend(1, 2, 3, carried_out=4), "Andelen år for år"),
        (trend(50), "Andelen år for år"),
    ],
)
def test_the_title_of_a_trend(points, title):
    assert str(of_trend(points, lambda point: f"/{point.year}")) == title


def test_a_value_that_stands_out():
    def most(*counts, whole):
        values = [Counted(name, count, f"/{name}") for name, count in zip(["intervju", "panel"], counts, strict=True)]
        return of_most(values, Counted("Former", whole, "/alle"))

    assert str(most(7, 3, whole=9)) == "Intervju er vanligst: 7 av 9"
    assert '<a href="/intervju">7</a> av <a href="/alle">9</a>' in most(7, 3, whole=9).html
    assert most(7, 7, whole=9) == "Former"
    assert most(2, 1, whole=3) == "Former"


@pytest.mark.parametrize(
    ("early", "start"),
    [(2, "Tidlig medvirkning er sjelden"), (5, "5 av 19 oppdrag"), (10, "De fleste begynte tidlig")],
)
def test_how_often_involvement_begins_early(early, start):
    assert str(of_early(Counted("Faser", early), Counted("Faser", 19))).startswith(start)
    assert of_early(Counted("Faser", 1), Counted("Faser", 4)) == "Faser"


def test_the_share_of_a_compared_department_is_the_rules():
    assert Compared(19, 30).share == Decimal("63.3")
