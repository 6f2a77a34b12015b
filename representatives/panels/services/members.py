"""Who is to sit on a panel: invited, or applied and taken in. Answers are in `answers`, how seats end in `ending`."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.enums import Language
from medvirkning.accounts.invitations import services as invitations
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import normalise_email
from medvirkning.audit.services import empty_history
from medvirkning.web.concurrency import save_versioned
from medvirkning.web.refusals import NotAllowedError
from representatives.consents import services as consents
from representatives.consents.enums import Audience, ConsentPurpose
from representatives.consents.guardian_mails import forget_guardians
from representatives.consents.models import Consent
from representatives.panels import leader_notices, notices
from representatives.panels.enums import MemberState, PanelKind
from representatives.panels.models import Panel, PanelMember
from representatives.panels.querysets import PanelMemberQuerySet
from representatives.panels.services.panels import (
    PanelRefusedError,
    demand,
    demand_birth_year,
    demand_step,
    locked,
)
from representatives.panels.terms import last_day_of_term, limit_of
from representatives.people import posts
from representatives.people.models import Person

# An invitation is kept so long, however often its link is sent anew (domain: «unaccepted profile 30 days»).
KEPT_FOR = datetime.timedelta(days=30)
# Consents given for a seat alone: without a post they rest on nothing.
FOR_A_SEAT = (Audience.PANEL, Audience.YOUNG, Audience.GUARDIAN)
PERSONAL = {"name": "", "email": "", "message": "", "birth_year": None}


@dataclass(frozen=True)
class Application:
    """What somebody who applies tells."""

    name: str
    email: str
    message: str
    birth_year: int | None = None


@transaction.atomic
def invite(*, actor: User, panel: Panel, name: str, email: str, language: str = Language.NB) -> PanelMember:
    """Invite somebody by a link. Raises `NotAllowedError`, `PanelRefusedError` and `ValidationError`."""
    stored = locked(panel)
    demand(actor, "panels.run", stored)
    address = normalise_email(email)
    if stored.members.taken().filter(person__user__email=address).exists():
        raise PanelRefusedError(_("Denne personen sitter alt i panelet."), field="email")
    waiting = stored.members.to_address(address).filter(state__in=[MemberState.APPLIED, MemberState.INVITED]).first()
    if waiting is not None and waiting.state == MemberState.APPLIED:
        raise PanelRefusedError(_("Denne personen har søkt. Ta inn søkeren i stedet."), field="email")
    if waiting is not None:
        raise PanelRefusedError(
            _("Denne personen er alt invitert. Send invitasjonen på nytt i stedet."), field="email"
        )
    demand_free_seat(stored, promised=True)
    member = PanelMember(
        panel=stored,
        name=" ".join(name.split()),
        email=address,
        language=Language(language),
        invited_by=actor,
        state=MemberState.INVITED,
    )
    token = invitations.give_link(member)
    member.full_clean(exclude=["panel", "invited_by", "accepted_by", "person", "guardian_request"])
    member.save()
    notices.send_invitation(member, token=token)
    return member


@transaction.atomic
def apply(*, panel: Panel, application: Application) -> PanelMember | None:
    """Take in an application. Anybody may send one, so nothing is told of who has: the answer goes by mail.

    Somebody who has applied, is invited or sits there already is not written twice: a mail to the address says what
    it is waiting for. Raises `PanelRefusedError` and `ValidationError`.
    """
    stored = locked(panel)
    if not Panel.objects.recruiting().filter(pk=stored.pk).exists():
        raise PanelRefusedError(_("Fristen for å søke er ute."))
    is_youth = stored.kind == PanelKind.YOUTH
    if is_youth:
        demand_birth_year(stored, application.birth_year)
    address = normalise_email(application.email)
    known = (
        stored.members.to_address(address).waiting().first()
        or stored.members.taken().filter(person__user__email=address).select_related("person__user").first()
    )
    if known is not None:
        notices.tell_applied_before(known, address=address)
        return None
    member = PanelMember(
        panel=stored,
        name=" ".join(application.name.split()),
        email=address,
        message=application.message.strip(),
        birth_year=application.birth_year if is_youth else None,
        language=Language.of_the_page(),
        state=MemberState.APPLIED,
    )
    # Until somebody answers, the link takes the application back; who is taken in gets another.
    token = invitations.give_link(member, good_for=_waits_for(stored))
    member.full_clean(exclude=["panel", "invited_by", "accepted_by", "person", "guardian_request"])
    member.save()
    notices.confirm_application(member, token=token)
    leader_notices.tell_managers_of_application(member)
    return member


def open_application(token: str) -> PanelMember:
    """The application of a link, to be looked at by who sent it. Raises `InvitationGoneError`."""
    rows = PanelMember.objects.by_token(token).filter(state=MemberState.APPLIED)
    return invitations.usable(rows.select_related("panel__owner").first())


@transaction.atomic
def withdraw_application(*, token: str) -> None:
    """Who applied takes it back: nothing of it is left. Raises `InvitationGoneError`."""
    opened = open_application(token)
    locked(opened.panel)
    rows = lock_members().by_token(token).filter(state=MemberState.APPLIED)
    _let_go(invitations.usable(rows.first()), MemberState.DECLINED)


def _waits_for(panel: Panel) -> datetime.timedelta:
    """How long an application may wait: as long as it is kept (`retention`)."""
    until = panel.recruits_to or timezone.localdate()
    return until - timezone.localdate() + KEPT_FOR + datetime.timedelta(days=1)


@transaction.atomic
def take_in(*, actor: User, member: PanelMember) -> PanelMember:
    """An applicant gets an invitation. Raises `NotAllowedError` and `PanelRefusedError`."""
    stored = _held(actor, member)
    demand_step(stored, MemberState.INVITED)
    if not stored.email:
        raise PanelRefusedError(_("Adressen til søkeren er slettet."))
    demand_free_seat(stored.panel, promised=True)
    stored.state, stored.invited_by, stored.invited_at = MemberState.INVITED, actor, timezone.now()
    token = invitations.give_link(stored)
    save_versioned(
        stored,
        expected_version=stored.version,
        fields=["state", "invited_by", "invited_at", "token_hash", "expires_at"],
    )
    notices.send_invitation(stored, token=token)
    return stored


@transaction.atomic
def refuse(*, actor: User, member: PanelMember, word: str) -> PanelMember:
    """An applicant hears no, with a word, and what was written is emptied at once.

    Raises `NotAllowedError` and `PanelRefusedError`.
    """
    stored = _held(actor, member)
    demand_step(stored, MemberState.REFUSED)
    if not word.strip():
        raise PanelRefusedError(_("Skriv noen ord til den som søkte."), field="word")
    notices.tell_refused(stored, word=word.strip())
    _let_go(stored, MemberState.REFUSED)
    return stored


@transaction.atomic
def renew(*, actor: User, member: PanelMember) -> PanelMember:
    """Send a new link; the old one works no more. Never past 30 days from the first.

    Raises `NotAllowedError` and `PanelRefusedError`.
    """
    stored = _held(actor, member)
    left = stored.invited_at + KEPT_FOR - timezone.now()
    if stored.state != MemberState.INVITED or not stored.email:
        raise PanelRefusedError(_("Invitasjonen er alt besvart eller trukket tilbake."))
    if left <= datetime.timedelta(0):
        raise PanelRefusedError(_("Det er mer enn 30 dager siden invitasjonen. Inviter på nytt."))
    token = invitations.give_link(stored, good_for=min(invitations.GOOD_FOR, left))
    save_versioned(stored, expected_version=stored.version, fields=["token_hash", "expires_at"])
    notices.send_invitation(stored, token=token)
    return stored


@transaction.atomic
def cancel(*, actor: User, member: PanelMember) -> PanelMember:
    """Take an invitation back. Raises `NotAllowedError` and `PanelRefusedError`."""
    stored = _held(actor, member)
    demand_step(stored, MemberState.CANCELLED)
    _let_go(stored, MemberState.CANCELLED)
    return stored


@transaction.atomic
def prolong(*, actor: User, member: PanelMember, expected_version: int, valid_to: datetime.date | None) -> PanelMember:
    """A member sits until another day, or with no end where the panel knows none.

    Never past the panel's term, counted from today, or its upper age (docs/adr/0203). Raises `NotAllowedError` and
    `PanelRefusedError`.
    """
    stored = _held(actor, member)
    if stored.state != MemberState.MEMBER:
        raise PanelRefusedError(_("Personen sitter ikke i panelet lenger."))
    if valid_to is not None and valid_to < timezone.localdate():
        raise PanelRefusedError(_("Velg en dag i dag eller senere."), field="valid_to")
    limit = limit_of(stored)
    if limit is not None and valid_to != stored.valid_to and (valid_to is None or valid_to > limit.last_day):
        raise PanelRefusedError(str(limit), field="valid_to")
    stored.valid_to = valid_to
    save_versioned(stored, expected_version=expected_version, fields=["valid_to"])
    return stored


# What the other services of the room share


def seat(member: PanelMember) -> None:
    """The seat is taken from today, for as long as the panel's terms last. The caller saves."""
    today = timezone.localdate()
    member.state, member.valid_from = MemberState.MEMBER, today
    months = member.panel.term_months
    member.valid_to = last_day_of_term(today, months) if months else None


