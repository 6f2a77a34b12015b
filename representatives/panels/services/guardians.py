"""Below the age limit a guardian answers, by a link of the guardian's own and without an account.

The link answers once. With the receipt of a yes comes another, by which the guardian takes it back at any time.
"""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from medvirkning.accounts.invitations import services as invitations
from medvirkning.accounts.invitations.services import AnotherAddressError, InvitationGoneError
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import normalise_email
from medvirkning.web.concurrency import save_versioned
from representatives.consents import services as consents
from representatives.consents.enums import Audience, ConsentChannel, ConsentPurpose
from representatives.consents.guardian_mails import forget_guardians
from representatives.consents.models import GuardianRequest
from representatives.enrolments import services as enrolments
from representatives.panels import leader_notices, notices
from representatives.panels.age import may_be_guardian
from representatives.panels.enums import MemberState
from representatives.panels.leader_notices import panel_people
from representatives.panels.models import PanelMember
from representatives.panels.querysets import PanelMemberQuerySet
from representatives.panels.services import members
from representatives.panels.services.panels import PanelRefusedError
from representatives.people import erasing, posts
from representatives.people.models import Person

# «No answer in 30 days»: the young person is told, and gone.
ANSWERS_WITHIN = datetime.timedelta(days=30)
GUARDIAN = "guardian"


def ask_guardian(*, member: PanelMember, person: Person, name: str, email: str) -> GuardianRequest:
    """Write the request that the person's seat waits for, and send its link."""
    request = GuardianRequest(
        person=person, name=" ".join(name.split()), email=normalise_email(email), invited_by=member.invited_by
    )
    token = invitations.give_link(request, good_for=ANSWERS_WITHIN)
    request.full_clean(exclude=["person", "invited_by", "accepted_by", "agreed"])
    request.save()
    member.guardian_request = request
    save_versioned(member, expected_version=member.version, fields=["guardian_request"])
    notices.ask_guardian(member, token=token)
    return request


def void_what_was_answered_alone(person: Person) -> None:
    """A year below the limit is stated now: what the person agreed to alone before is over, and what rests on it.

    The posts too: else a guardian's yes to one panel would bring them back. The person is told in words.
    """
    purposes = consents.void(person=person)
    if ConsentPurpose.REGISTER.value not in purposes:
        return
    enrolments.end_all(person=person, mark=f"alone:{timezone.localdate()}")
    alone = PanelMember.objects.of_person(person.pk).filter(state=MemberState.MEMBER, guardian_request=None)
    members.lock_panels_of(alone)
    for seat in members.lock_members().filter(pk__in=alone.order_by().values("pk")).order_by("pk"):
        members.end(actor=None, member=seat)
        leader_notices.tell_of_leaving(seat)
    posts.settle_role(actor=None, person=person)
    notices.tell_answered_alone(person, purposes)


def open_request(token: str) -> GuardianRequest:
    """The request of a link, to be looked at: to answer, or to take a yes back. Raises `InvitationGoneError`."""
    return _usable(GuardianRequest.objects.by_token(token).select_related("person").first())


def seats_of(request: GuardianRequest) -> list[PanelMember]:
    """The seats that wait for the guardian's answer, or rest on it."""
    return list(_seats(request).select_related("panel__owner", "person__user", "invited_by").order_by("pk"))


def is_for_another(request: GuardianRequest, reader: User | None) -> bool:
    """Whether somebody is signed in that the link was not sent to. Nobody has to be: a guardian needs no account."""
    return reader is not None and normalise_email(reader.email) != normalise_email(request.email)


@transaction.atomic
def agree(*, token: str, reader: User | None = None) -> GuardianRequest:
    """The guardian says yes: the young person sits from today.

    Raises `InvitationGoneError`, `AnotherAddressError` and `PanelRefusedError`.
    """
    request, seats = _held(token)
    _demand_own_link(request, reader)
    _demand_unanswered(request)
    _demand_guardian(request, seats)
    _answer(request, agreed=True)
    person = request.person
    given = consents.give(
        person=person,
        purposes=[ConsentPurpose.REGISTER],
        channel=ConsentChannel.LINK,
        audience=Audience.GUARDIAN,
        guardian=request,
    )
    new = [one for one in seats if one.state == MemberState.AWAITING_GUARDIAN]
    for member in new:
        _seat(member)
    posts.settle_role(actor=None, person=person)
    # An earlier yes of a guardian's that no seat rests on any more: nothing is kept of who gave it.
    forget_guardians(_left_behind(person))
    # The same row carries the way back, for as long as the consent holds.
    until = given[0].expires_on - timezone.localdate() + datetime.timedelta(days=1)
    taking_back = invitations.give_link(request, good_for=until)
    request.save(update_fields=["token_hash", "expires_at"])
    notices.confirm_to_guardian(request, token=taking_back)
    for member in new:
        notices.tell_young_person_is_in(member)
        leader_notices.tell_manager_of_guardian(member)
    return request


@transaction.atomic
def refuse(*, token: str, reader: User | None = None) -> None:
    """The guardian says no: the young person is told and gone.

    Raises `InvitationGoneError` and `AnotherAddressError`.
    """
    request, seats = _held(token)
    _demand_own_link(request, reader)
    _demand_unanswered(request)
    _answer(request, agreed=False)
    give_up(seats, why=notices.GUARDIAN_SAID_NO)


