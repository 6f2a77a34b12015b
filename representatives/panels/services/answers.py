"""What the one who was invited answers: yes, with a guardian's answer to come below the age limit, or no."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.invitations import services as invitations
from medvirkning.accounts.invitations.services import InvitationGoneError
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import normalise_email
from medvirkning.web.concurrency import save_versioned
from representatives.consents import services as consents
from representatives.consents.enums import Audience, ConsentChannel, ConsentPurpose
from representatives.panels import leader_notices
from representatives.panels.age import needs_guardian
from representatives.panels.enums import MemberState, PanelKind
from representatives.panels.leader_notices import panel_people
from representatives.panels.models import Panel, PanelMember
from representatives.panels.services import members
from representatives.panels.services.guardians import ask_guardian, void_what_was_answered_alone
from representatives.panels.services.panels import PanelRefusedError, demand_birth_year
from representatives.people import posts
from representatives.people.models import Person

TAKEN = [
    "person", "name", "email", "message", "birth_year", "state", "valid_from", "valid_to", "accepted_at",
    "accepted_by",
]  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What is asked besides the yes, on youth panels alone: the year of birth and, below the limit, a guardian."""

    birth_year: int | None = None
    guardian_name: str = ""
    guardian_email: str = ""


NO_ANSWER = Answer()


def audience_of(panel: Panel) -> Audience:
    """Who the text of a panel is written for."""
    return Audience.YOUNG if panel.kind == PanelKind.YOUTH else Audience.PANEL


def open_invitation(token: str) -> PanelMember:
    """The invitation of a link, to be looked at. Raises `InvitationGoneError`."""
    rows = PanelMember.objects.by_token(token).select_related("panel__owner", "invited_by")
    return _usable(rows.first())


@transaction.atomic
def accept(*, token: str, user: User, answer: Answer = NO_ANSWER) -> PanelMember:
    """Spend the link: the account it was sent to takes the seat, or waits for a guardian.

    Raises `InvitationGoneError`, also for the second of two at once, `AnotherAddressError` and `PanelRefusedError`.
    """
    invitation = _held(token)
    invitations.demand_own_address(invitation, user)
    return _begin(invitation, user, answer)


@transaction.atomic
def accept_as_new(*, token: str, name: str, language: str, password: str, answer: Answer = NO_ANSWER) -> User:
    """Spend the link and make the account it was sent to. Having got the mail is what verifies the address.

    Raises `InvitationGoneError`, `RefusedError` where the account is there already, and `ValidationError`.
    """
    invitation = _held(token)
    user = invitations.make_account(email=invitation.email, name=name, language=language, password=password)
    _begin(invitation, user, answer)
    return user


@transaction.atomic
def decline(*, token: str) -> None:
    """No, with no reason asked for; what was written goes at once. Raises `InvitationGoneError`."""
    invitation = _held(token)
    leader_notices.tell_manager_of_answer(invitation)
    members.decline(invitation)


def _begin(member: PanelMember, user: User, answer: Answer) -> PanelMember:
    panel = member.panel
    members.demand_free_seat(panel)
    person = _person_of(user)
    if panel.members.of_person(person.pk).exists():
        raise PanelRefusedError(_("Du sitter alt i panelet."))
    birth_year = _birth_year(member, person, answer)
    waits = birth_year is not None and needs_guardian(birth_year)
    if waits:
        _demand_guardian(answer, user, panel, member.invited_by)
    else:
        # Who needs a guardian elsewhere needs one here too.
        consents.demand_alone(person)
    member.person, member.birth_year = person, birth_year
    member.name = member.email = member.message = ""
    member.accepted_at, member.accepted_by = timezone.now(), user
    if waits:
        member.state = MemberState.AWAITING_GUARDIAN
    else:
        members.seat(member)
    save_versioned(member, expected_version=member.version, fields=TAKEN)
    members.forget_what_was_written(member)
    if waits:
        void_what_was_answered_alone(person)
        ask_guardian(member=member, person=person, name=answer.guardian_name, email=answer.guardian_email)
    else:
        consents.give(
            person=person,
            purposes=[ConsentPurpose.REGISTER],
            channel=ConsentChannel.LINK,
            audience=audience_of(panel),
        )
        posts.settle_role(actor=member.invited_by, person=person)
        user.forget_roles()
    leader_notices.tell_manager_of_answer(member)
    return member


