"""What waits for the Centre in every room, by number and by what has waited longest. One query for all of it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateField, Min, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from advice.catalogue.models import AdviceFeedback
from advice.units.enums import UnitState
from advice.units.models import ServiceUnit
from medvirkning.accounts.models import User
from medvirkning.web.linked import Linked, Number
from medvirkning.web.numbers import format_number
from medvirkning.web.todo import Task
from projects.shares.models import CountDifference
from projects.work.models import WorkItem
from representatives.organisations.enums import ApplicationState
from representatives.organisations.filters import Standing
from representatives.organisations.models import Organisation, OrganisationApplication
from representatives.organisations.querysets import CONFIRMED_FOR

APPLICATIONS, ENDING, OVERDUE, UNITS, FEEDBACK = "applications", "ending", "overdue", "units", "feedback"
MENDING, DIFFERENCES = "mending", "differences"
# So long the nightly control's findings stand on the first page.
A_MONTH = datetime.timedelta(days=30)


# What hangs on no day.
NO_DAY = Cast(Value(None), DateField())


@dataclass(frozen=True)
class Said:
    """How a sort is told: so many of what, what is the matter with them, the act, and the list where they stand."""

    subject: str
    text: str
    action: str
    url: str


def for_the_centre(user: User, today: datetime.date) -> Iterator[Task]:
    """Each sort that has anything. Ask it for the Centre alone."""
    first, *others = [
        _told(OrganisationApplication.objects.waiting(), APPLICATIONS, TruncDate("submitted_at")),
        _told(Organisation.objects.ending(), ENDING, TruncDate("registry_checked_at")),
        _told(Organisation.objects.overdue(), OVERDUE, "confirmed_on"),
        _told(ServiceUnit.objects.waiting(), UNITS, TruncDate("applied_at")),
        _told(AdviceFeedback.objects.unhandled(), FEEDBACK, TruncDate("sent_at")),
        _told(WorkItem.objects.listed_to(user).to_mend(today), MENDING, NO_DAY),
        _told(CountDifference.objects.filter(found_at__gte=timezone.now() - A_MONTH), DIFFERENCES, NO_DAY),
    ]
    for sort, number, since in first.union(*others, all=True):
        if sort in (MENDING, DIFFERENCES):
            yield _to_mend(number) if sort == MENDING else _differences()
            continue
        said = _said(sort, number)
        subject = said.subject % {"n": format_number(number)}
        day = since + CONFIRMED_FOR if sort == OVERDUE and since else since
        yield Task(subject, said.text, said.action, said.url, day, subject_url=said.url)


def _to_mend(number: int) -> Task:
    url = reverse("work:to-mend")
    pattern = ngettext(
        "%(n)s arbeid hører til en enhet som er lagt ned",
        "%(n)s arbeider hører til enheter som er lagt ned",
        number,
    )
    text = Linked(pattern, {"n": Number(format_number(number), url)})
    return Task(_("Til opprydding"), text, _("Rydd opp"), url, subject_url=url)


def _differences() -> Task:
    control = reverse("insight:control")
    told = _("fant avvik de siste 30 dagene og rettet dem")
    return Task(_("Kontrolltellingen"), told, _("Se avvikene"), control, late=True, subject_url=control)


def _told(rows: QuerySet[Any], sort: str, since: Any) -> QuerySet[Any, Any]:
    """How many, and since which day; no row where there are none."""
    told = rows.order_by().annotate(sort=Value(sort)).values("sort")
    return (
        told.annotate(number=Count("pk"), since=Min(since, output_field=DateField()))
        .filter(number__gt=0)
        .values_list("sort", "number", "since")
    )


def _said(sort: str, number: int) -> Said:
    """In whole sentences, since other languages bend the verb by the number too."""
    organisations = ngettext("%(n)s organisasjon", "%(n)s organisasjoner", number)
    match sort:
        case "applications":
            text = npgettext(
                "applications", "har meldt seg inn og venter på svar", "har meldt seg inn og venter på svar", number
            )
            url = f"{reverse('organisations:applications')}?tilstand={ApplicationState.SUBMITTED.value}"
            return Said(organisations, text, _("Se og avgjør"), url)
        case "ending":
            text = npgettext(
                "ending",
                "er konkurs, slettet eller under avvikling i Enhetsregisteret",
                "er konkurs, slettet eller under avvikling i Enhetsregisteret",
                number,
            )
            return Said(organisations, text, _("Se dem"), _organisations(Standing.ENDING))
        case "overdue":
            text = npgettext(
                "overdue",
                "har ikke bekreftet opplysningene sine på over et år",
                "har ikke bekreftet opplysningene sine på over et år",
                number,
            )
            return Said(organisations, text, _("Se dem"), _organisations(Standing.OVERDUE))
        case "units":
            text = npgettext(
                "applications", "har meldt seg inn og venter på svar", "har meldt seg inn og venter på svar", number
            )
            url = f"{reverse('units:list')}?tilstand={UnitState.APPLIED.value}"
            return Said(ngettext("%(n)s tjenesteenhet", "%(n)s tjenesteenheter", number), text, _("Se og avgjør"), url)
        case _:
            text = npgettext("feedback", "på rådene er ikke behandlet", "på rådene er ikke behandlet", number)
            subject = ngettext("%(n)s tilbakemelding", "%(n)s tilbakemeldinger", number)
            return Said(subject, text, _("Les"), reverse("catalogue:feedback-list"))


def _organisations(standing: Standing) -> str:
    return f"{reverse('organisations:list')}?status={standing.value}"