def end(*, actor: User | None, member: PanelMember, last_day: datetime.date | None = None) -> None:
    """The seat ends; with the last post the role ends too, and the consent that was given for a seat alone."""
    day = last_day or timezone.localdate()
    member.state, member.birth_year, member.answer_by = MemberState.ENDED, None, None
    member.valid_to = max(day, member.valid_from) if member.valid_from else day
    save_versioned(member, expected_version=member.version, fields=["state", "birth_year", "answer_by", "valid_to"])
    empty_history(model=PanelMember, pks=[member.pk])
    _forget_guardian(member)
    person = member.person
    if person is not None and not posts.settle_role(actor=actor, person=person):
        withdraw_if_for_a_seat(person)


def _forget_guardian(member: PanelMember) -> None:
    """A guardian whose answer no seat waits for, or rests on, has no more use of the link, nor we of who it is."""
    request, person = member.guardian_request_id, member.person
    if request is None or person is None or PanelMember.objects.taken().filter(guardian_request=request).exists():
        return
    _end_what_rested_on(request, person)
    forget_guardians([request])


def _end_what_rested_on(request: int, person: Person) -> None:
    """A guardian's yes was to a seat: with the last one it is over; while another guardian's seat is left, it is
    that guardian's yes that holds.
    """
    held = (
        Consent.objects.in_force()
        .filter(person=person, purpose=ConsentPurpose.REGISTER, guardian__isnull=False)
        .first()
    )
    sits = PanelMember.objects.of_person(person.pk).filter(state=MemberState.MEMBER, guardian_request__isnull=False)
    if held is None:
        return
    if not sits.exists():
        consents.withdraw(actor=None, person=person, purpose=ConsentPurpose.REGISTER)
    elif held.guardian_id == request:
        other = sits.filter(guardian_request__agreed=True).select_related("guardian_request").order_by("pk").first()
        if other is not None and other.guardian_request is not None:
            consents.rest_on(person=person, guardian=other.guardian_request)