def _birth_year(member: PanelMember, person: Person, answer: Answer) -> int | None:
    """The year that decides whether a guardian answers: nobody gets round the guardian by another one.

    What was written in the application holds, and a year below the limit that the person has stated elsewhere.
    """
    asked = member.panel.kind == PanelKind.YOUTH
    applied, elsewhere = member.birth_year, year_below_limit_of(person)
    stated = answer.birth_year if answer.birth_year is not None else applied
    if asked and applied is not None and stated != applied:
        raise PanelRefusedError(
            _(
                "I søknaden skrev du %(year)s, og det gjelder. Er det feil, sier du fra til den som leder panelet. "
                "Da tar de bort søknaden, og du kan søke på nytt."
            )
            % {"year": applied},
            field="birth_year",
        )
    if asked and elsewhere is not None and stated is not None and stated != elsewhere:
        raise PanelRefusedError(
            _(
                "Du har skrevet %(year)s i et annet panel, og det gjelder her også. Er det feil, sier du fra til den "
                "som leder panelet."
            )
            % {"year": elsewhere},
            field="birth_year",
        )
    return demand_birth_year(member.panel, stated) if asked else None


def stated_year_of(user: User) -> int | None:
    """The same, of the account's person."""
    person = Person.objects.filter(user=user).first()
    return year_below_limit_of(person) if person is not None else None


def year_below_limit_of(person: Person) -> int | None:
    """The year of birth that the person has stated for a seat, where a guardian answers by it."""
    rows = PanelMember.objects.of_person(person.pk).filter(birth_year__isnull=False)
    years = [year for year in rows.order_by("pk").values_list("birth_year", flat=True) if year is not None]
    return next((year for year in years if needs_guardian(year)), None)


def _person_of(user: User) -> Person:
    """The account's person; made where it has none. Two seats taken at once make one."""
    holder = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    known = Person.objects.filter(user=holder).first()
    return known or Person.objects.create(name=holder.name, user=holder, is_in_log=False)


def _demand_guardian(answer: Answer, user: User, panel: Panel, inviter: User | None) -> None:
    """Below the limit nobody is taken in without a guardian to ask, and nobody is one's own.

    Nor may who wants the young person in the panel answer for the young person: who leads it, who stands for its
    owner, who invited.
    """
    if not answer.guardian_name.strip() or not answer.guardian_email.strip():
        missing = "guardian_email" if answer.guardian_name.strip() else "guardian_name"
        raise PanelRefusedError(
            _("Du er så ung at en foresatt også må si ja. Skriv navnet og e-postadressen til en av dem."),
            field=missing,
        )
    try:
        validate_email(answer.guardian_email.strip())
    except ValidationError as error:
        raise PanelRefusedError(_("Skriv en e-postadresse som finnes."), field="guardian_email") from error
    if normalise_email(answer.guardian_email) == user.email:
        raise PanelRefusedError(
            _("Dette er din egen adresse. Skriv adressen til den som er foresatt for deg."), field="guardian_email"
        )
    runs = [*panel_people(panel), *([inviter] if inviter is not None else [])]
    if normalise_email(answer.guardian_email) in {normalise_email(one.email) for one in runs}:
        raise PanelRefusedError(
            _(
                "Denne adressen tilhører en av dem som står bak panelet. De kan ikke si ja for deg her. Skriv "
                "adressen til en annen foresatt."
            ),
            field="guardian_email",
        )


def _held(token: str) -> PanelMember:
    """The invitation of a link, held until the transaction ends: the panel first, as everybody takes them."""
    known = PanelMember.objects.by_token(token).values_list("panel_id", flat=True).first()
    if known is None:
        raise InvitationGoneError
    panel = Panel.objects.select_for_update(of=("self",)).get(pk=known)
    member = _usable(members.lock_members().by_token(token).first())
    member.panel = panel
    return member


def _usable(member: PanelMember | None) -> PanelMember:
    """An applicant has no link that works before being taken in."""
    found = invitations.usable(member)
    if found.state != MemberState.INVITED or found.panel.closed_on is not None:
        raise InvitationGoneError
    return found