@transaction.atomic
def take_back(*, token: str, reader: User | None = None) -> None:
    """The guardian takes a yes back: at once, with no reason.

    Raises `InvitationGoneError` and `AnotherAddressError`.
    """
    request, seats = _held(token)
    _demand_own_link(request, reader)
    if request.answered_at is None:
        raise InvitationGoneError
    request.withdrawn_at = timezone.now()
    request.save(update_fields=["withdrawn_at"])
    give_up(seats, why=notices.GUARDIAN_TOOK_BACK)
    forget_guardians([request.pk])


def give_up(seats: list[PanelMember], *, why: str | Promise, tells_leaders: bool = True) -> None:
    """Seats without a guardian's answer end. Where they were all that held somebody here, the person is erased.

    Told first, in words for the young: the address is gone afterwards. Those who lead the panel hear of it, without a
    name, where they have not done it themselves.
    """
    people = {one.person_id: one.person for one in seats if one.person is not None}
    for member in seats:
        members.end(actor=None, member=member)
        if tells_leaders:
            leader_notices.tell_of_leaving(member)
    for person in people.values():
        _let_go(person, why=why)


def _let_go(person: Person, *, why: str | Promise) -> None:
    account = person.user
    if not PanelMember.objects.of_person(person.pk).exists() and not posts.holds_a_post(person):
        erasing.erase(actor=None, person=person, rule=GUARDIAN)
    if account is not None:
        notices.tell_young_person_is_out(account, why=why)


def _seat(member: PanelMember) -> None:
    members.seat(member)
    save_versioned(member, expected_version=member.version, fields=["state", "valid_from", "valid_to"])


def _answer(request: GuardianRequest, *, agreed: bool) -> None:
    request.answered_at, request.agreed = timezone.now(), agreed
    request.save(update_fields=["answered_at", "agreed"])
    if not agreed:
        # Nothing is kept of who said no.
        forget_guardians([request.pk])


def _left_behind(person: Person) -> list[int]:
    rests = PanelMember.objects.of_person(person.pk).filter(guardian_request__isnull=False).order_by()
    rows = GuardianRequest.objects.filter(person=person).exclude(pk__in=rests.values("guardian_request"))
    return list(rows.exclude(name="", email="").values_list("pk", flat=True))


def _seats(request: GuardianRequest) -> PanelMemberQuerySet:
    rows: PanelMemberQuerySet = PanelMember.objects.taken().filter(guardian_request=request.pk)
    return rows


def _held(token: str) -> tuple[GuardianRequest, list[PanelMember]]:
    """The request of a link and its seats, held until the transaction ends: the panels before them."""
    members.lock_panels_of(PanelMember.objects.taken().filter(guardian_request__in=_keys_of(token)))
    rows = GuardianRequest.objects.select_for_update(of=("self",)).select_related("person__user")
    request = _usable(rows.by_token(token).first())
    return request, list(members.lock_members().filter(pk__in=_seats(request).order_by().values("pk")).order_by("pk"))


def _keys_of(token: str) -> list[int]:
    return list(GuardianRequest.objects.by_token(token).values_list("pk", flat=True))


def _usable(request: GuardianRequest | None) -> GuardianRequest:
    """It asks for an answer, or lets a yes be taken back, while a seat waits for it or rests on it."""
    found = invitations.usable(request)
    if found.agreed is False or not _seats(found).exists():
        raise InvitationGoneError
    return found


def _demand_unanswered(request: GuardianRequest) -> None:
    if request.answered_at is not None:
        raise InvitationGoneError


def _demand_own_link(request: GuardianRequest, reader: User | None) -> None:
    """Raises `AnotherAddressError`."""
    if is_for_another(request, reader):
        raise AnotherAddressError(_("Lenken er sendt til en annen e-postadresse enn den du er logget inn med."))


def _demand_guardian(request: GuardianRequest, seats: list[PanelMember]) -> None:
    """What is asked of a yes now, whatever was known when the address was written: naming one tells nothing of it.

    Nobody is one's own guardian, nor is who wants the young person in the panel, nor who is not of age. Raises
    `PanelRefusedError`.
    """
    address = normalise_email(request.email)
    own = request.person.user.email if request.person.user is not None else ""
    running = {normalise_email(one.email) for seat in seats for one in panel_people(seat.panel)}
    running |= {normalise_email(seat.invited_by.email) for seat in seats if seat.invited_by is not None}
    if address == normalise_email(own) or address in running:
        raise PanelRefusedError(
            _("Du kan ikke svare som foresatt her, for du er selv med i panelet eller en av dem som står bak det.")
        )
    years = PanelMember.objects.filter(person__user__email=address, birth_year__isnull=False)
    known = years.order_by("pk").values_list("birth_year", flat=True)
    if not all(may_be_guardian(year) for year in known if year is not None):
        raise PanelRefusedError(
            _("Du kan ikke svare ja som foresatt. Du har selv oppgitt et fødselsår som viser at du er under 18 år.")
        )
