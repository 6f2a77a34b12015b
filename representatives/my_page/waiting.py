"""What waits for a person in the register: on «Min side», and for the first page after signing in."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.invitations.models import Invitation
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import normalise_email
from medvirkning.web.todo import Task, in_order
from representatives.consents.reading import ConsentsOfPerson, consents_of
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.my_page.reading import availability_of, can_be_found, own_person
from representatives.panels.enums import MemberState
from representatives.panels.models import PanelMember


def waits_for(user: User, today: datetime.date | None = None) -> list[Task]:
    """Consents that run out, invitations without an answer, and an empty calendar."""
    day = today or timezone.localdate()
    person = own_person(user)
    tasks = [_invitation_task(one) for one in invitations_to(user)]
    if person is not None:
        # Of who sits on panels alone nobody searches, so nobody asks for a calendar.
        asks = can_be_found(person) and not availability_of(person).exists()
        tasks += tasks_of(consents_of(person, day), day, has_availability=not asks)
    return in_order(tasks, day)


def tasks_of(consents: ConsentsOfPerson, today: datetime.date, *, has_availability: bool) -> list[Task]:
    """What the person's own data asks for."""
    page = reverse("my_page:home")
    tasks = []
    if consents.asks_for_renewal:
        last = min(line.consent.expires_on for line in consents.lines if line.consent and not line.consent.ended_at)
        late = any(line.has_run_out for line in consents.lines)
        told = (
            _("har gått ut. Bekreft dem for å fortsette.") if late else _("går snart ut. Bekreft dem for å fortsette.")
        )
        tasks.append(Task(_("Samtykkene dine"), told, _("Se og bekreft"), f"{page}#samtykker", last, late=late))
    if consents.is_in_register and not has_availability:
        told = _("er ikke fylt ut. Legg inn når du kan delta, så er du lettere å finne.")
        tasks.append(Task(_("Kalenderen din"), told, _("Legg inn"), reverse("my_page:availability"), today))
    return tasks


@dataclass(frozen=True)
class OpenInvitation:
    """Somebody has invited the account's address, and waits for an answer."""

    by: str
    sent_on: datetime.date
    last_day: datetime.date


def invitations_to(user: User) -> list[OpenInvitation]:
    """Their links stand in mails alone: only a hash is kept, so the mail is what there is to open."""
    address = normalise_email(user.email)
    mandates = Representative.objects.open().waiting().to_address(address).select_related("organisation")
    jobs = ExperienceConsultant.objects.open().waiting().to_address(address).select_related("organisation")
    seats = PanelMember.objects.open().to_address(address).filter(state=MemberState.INVITED).select_related("panel")
    found: list[tuple[str, Invitation]] = [
        *((row.organisation.name, row) for row in mandates),
        *((row.organisation.name, row) for row in jobs),
        *((row.panel.name, row) for row in seats),
    ]
    told = [
        OpenInvitation(name, timezone.localdate(row.invited_at), timezone.localdate(row.expires_at))
        for name, row in found
    ]
    return sorted(told, key=lambda one: (one.last_day, one.by))


def _invitation_task(invitation: OpenInvitation) -> Task:
    told = _("har invitert deg. Lenken ligger i e-posten din, og virker fram til denne dagen.")
    page = f"{reverse('my_page:home')}#invitasjoner"
    return Task(invitation.by, told, _("Om invitasjonen"), page, invitation.last_day)
