"""The activities and figures of 2023 as the page shows them: what the source leaves out says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from projects.activities.source import HEADING, Activity, ActivityInvolvement, Figure
from projects.involvement.enums import Capacity, Perspective, Phase
from projects.work.enums import WorkKind

WHO: dict[str, Promise] = {
    Perspective.USER: gettext_lazy("brukere"),
    Perspective.CARER: gettext_lazy("pårørende"),
    Perspective.BOTH: gettext_lazy("brukere og pårørende"),
}
# The notes of the file of figures, in the reader's language.
NOTES: dict[str, Promise | str] = {
    "": "",
    "«Status og utvikling»": gettext_lazy("Under «Status og utvikling»."),
    "«Måloppnåelse»: the chapter gives two different numbers; keep both with their place and let the user see it": (
        gettext_lazy("Under «Måloppnåelse». Kapitlet gir to ulike tall for det samme kurset.")
    ),
    "nasjonalt; the indicator was developed in 2022: year of the survey not stated": gettext_lazy(
        "Nasjonalt. Indikatoren ble utviklet i 2022; året for undersøkelsen er ikke oppgitt."
    ),
    "nasjonalt": gettext_lazy("Nasjonalt."),
    "nasjonalt; the lowest of the five": gettext_lazy("Nasjonalt. Den laveste av de fem."),
    "indicator named; no figure given": gettext_lazy("Indikatoren er nevnt, uten tall."),
    "2022 not produced when the chapter was written": gettext_lazy(
        "Tall for 2022 var ikke laget da kapitlet ble skrevet."
    ),
}


@dataclass(frozen=True)
class InvolvementShown:
    form: str
    who: str
    phases: str
    how_many: str
    quote: str


@dataclass(frozen=True)
class ActivityShown:
    title: str
    url: str
    about: str
    note: str
    rows: list[InvolvementShown]


@dataclass(frozen=True)
class FigureShown:
    name: str
    year: str
    value: str
    unit: str
    note: str


def not_stated() -> str:
    return _("ikke oppgitt")


def show_activity(
    activity: Activity,
    *,
    recorded: set[str],
    address: Callable[[str], str],
    forms: Mapping[str, str],
    products: Mapping[str, str],
) -> ActivityShown:
    about = [str(WorkKind(activity.kind).label)]
    if activity.product_type:
        about.append(products.get(activity.product_type, activity.product_type))
    about.append(", ".join(activity.subjects))
    if activity.place != HEADING:
        about.append(_("står under «%(place)s»") % {"place": activity.place})
    return ActivityShown(
        title=activity.title,
        url=address(activity.reference) if activity.reference in recorded else "",
        about=capfirst(" · ".join(about)),
        note=activity.note,
        rows=[_show_involvement(row, forms) for row in activity.involvements],
    )


def show_figure(figure: Figure) -> FigureShown:
    return FigureShown(
        name=figure.name,
        year=str(figure.year) if figure.year else not_stated(),
        value=figure.value.replace(".", ",") if figure.value else not_stated(),
        unit=figure.unit,
        note=str(NOTES[figure.note]),
    )


def _show_involvement(row: ActivityInvolvement, forms: Mapping[str, str]) -> InvolvementShown:
    return InvolvementShown(
        form=forms.get(row.form, row.form),
        who=_who(row),
        phases=_phases(row),
        how_many=_how_many(row),
        quote=row.description,
    )


def _who(row: ActivityInvolvement) -> str:
    if not row.perspective and not row.capacity:
        return not_stated()
    who = str(WHO[row.perspective]) if row.perspective else not_stated()
    if row.youth:
        who = _("%(who)s, barn og unge") % {"who": who}
    capacity = Capacity(row.capacity).label if row.capacity else _("rolle ikke oppgitt")
    return f"{who} ({capacity})"


def _phases(row: ActivityInvolvement) -> str:
    phases = ", ".join(str(Phase(phase).label) for phase in row.phases) or not_stated()
    if row.whole_process is None:
        return phases
    part = _("i hele prosessen") if row.whole_process else _("i deler av arbeidet")
    return f"{phases}; {part}" if row.phases else part


def _how_many(row: ActivityInvolvement) -> str:
    counts = []
    if row.people is not None:
        counts.append(ngettext("%(count)d person", "%(count)d personer", row.people) % {"count": row.people})
    if row.organisations is not None:
        counts.append(
            ngettext("%(count)d organisasjon", "%(count)d organisasjoner", row.organisations)
            % {"count": row.organisations}
        )
    return ", ".join(counts) or not_stated()
