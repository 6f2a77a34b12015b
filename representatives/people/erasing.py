"""Erasing somebody for good, at the person's own wish or by the rules of retention.

What is left is the count without the name: that somebody took part, that somebody sat on a panel. One act does all
of it, so that no part is forgotten.
"""

from collections.abc import Callable
from dataclasses import dataclass

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
from medvirkning.audit.services import erase_person, erase_relations, history_model
from medvirkning.notifications.services import forget_address
from medvirkning.web.refusals import NotAllowedError
from representatives.people import notices
from representatives.people.models import Person

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
    account = User.objects.select_for_update(of=("self",)).filter(pk=stored.user_id).first()
    goes = account is not None and not _does_other_things(account)
    if actor is not None and account is not None:
        notices.tell_erased(address=account.email, language=account.language, account_too=goes)
    erase_person(actor=actor, person=stored, rule=rule)
    if account is None:
        return Erased(account=False)
    if not goes:
        revoke_role(actor=actor, user=account, role=Role.REPRESENTATIVE)
        return Erased(account=False)
    addresses = addresses_of(account)
    _end_every_session(account)
    erase_person(actor=actor, person=account, rule=rule)
    for address in addresses:
        forget_address(address=address)
        for forget in _forgetters.values():
            forget(address)
    return Erased(account=True)


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


def _does_other_things(account: User) -> bool:
    """Whether it holds, or will hold, a role that has nothing to do with the register."""
    grants = RoleGrant.objects.filter(user=account).exclude(role=Role.REPRESENTATIVE)
    today = timezone.localdate()
    return any(grant.valid_to is None or grant.valid_to >= today for grant in grants)


def _end_every_session(account: User) -> None:
    """Those too that the list of sessions doesn't know of. A session holds the address that signed in."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).order_by("pk").iterator():
        if str(session.get_decoded().get("_auth_user_id", "")) == str(account.pk):
            session.delete()
