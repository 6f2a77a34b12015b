"""Whoever was entered answers by the link: yes, with consents, or no, without a reason.

A link that came by mail proves its address. One that was handed over by hand proves none: whoever opens it gives an
address, and the link that is mailed there proves it (docs/adr/0171). Nothing is kept of that address until the yes.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from medvirkning.accounts.invitations import services as invitations
from medvirkning.accounts.invitations.services import GOOD_FOR, AnotherAddressError, InvitationGoneError
from medvirkning.accounts.models import User
from medvirkning.accounts.querysets import normalise_email
from medvirkning.audit.services import empty_history
from medvirkning.notifications.sealing import SealBrokenError, seal, unseal
from medvirkning.web.concurrency import save_versioned
from representatives.consents import services as consents
from representatives.consents.enums import ConsentChannel, ConsentPurpose
from representatives.consents.models import Consent
from representatives.enrolments import notices
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.kinds import KINDS, Post, kind_of
from representatives.enrolments.services import checks
from representatives.enrolments.services.checks import EnrolmentRefusedError
from representatives.enrolments.services.entering import NOBODY, close_unanswered, demand_transition
from representatives.enrolments.services.posts import over
from representatives.people.models import Person
from representatives.people.posts import settle_role
from representatives.people.services import tidy_name
from representatives.profiles.models import Profile

PROOF = "representatives.enrolments.address"
# Of the link that was handed over: a newer one makes the mailed ones useless too.
MARK = 16


@dataclass(frozen=True)
class Opened:
    """An invitation as its link opens it."""

    post: Post
    # The address that the link proves; empty for a link handed over by hand.
    email: str

    @property
    def name(self) -> str:
        return self.post.name

    @property
    def kind(self) -> str | Promise:
        return kind_of(self.post).one

    @property
    def initials(self) -> str:
        """Enough for whom it is for to know it, and for nobody else to learn who that is."""
        return " ".join(f"{word[0]}." for word in self.name.split())

    @property
    def is_handed_over(self) -> bool:
        return not self.email


def open_invitation(token: str) -> Opened:
    """The invitation of a link, to be looked at. Raises `InvitationGoneError`."""
    return _opened(token, held=False)


@transaction.atomic
def prove_address(*, token: str, email: str) -> None:
    """Mail a link to the address that whoever holds a handed link has given. Nothing is spent.

    Raises `InvitationGoneError` and `EnrolmentRefusedError`.
    """
    opened = _opened(token, held=True)
    if not opened.is_handed_over:
        raise InvitationGoneError
    address = normalise_email(email)
    checks.demand_address(address)
    post = opened.post
    notices.send_proof(post, address=address, token=_proof_of(post, address))


@transaction.atomic
def accept(*, token: str, user: User, purposes: Collection[str]) -> Post:
    """The account says yes: it stands in the register from now on, with the consents given.

    Raises `InvitationGoneError`, also for the second of two at once, `AnotherAddressError`, `EnrolmentRefusedError`,
    and `ConsentRefusedError` where a guardian has to agree.
    """
    opened = _opened(token, held=True)
    demand_reader(opened, user)
    return _begin(opened.post, user, purposes)


@transaction.atomic
def accept_as_new(*, token: str, name: str, language: str, password: str, purposes: Collection[str]) -> User:
    """Say yes and make the account of the address that the link proves.

    Raises `InvitationGoneError`, `RefusedError` where the account is there already, and `ValidationError`.
    """
    opened = _opened(token, held=True)
    if opened.is_handed_over:
        raise AnotherAddressError(_("Oppgi e-postadressen din først. Vi sender en lenke dit."))
    _demand_register(purposes)
    tidy = tidy_name(name)
    user = invitations.make_account(email=opened.email, name=tidy, language=language, password=password)
    _begin(opened.post, user, purposes)
    return user


@transaction.atomic
def forget_invitations(address: str) -> None:
    """Whoever has the address is erased: what organisations have written of them goes, as with a no."""
    for kind in KINDS.values():
        rows: Any = kind.model._default_manager.select_for_update(of=("self",))
        for post in rows.waiting().to_address(address).order_by("pk"):
            close_unanswered(post, EnrolmentState.DECLINED)


@transaction.atomic
def forget_invitation(post: Post) -> None:
    """The same of one who has no address: what the organisation has written goes, as with a no."""
    rows: Any = type(post)._default_manager.select_for_update(of=("self",))
    for stored in rows.waiting().filter(pk=post.pk):
        close_unanswered(stored, EnrolmentState.DECLINED)


@transaction.atomic
def decline(*, token: str, user: User | None) -> None:
    """Say no. Nobody asks why, and name and contact go at once.

    Raises `InvitationGoneError` and `AnotherAddressError`.
    """
    opened = _opened(token, held=True)
    if user is not None:
        demand_reader(opened, user)
    close_unanswered(opened.post, EnrolmentState.DECLINED)
    notices.tell_answered(opened.post)


def demand_reader(opened: Opened, user: User) -> None:
    """An invitation is for the account of its address; a handed link for anybody but who made it.

    Raises `AnotherAddressError`.
    """
    if opened.is_handed_over:
        if not user.is_active or user.pk == opened.post.invited_by_id:
            raise AnotherAddressError(_("Lenken er til den du har registrert. Logg ut hvis den er til deg selv."))
        return
    if not user.is_active or user.email != opened.email:
        raise AnotherAddressError(_("Invitasjonen gjelder en annen e-postadresse enn den du er logget inn med."))


def _begin(post: Post, user: User, purposes: Collection[str]) -> Post:
    """The account's person, made with the first post, has this one, which begins once the organisation has said what
    it is; the link is spent.
    """
    _demand_register(purposes)
    demand_transition(post, EnrolmentState.AGREED)
    # Two invitations accepted at once make one person.
    account = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    person = Person.objects.filter(user=account).first()
    if person is None:
        person = Person.objects.create(name=account.name, user=account, is_in_log=False)
    else:
        # Before anything is made of it: a yes of the young person's own would take the place of the guardian's.
        consents.demand_alone(person)
    Profile.objects.get_or_create(person=person)
    _make_room(post, person)
    consents.give(person=person, purposes=purposes, channel=ConsentChannel.LINK)
    by_another_name = not _shares_a_name(post.name, person.name)
    post.person, post.state = person, EnrolmentState.AGREED
    post.accepted_at, post.accepted_by = timezone.now(), account
    for name, value in NOBODY.items():
        setattr(post, name, value)
    fields = ["person", "state", "accepted_at", "accepted_by", *NOBODY]
    save_versioned(post, expected_version=post.version, fields=fields)
    empty_history(model=type(post), pks=[post.pk])
    settle_role(actor=post.invited_by, person=person)
    user.forget_roles()
    notices.tell_answered(post, by_another_name=by_another_name)
    return post


def _shares_a_name(entered: str, given: str) -> bool:
    """Whether a part of the name that was entered is in the one that the person goes by."""
    return bool(set(entered.casefold().split()) & set(given.casefold().split()))


def _demand_register(purposes: Collection[str]) -> None:
    if ConsentPurpose.REGISTER not in purposes:
        raise EnrolmentRefusedError(
            _("Du må si ja til å stå i registeret for å ta imot. Vil du ikke det, kan du takke nei."),
            field=ConsentPurpose.REGISTER,
        )


def _make_room(post: Post, person: Person) -> None:
    """One post of a kind in an organisation at a time. Raises `EnrolmentRefusedError`.

    Who had left the register comes back by the new post: the organisation saw no old one that it could prolong, so
    that one ends.
    """
    rows: Any = (
        type(post)
        ._default_manager.select_for_update(of=("self",))
        .going_on()
        .filter(person=person, organisation=post.organisation)
    )
    others = list(rows.order_by("pk"))
    if others and Consent.objects.in_force().filter(person=person, purpose=ConsentPurpose.REGISTER).exists():
        raise EnrolmentRefusedError(
            _("Du har alt et slikt verv for organisasjonen. Be dem forlenge det, eller takk nei.")
        )
    for other in others:
        over(other)


def _opened(token: str, *, held: bool) -> Opened:
    for kind in KINDS.values():
        rows: Any = kind.model._default_manager.select_related("organisation", "invited_by")
        rows = rows.select_for_update(of=("self",)) if held else rows
        if (post := rows.by_token(token).first()) is not None:
            return Opened(_usable(post), post.email)
    return _proven(token, held=held)


def _proof_of(post: Post, address: str) -> str:
    """What a link tells the portal and nobody else: sealed, since a link lies in logs and histories of browsers."""
    words = json.dumps([PROOF, kind_of(post).slug, post.pk, address, post.token_hash[:MARK]])
    return seal(words).rstrip("=")


def _proven(token: str, *, held: bool) -> Opened:
    """The invitation behind a link that was mailed to prove an address."""
    try:
        what, slug, pk, address, mark = json.loads(unseal(token + "=" * (-len(token) % 4), within=GOOD_FOR))
    except (SealBrokenError, ValueError):
        raise InvitationGoneError from None
    if what != PROOF:
        raise InvitationGoneError
    rows: Any = KINDS[slug].model._default_manager.select_related("organisation", "invited_by")
    rows = rows.select_for_update(of=("self",)) if held else rows
    post = rows.filter(pk=pk, token_hash__startswith=mark).first()
    return Opened(_usable(post), address)


def _usable(post: Post | None) -> Post:
    found = cast("Post", invitations.usable(post))
    if found.state != EnrolmentState.INVITED or not found.organisation.is_open:
        raise InvitationGoneError
    return found
