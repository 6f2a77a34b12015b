"""What waits for a person in the register: on «Min side», and for the first page after signing in."""

import datetime
from collections.abc import Iterator
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
from representatives.my_page.reading import availability_of, own_person
from representatives.panels.enums import MemberState
from representatives.panels.models import PanelMember
from representatives.profiles.models import Profile
from representatives.profiles.reading import profile_of


def waits_for(user: User, today: datetime.date | None = None) -> list[Task]:
    """Consents that run out, invitations without an answer, and what one is searched by and has not told."""
    day = today or timezone.localdate()
    person = own_person(user)
    tasks = [_invitation_task(one) for one in invitations_to(user)]
    if person is not None:
        consents = consents_of(person, day)
        untold = untold_by(consents, profile_of(person), has_availability=availability_of(person).exists())
        tasks += tasks_of(consents, day, untold)
    return in_order(tasks, day)


def untold_by(consents: ConsentsOfPerson, profile: Profile, *, has_availability: bool) -> frozenset[str]:
    """What people are searched by and the person has not told. Whom nobody may find is asked for nothing."""
    if not consents.is_findable:
        return frozenset()
    told = {
        "availability": has_availability,
        "themes": bool(profile.themes),
        "county": bool(profile.county),
        "ways": bool(profile.ways),
    }
    return frozenset(name for name, is_told in told.items() if not is_told)


def tasks_of(consents: ConsentsOfPerson, today: datetime.date, untold: frozenset[str]) -> list[Task]:
    """What the person's own data asks for; `untold` as `untold_by` gives it."""
    page = reverse("my_page:home")
    tasks = []
    if consents.asks_for_renewal:
        last = min(line.consent.expires_on for line in consents.lines if line.consent and not line.consent.ended_at)
        late = any(line.has_run_out for line in consents.lines)
        told = (
            _("har gått ut. Bekreft dem for å fortsette.") if late else _("går snart ut. Bekreft dem for å fortsette.")
        )
        tasks.append(Task(_("Samtykkene dine"), told, _("Se og bekreft"), f"{page}#samtykker", last, late=late))
    if consents.is_in_register:
        tasks += _to_tell(untold, today)
    return tasks


def _to_tell(untold: frozenset[str], today: datetime.date) -> Iterator[Task]:
    """All of it is the person's own to tell or not; without it a search finds others."""
    if "availability" in untold:
        told = _("er ikke fylt ut. Legg inn når du kan delta, så er du lettere å finne.")
        yield Task(_("Kalenderen din"), told, _("Legg inn"), reverse("my_page:availability"), today)
    if "themes" in untold:
        told = _("er ikke fylt ut. Det er frivillig, men ansatte søker som regel etter et tema.")
        yield Task(_("Temaene dine"), told, _("Velg temaer"), reverse("my_page:about"), today)
    if untold & {"county", "ways"}:
        if {"county", "ways"} <= untold:
            told = _("er ikke fylt ut. Oppgi fylke og måter å delta på, så er du lettere å finne.")
        elif "county" in untold:
            told = _("mangler fylke. Oppgi det, så er du lettere å finne.")
        else:
            told = _("mangler måter å delta på. Oppgi dem, så er du lettere å finne.")
        yield Task(_("Hvordan du kan delta"), told, _("Fyll ut"), reverse("my_page:taking-part"), today)


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
