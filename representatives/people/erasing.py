"""Erasing somebody for good, at the person's own wish or by the rules of retention.

What is left is the count without the name: that somebody took part, that somebody sat on a panel. One act does all
of it, so that no part is forgotten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning import audit
from medvirkning.accounts.enums import Role
from medvirkning.accounts.models import RoleGrant, User
from medvirkning.accounts.querysets import normalise_email
from medvirkning.accounts.services import revoke_role
from medvirkning.audit import erasers
from medvirkning.audit.services import erase_person, erase_relations, erased_again, history_model
from medvirkning.notifications.services import forget_address
from medvirkning.web.refusals import NotAllowedError, RefusedError
from representatives.organisations.models import Organisation, OrganisationContact
from representatives.organisations.services import end_everywhere
from representatives.organisations.services import forget_address as forget_at_organisations
from representatives.people import notices
from representatives.people.enums import EraseChannel, EraseReason
from representatives.people.models import Person
from representatives.people.outsiders import Source

# What a person gave and what rests on it. Where the log names somebody, the name and the posts of that time stay.
RESTS_ON_CONSENT = frozenset(
    f"representatives.{relation}.person"
    for relation in (
        "profile",
        "availabilityperiod",
        "trainingrecord",
        "disclosure",
        "consent",
        "guardianrequest",
        # The seat stays as a count; the year of birth goes.
        "panelmember",
    )
)
ASKED, EXPIRED = "asked", "register_consents"

# What rooms above have written of whoever has an address, without knowing whose it is.
Forgets = Callable[[str], None]
_forgetters: dict[str, Forgets] = {}


def forgets_an_address(act: Forgets) -> Forgets:
    """Add what one room forgets with an address; the same function again replaces itself."""
    _forgetters[f"{act.__module__}.{act.__qualname__}"] = act
    return act


class ErasingRefusedError(RefusedError):
    """Nobody was erased."""


# What rooms above do before anything of a person goes, in the same act: not by retention, nor after a restore.
Before = Callable[[Person], None]
_before: dict[str, Before] = {}


def before_erasing(act: Before) -> Before:
    """Add what one room does first; the same function again replaces itself."""
    _before[f"{act.__module__}.{act.__qualname__}"] = act
    return act


@dataclass(frozen=True)
class Erased:
    """What was done: whether the account went too, or has other things to do here."""

    account: bool


@transaction.atomic
def erase(*, actor: User | None, person: Person, rule: str = ASKED) -> Erased:
    """Erase a person, and the account unless it holds another role. Raises `NotAllowedError`.

    Ends the sessions, and takes with it what was typed and not saved, the messages and the choices. Without an actor
    it is done by the rules of retention; else only the person may. Who asked gets one mail, which is kept nowhere.
    """
    if actor is not None and not actor.has_perm("people.erase", person):
        raise NotAllowedError(_("Bare personen selv kan slette opplysningene sine."))
    stored = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    return _erase(actor=actor, stored=stored, rule=rule, tell=notices.tell_erased if actor is not None else None)


@transaction.atomic
def erase_on_request(*, actor: User, person: Person, reason: EraseReason | str, channel: EraseChannel | str) -> Erased:
    """The Centre erases somebody who called or wrote: of the register, or named in the log alone.

    Why and how it came stand with the act in the list of erasures; a text of one's own could hold the name. Whoever
    has an account is told by mail, so that nobody is erased by another's call unknowing. Raises `NotAllowedError`
    and `ErasingRefusedError`.
    """
    if not actor.has_perm("people.erase_on_request", person):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning sletter på vegne av andre."))
    rule = _rule_of(reason, channel)
    stored = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not stored.name:
        raise ErasingRefusedError(_("Personen er alt slettet."))
    return _erase(actor=actor, stored=stored, rule=rule, tell=notices.tell_erased_on_request)


@transaction.atomic
def erase_outsider(
    *, actor: User, source: Source, record: Any, reason: EraseReason | str, channel: EraseChannel | str
) -> None:
    """The same for somebody who is no person of the log or the register: a contact, an applicant, somebody invited.

    Raises `NotAllowedError` and `ErasingRefusedError`.
    """
    if not actor.has_perm("people.erase_on_request"):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning sletter på vegne av andre."))
    rule = _rule_of(reason, channel)
    if not source.every().filter(pk=record.pk).exists():
        raise ErasingRefusedError(_("Personen er alt slettet."))
    source.erase(actor, record, rule)


def _rule_of(reason: EraseReason | str, channel: EraseChannel | str) -> str:
    """Why and how, as they stand in the list of erasures."""
    if reason not in EraseReason.values:
        raise ErasingRefusedError(_("Velg hvorfor personen skal slettes."), field="reason")
    if channel not in EraseChannel.values:
        raise ErasingRefusedError(_("Velg hvordan beskjeden kom."), field="channel")
    return f"{reason}:{channel}"


def _erase(*, actor: User | None, stored: Person, rule: str, tell: notices.Tell | None) -> Erased:
    """All of it, of a person who is locked."""
    account = User.objects.select_for_update(of=("self",)).filter(pk=stored.user_id).first()
    goes = account is not None and not _does_other_things(account)
    for act in _before.values() if actor is not None else ():
        act(stored)
    if tell is not None and account is not None:
        tell(address=account.email, language=account.language, account_too=goes)
    _erase_the_person(actor=actor, stored=stored, account=account, rule=rule)
    if account is None or not goes:
        return Erased(account=False)
    _erase_the_account(actor=actor, account=account, rule=rule)
    return Erased(account=True)


def _erase_the_person(*, actor: User | None, stored: Person, account: User | None, rule: str) -> None:
    """The name and what hangs on it; the account is a representative's no more."""
    erase_person(actor=actor, person=stored, rule=rule)
    if account is not None:
        revoke_role(actor=actor, user=account, role=Role.REPRESENTATIVE)


