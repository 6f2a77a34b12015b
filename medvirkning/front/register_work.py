"""What waits with the register for those who act for organisations."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medvirkning.accounts.models import User
from medvirkning.web.linked import Linked, Number
from medvirkning.web.numbers import format_number
from medvirkning.web.todo import Task
from representatives.enrolments.kinds import REPRESENTATIVE
from representatives.enrolments.waiting import mandates_running_out, said_yes, without_people
from representatives.organisations.querysets import CONFIRMED_FOR
from representatives.organisations.waiting import to_confirm


def for_contacts(user: User) -> Iterator[Task]:
    """The organisations that the account acts for: those to confirm, without people, with people who have said yes,
    and whose mandates run out.
    """
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
    for organisation in without_people(user):
        yield Task(
            organisation.name,
            _("har ingen i registeret ennå. Inviter dem som representerer dere, så kan ansatte finne dem."),
            _("Inviter en person"),
            reverse("enrolments:enter", args=[organisation.pk, REPRESENTATIVE.slug]),
            subject_url=organisation.get_absolute_url(),
            when=_("nå"),
        )
    for waiting in said_yes(user):
        pattern = (
            ngettext(
                "har %(n)s person som har sagt ja. Skriv inn mandatet, så kan ansatte finne personen.",
                "har %(n)s personer som har sagt ja. Skriv inn mandatene, så kan ansatte finne dem.",
                waiting.number,
            )
            if waiting.kind == REPRESENTATIVE
            else ngettext(
                "har %(n)s erfaringskonsulent som har sagt ja. Skriv inn ansettelsen, så kan ansatte finne personen.",
                "har %(n)s erfaringskonsulenter som har sagt ja. Skriv inn ansettelsene, så kan ansatte finne dem.",
                waiting.number,
            )
        )
        text = Linked(pattern, {"n": Number(format_number(waiting.number), waiting.url)})
        yield Task(waiting.organisation, text, _("Se dem"), waiting.url, subject_url=waiting.url, when=_("nå"))
    for one in mandates_running_out(user):
        pattern = ngettext(
            "har %(n)s mandat som går ut innen 60 dager. Forleng det om personen skal fortsette.",
            "har %(n)s mandater som går ut innen 60 dager. Forleng dem om personene skal fortsette.",
            one.number,
        )
        text = Linked(pattern, {"n": Number(format_number(one.number), one.url)})
        yield Task(one.organisation, text, _("Se dem"), one.url, one.first_last_day, subject_url=one.url)
