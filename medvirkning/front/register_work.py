"""What waits with the register: organisations for the Centre and for those who act for them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.accounts.models import User
from medvirkning.web.linked import Linked, Number
from medvirkning.web.numbers import format_number
from medvirkning.web.todo import Task
from representatives.enrolments.waiting import mandates_running_out
from representatives.organisations.querysets import CONFIRMED_FOR
from representatives.organisations.waiting import Waiting, to_confirm, waiting_for_centre


def for_the_centre() -> Iterator[Task]:
    """Each sort that has anything, dated by what has waited longest."""
    found = waiting_for_centre()
    sorts = [
        (
            found.applications,
            ngettext(
                "%(n)s organisasjon har meldt seg inn og venter på svar",
                "%(n)s organisasjoner har meldt seg inn og venter på svar",
                found.applications.number,
            ),
            _("Se og avgjør"),
        ),
        (
            found.ending,
            ngettext(
                "%(n)s organisasjon er konkurs, slettet eller under avvikling i Enhetsregisteret",
                "%(n)s organisasjoner er konkurs, slettet eller under avvikling i Enhetsregisteret",
                found.ending.number,
            ),
            _("Se dem"),
        ),
        (
            found.overdue,
            ngettext(
                "%(n)s organisasjon har ikke bekreftet opplysningene sine på over et år",
                "%(n)s organisasjoner har ikke bekreftet opplysningene sine på over et år",
                found.overdue.number,
            ),
            _("Se dem"),
        ),
    ]
    for waiting, pattern, action in sorts:
        if waiting.number:
            yield _of_the_centre(waiting, pattern, action)


def for_contacts(user: User) -> Iterator[Task]:
    """The organisations that the account acts for: those to confirm, and whose mandates run out."""
    for organisation in to_confirm(user):
        day = organisation.confirmed_on + CONFIRMED_FOR if organisation.confirmed_on else None
        yield Task(
            organisation.name,
            _("skal bekrefte at opplysningene i registeret fortsatt stemmer."),
            _("Se og bekreft"),
            reverse("organisations:confirm", args=[organisation.pk]),
            day,
            subject_url=organisation.get_absolute_url(),
        )
    for one in mandates_running_out(user):
        pattern = ngettext(
            "%(n)s mandat går ut innen 60 dager. Forleng det om personen skal fortsette.",
            "%(n)s mandater går ut innen 60 dager. Forleng dem om personene skal fortsette.",
            one.number,
        )
        text = Linked(pattern, {"n": Number(format_number(one.number), one.url)})
        yield Task(one.organisation, text, _("Se dem"), one.url, one.first_last_day, subject_url=one.url)


def _of_the_centre(waiting: Waiting, pattern: str, action: str) -> Task:
    text = Linked(pattern, {"n": Number(format_number(waiting.number), waiting.url)})
    return Task(_("Organisasjoner"), text, action, waiting.url, waiting.since, subject_url=waiting.url)