def _erase_the_account(*, actor: User | None, account: User, rule: str) -> None:
    """The account, where it is signed in, and what was written to any address it has had."""
    addresses = addresses_of(account)
    _end_every_session(account)
    erase_person(actor=actor, person=account, rule=rule)
    for address in addresses:
        forget_everywhere(address)


def forget_everywhere(address: str) -> None:
    """What was written to an address, and of whoever has it, goes: its owner is erased."""
    if not address:
        return
    forget_address(address=address)
    forget_at_organisations(address)
    for forget in _forgetters.values():
        forget(address)


@transaction.atomic
def erase_own_account(*, actor: User) -> None:
    """Who has a role no more erases the account, and whatever else is there of them.

    Raises `NotAllowedError`, and `ErasingRefusedError` of whoever still acts for an organisation.
    """
    if not actor.has_perm("people.erase_own_account"):
        raise NotAllowedError(_("Kontoen er i bruk. Be Senter for brukermedvirkning om hjelp."))
    if acts_for(actor):
        raise ErasingRefusedError(_("Du er kontaktperson. Slutt som kontaktperson først, så kan du slette kontoen."))
    _erase_account(actor=actor, pk=actor.pk, rule=ASKED, tell=notices.tell_erased)


@transaction.atomic
def erase_account_on_request(*, actor: User, account: User, rule: str) -> None:
    """The Centre erases a contact, or one who was: whoever still acts for an organisation does so no more.

    Raises `NotAllowedError` and `ErasingRefusedError`.
    """
    if not actor.has_perm("people.erase_on_request"):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning sletter på vegne av andre."))
    if is_used_otherwise(account):
        raise ErasingRefusedError(_("Kontoen er i bruk til annet enn å være kontaktperson, og kan ikke slettes her."))
    _erase_account(actor=actor, pk=account.pk, rule=rule, tell=notices.tell_erased_on_request)