def withdraw_if_for_a_seat(person: Person) -> None:
    """«Da sletter vi det vi vet om deg»: nothing holds the person here any more."""
    held = Consent.objects.in_force().filter(person=person, purpose=ConsentPurpose.REGISTER)
    waits = PanelMember.objects.of_person(person.pk).exists()
    if not waits and held.filter(text__audience__in=[str(one) for one in FOR_A_SEAT]).exists():
        consents.withdraw(actor=None, person=person, purpose=ConsentPurpose.REGISTER)


def demand_free_seat(panel: Panel, *, promised: bool = False) -> None:
    """Raises `PanelRefusedError` where all seats are taken; `promised` counts those invited too."""
    if panel.seats is None:
        return
    taken = panel.members.taken().count()
    if promised:
        taken += panel.members.filter(state=MemberState.INVITED).count()
    if taken >= panel.seats:
        raise PanelRefusedError(
            _("Alle de %(seats)s plassene er fylt eller lovet bort.") % {"seats": panel.seats}
            if promised
            else _("Panelet er fullt nå. Spør den som inviterte deg, om det blir en ledig plass.")
        )


def cancel_waiting(*, actor: User, panel: Panel) -> None:
    """A panel closes: what waits for an answer is called off."""
    for member in lock_members().filter(panel=panel, state__in=[MemberState.APPLIED, MemberState.INVITED]):
        if member.state == MemberState.APPLIED:
            notices.tell_refused(member, word=_("Panelet er lagt ned."))
            _let_go(member, MemberState.REFUSED)
        else:
            _let_go(member, MemberState.CANCELLED)


def lapse(member: PanelMember) -> None:
    """Nobody answered in time."""
    _let_go(member, MemberState.LAPSED)


def decline(member: PanelMember) -> None:
    """The one invited said no."""
    _let_go(member, MemberState.DECLINED)


def forget_what_was_written(member: PanelMember) -> None:
    """The history of a row forgets what the row does."""
    empty_history(model=PanelMember, pks=[member.pk])


def lock_panels_of(rows: PanelMemberQuerySet) -> None:
    """The panels of some seats, held until the transaction ends: before the seats, as everybody takes them."""
    panels = Panel.objects.select_for_update(of=("self",)).filter(pk__in=rows.order_by().values("panel"))
    list(panels.order_by("pk").values_list("pk", flat=True))


def lock_members() -> PanelMemberQuerySet:
    """Members to be held until the transaction ends."""
    return PanelMember.objects.select_for_update(of=("self",)).select_related("panel", "invited_by", "person__user")


def _held(actor: User, member: PanelMember) -> PanelMember:
    """The panel first, then the row, as everybody takes them. Raises `NotAllowedError`."""
    panel = locked(member.panel)
    demand(actor, "panels.run", panel)
    stored = lock_members().filter(pk=member.pk).first()
    if stored is None:
        raise NotAllowedError(_("Raden finnes ikke lenger."))
    stored.panel = panel
    return stored


def _let_go(member: PanelMember, state: MemberState) -> None:
    """An answer of no, however it came: what was written goes at once, here and in the history."""
    member.state, member.withdrawn_at = state, timezone.now()
    for name, value in PERSONAL.items():
        setattr(member, name, value)
    save_versioned(member, expected_version=member.version, fields=["state", "withdrawn_at", *PERSONAL])
    forget_what_was_written(member)
    notices.forget_mails(member)
