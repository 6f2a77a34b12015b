"""Every component on one page, for those who build the portal. Served only in development and demonstration."""

import datetime
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from medvirkning.web.charts import (
    Bar,
    BarChart,
    Heading,
    LineChart,
    LinePoint,
    Reference,
    Segment,
    StackedBar,
    StackedChart,
    Target,
)
from medvirkning.web.fields import DateField, PartialDateField
from medvirkning.web.forms import Buttons, FormLook, LinkButton, SubmitButton
from medvirkning.web.pages import Action, State, Tab
from medvirkning.web.pagination import Count, Page
from medvirkning.web.tables import DateColumn, LinkColumn, NumberColumn, PercentColumn, Table
from medvirkning.web.widgets import CheckboxChips, RadioCards

HERE = "#"
PARTS = {"feil": "errors", "skjema": "forms", "tall": "figures", "liste": "lists", "post": "record", "arbeid": "work"}


class ExampleForm(FormLook, forms.Form):
    """One field of each kind."""

    happened_on = DateField(label=_("Når"))
    known_from = PartialDateField(label=_("Kjent fra"), required=False)
    form = forms.ChoiceField(
        label=_("Form"), choices=[("working_group", _("Arbeidsgruppe")), ("interview", _("Intervju"))]
    )
    people = forms.MultipleChoiceField(
        label=_("Hvem var med"),
        choices=[("1", "Anne Berg, Mental Helse"), ("2", "Jonas Lie Vik, RIO"), ("3", "Brukerpanel rus")],
        widget=CheckboxChips,
        initial=["1", "2"],
    )
    degree = forms.ChoiceField(
        label=_("Hvor mye kunne de påvirke?"),
        choices=[("1", _("Konsultasjon")), ("2", _("Samarbeid")), ("3", _("Likeverdig medlem"))],
        widget=RadioCards(
            {
                "1": _("De ble spurt om hva de mener."),
                "2": _("De arbeidet det fram sammen med oss."),
                "3": _("Samme papirer, samme stemme, samme avgjørelse."),
            }
        ),
        initial="3",
    )
    perspective = forms.ChoiceField(
        label=_("Hvem snakket de for"),
        choices=[("user", _("Brukere")), ("carer", _("Pårørende")), ("both", _("Begge"))],
        widget=forms.RadioSelect,
        help_text=_("Barn og unge er brukere."),
    )
    number = forms.IntegerField(label=_("Antall deltakere"), required=False, min_value=0)
    document = forms.FileField(label=_("Dokument"), required=False)
    summary = forms.CharField(
        label=_("Hva kom fram"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dokumentet kan bli offentlig. Skriv ikke helseopplysninger."),
    )
    whole = forms.BooleanField(label=_("De var med i hele prosessen"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Row("happened_on", "known_from", "form"),
            "people",
            "degree",
            Fieldset(_("Mer om møtet"), "perspective", "number", "document"),
            "summary",
            "whole",
            Buttons(
                SubmitButton(_("Registrer")),
                SubmitButton(_("Registrer, og en til"), name="again", variant="secondary"),
                LinkButton(_("Avbryt"), HERE),
            ),
        )


class ExampleTable(Table):
    caption = _("Oppdrag i eksempelet")
    title = LinkColumn(verbose_name=_("Tittel"), to=lambda record: HERE)
    due_on = DateColumn(verbose_name=_("Frist"))
    involved = NumberColumn(verbose_name=_("Med medvirkning"))
    share = PercentColumn(verbose_name=_("Andel"), orderable=False)


ROWS = [
    {
        "title": "Veileder om fengselshelsetjenester",
        "due_on": datetime.date(2026, 12, 15),
        "involved": 1204,
        "share": 63.3,
    },
    {
        "title": "Utredning av lavterskeltilbud for unge",
        "due_on": datetime.date(2027, 1, 20),
        "involved": 7,
        "share": None,
    },
]


def bar_chart() -> BarChart:
    return BarChart(
        id="avdelinger",
        title="Fra 22 til 81 prosent: avdelingene varierer mye",
        description="Andel med medvirkning per avdeling, 2026 foreløpig.",
        label_heading=_("Avdeling"),
        value_heading=_("Andel"),
        note_heading=_("Grunnlag"),
        reference=Reference("direktoratet", Decimal("57.6")),
        rows=[
            Heading("Kommunale tjenester", HERE),
            Bar("Omsorg og eldre", 71.4, HERE, HERE, "av 28", depth=1),
            Bar("Psykisk helse og rus", 63.3, HERE, HERE, "av 30", depth=1, highlight=True),
            Bar("Habilitering", 55.0, HERE, HERE, "av 20", depth=1),
            Heading("Spesialisthelsetjenester"),
            Bar("Kreft, palliasjon og sjeldne tilstander", 81.3, HERE, HERE, "av 32", depth=1),
            Bar("Miljø og helse", 22.2, HERE, HERE, "av 9 · få saker", depth=1),
            Bar("Nyopprettet avdeling", None, "", HERE, "ingen fullførte", depth=1),
        ],
        source="Foreløpige tall per 21. november 2026, regel 1.",
    )


def stacked_chart() -> StackedChart:
    return StackedChart(
        id="perspektiv",
        title="Pårørende er sjelden med alene",
        description="Oppdrag etter hvem som medvirket.",
        parts=["Begge", "Bare brukere", "Bare pårørende", "Ingen"],
        label_heading=_("Avdeling"),
        bars=[
            StackedBar("Omsorg og eldre", [Segment(11, HERE), Segment(6, HERE), Segment(3, HERE), Segment(8, HERE)]),
            StackedBar(
                "Psykisk helse og rus", [Segment(8, HERE), Segment(9, HERE), Segment(2, HERE), Segment(11, HERE)]
            ),
            StackedBar("Habilitering", [Segment(2, HERE), Segment(9, HERE), Segment(0), Segment(9, HERE)]),
        ],
    )


def line_chart() -> LineChart:
    return LineChart(
        id="trend",
        title="Andelen har økt tre år på rad",
        description="Andel med medvirkning 2022 til 2026, og måltallet.",
        label_heading=_("År"),
        value_heading=_("Andel"),
        target=Target("måltall", 65),
        points=[
            LinePoint("2022", 38.0, HERE),
            LinePoint("2023", 41.2, HERE),
            LinePoint("2024", 47.9, HERE, break_before="avdelingen ble delt"),
            LinePoint("2025", 52.0, HERE),
            LinePoint("2026", 63.3, HERE, note="foreløpig"),
        ],
    )


def _only_for_builders() -> None:
    """There is such a page only in development and demonstration."""
    if not (settings.DEBUG or settings.MEDVIRKNING_DEMO):
        raise Http404


@login_not_required
def overview(request: HttpRequest) -> HttpResponse:
    """The list of parts, with tags, alerts and buttons."""
    _only_for_builders()
    messages.success(request, _("Medvirkningen er registrert."))
    messages.error(request, _("Vi fikk ikke lagret. Prøv igjen."))
    return render(request, "styleguide/overview.html", _page(_("Stilguide"), parts=PARTS))


@login_not_required
def part(request: HttpRequest, part: str) -> HttpResponse:
    """One kind of page."""
    _only_for_builders()
    if part not in PARTS:
        raise Http404
    return render(request, f"styleguide/{PARTS[part]}.html", _CONTEXTS[part](request))


def _page(title: Any, **more: Any) -> dict[str, Any]:
    return {"title": title, "breadcrumbs": [(_("Stilguide"), "/_stil/"), (title, "")], **more}


def _form(request: HttpRequest) -> dict[str, Any]:
    form = ExampleForm(request.POST or None, request.FILES or None)
    return _page(
        _("Registrer medvirkning"), form=form, lede=_("Kladden lagres av seg selv."), page_form_id="page-form"
    )


def _errors(request: HttpRequest) -> dict[str, Any]:
    form = ExampleForm({"happened_on": "31.2.2026", "known_from": "i fjor", "people": [], "number": "-1"})
    form.add_error(None, _("Sluttdatoen er før startdatoen."))
    return _page(_("Registrer medvirkning"), form=form)


def _figures(request: HttpRequest) -> dict[str, Any]:
    return _page("Psykisk helse og rus", bars=bar_chart(), stacks=stacked_chart(), line=line_chart())


def _lists(request: HttpRequest) -> dict[str, Any]:
    table = ExampleTable([dict(row) for row in ROWS], request=request, order_by="-due_on")
    page = Page(rows=ROWS, number=3, pages=12, first_index=101, next_query={"page": 4}, previous_query={"page": 2})
    return _page(
        _("Oppdrag"),
        table=table,
        page=page,
        filterset=None,
        count_text=Count(10_000, exact=False).in_words(),
        exports=("csv", "xlsx"),
        actions=[Action(_("Nytt oppdrag"), HERE)],
        is_fragment=False,
        empty_title=_("Ingen oppdrag ennå"),
        empty_text=_("Registrer det første oppdraget, eller hent dem inn fra en fil."),
        empty_actions=[Action(_("Nytt oppdrag"), HERE), Action(_("Hent fra fil"), HERE, "secondary")],
    )


def _record(request: HttpRequest) -> dict[str, Any]:
    return _page(
        "Veileder om fengselshelsetjenester",
        state=State(_("Pågår"), "info"),
        facts=["TB2026-14", "Psykisk helse og rus", "Frist 15. desember 2026"],
        actions=[Action(_("Registrer medvirkning"), HERE), Action(_("Bestill representanter"), HERE, "secondary")],
        tabs=[Tab(_("Oversikt"), HERE, current=True), Tab(_("Medvirkning"), HERE, count=2), Tab(_("Historikk"), HERE)],
    )


def _work(request: HttpRequest) -> dict[str, Any]:
    return _page("God morgen, Kari", lede="Tre ting venter på deg.")


_CONTEXTS = {"feil": _errors, "skjema": _form, "tall": _figures, "liste": _lists, "post": _record, "arbeid": _work}