@transaction.atomic
def erase_idle_account(*, account: User, rule: str) -> None:
    """Retention erases an account that nobody has a use for; nobody is told, since nobody asked."""
    _erase_account(actor=None, pk=account.pk, rule=rule, tell=None)


def _erase_account(*, actor: User | None, pk: int, rule: str, tell: notices.Tell | None) -> None:
    """All of it, with the person behind the account where there is one."""
    account = User.objects.select_for_update(of=("self",)).get(pk=pk)
    if not account.is_active:
        raise ErasingRefusedError(_("Kontoen er alt slettet."))
    end_everywhere(actor=actor, user=account)
    account.forget_roles()
    person = Person.objects.select_for_update(of=("self",)).filter(user=account).first()
    if person is not None:
        _erase(actor=actor, stored=person, rule=rule, tell=tell)
        return
    if tell is not None:
        tell(address=account.email, language=account.language, account_too=True)
    _erase_the_account(actor=actor, account=account, rule=rule)


@transaction.atomic
def _person_again(person: Person, rule: str) -> None:
    """After a restore. The account has a line of its own on the list, where it went too."""
    stored = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    account = User.objects.select_for_update(of=("self",)).filter(pk=stored.user_id).first()
    _erase_the_person(actor=None, stored=stored, account=account, rule=rule)


@transaction.atomic
def _account_again(account: User, rule: str) -> None:
    stored = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    end_everywhere(actor=None, user=stored)
    _erase_the_account(actor=None, account=stored, rule=rule)


erased_again("representatives.Person", _person_again)
erased_again("accounts.User", _account_again)


@transaction.atomic
def erase_register_part(*, person: Person, rule: str = EXPIRED) -> None:
    """Erase what the register holds of somebody whom the log names; name and log stay as they are.

    `rule` says in the history why.
    """
    stored = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    with audit.context(reason=f"erase: {rule}"):
        erase_relations(person=stored, which=[one for one in erasers.of(Person) if _goes_with_consent(one.name)])


def addresses_of(account: User) -> set[str]:
    """Every address the account has had: mails went to the earlier ones too."""
    history = history_model(User)
    earlier = history.objects.filter(pgh_obj_id=account.pk, payload__isnull=False) if history is not None else []
    known = {str(row.payload.get("email") or "") for row in earlier}
    return {normalise_email(address) for address in {*known, account.email} if address}


def _goes_with_consent(relation: str) -> bool:
    return relation.lower() in RESTS_ON_CONSENT


def account_goes_with(person: Person) -> bool:
    """Whether erasing the person erases the account too, so that it can be said before."""
    return person.user is not None and not _does_other_things(person.user)


def acts_for(account: User) -> list[Organisation]:
    """The organisations that the account acts for, now or later, by name: while it does, the account is needed."""
    contacts = OrganisationContact.objects.not_ended().filter(user=account)
    return list(Organisation.objects.filter(pk__in=contacts.values("organisation")))


def is_used_otherwise(account: User) -> bool:
    """Whether it holds, or will hold, a role that has nothing to do with organisations or the register."""
    return _holds_a_role(account, but=(Role.REPRESENTATIVE, Role.ORGANISATION_CONTACT))


def _does_other_things(account: User) -> bool:
    """Whether it holds, or will hold, a role that has nothing to do with the register."""
    return _holds_a_role(account, but=(Role.REPRESENTATIVE,))


def _holds_a_role(account: User, *, but: tuple[Role, ...]) -> bool:
    grants = RoleGrant.objects.filter(user=account).exclude(role__in=but)
    today = timezone.localdate()
    return any(grant.valid_to is None or grant.valid_to >= today for grant in grants)


def _end_every_session(account: User) -> None:
    """Those too that the list of sessions doesn't know of. A session holds the address that signed in."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).order_by("pk").iterator():
        if str(session.get_decoded().get("_auth_user_id", "")) == str(account.pk):
            session.delete()
