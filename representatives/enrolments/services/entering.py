"""An organisation, an employer or the Centre enters somebody: a name and one contact, and a link to answer."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.enums import Language
from medvirkning.accounts.invitations.services import GOOD_FOR, give_link
from medvirkning.accounts.models import User
from medvirkning.audit.services import empty_history
from medvirkning.web.concurrency import StaleVersion, save_versioned
from representatives.consents.querysets import consented
from representatives.enrolments import notices
from representatives.enrolments.enums import ENROLMENT_TRANSITIONS, EnrolmentState
from representatives.enrolments.kinds import Kind, Post
from representatives.enrolments.services import checks
from representatives.enrolments.services.checks import EnrolmentRefusedError
from representatives.organisations.models import Organisation
from representatives.people.services import tidy_name

# The row of somebody who hasn't answered: however often the link is renewed (domain, «Personal data»).
ROW_KEPT = datetime.timedelta(days=30)
NOBODY = {"name": "", "email": "", "phone": ""}


@dataclass(frozen=True)
class Entered:
    """All that may be known of somebody who hasn't said yes: a name and one contact."""

    name: str
    email: str = ""
    phone: str = ""
    language: str = Language.NB


@transaction.atomic
def enter(*, actor: User, organisation: Organisation, kind: Kind, who: Entered) -> tuple[Post, str]:
    """Enter somebody for a post of a kind. What the post is, is entered after the yes. Gives the row and its token.

    Raises `NotAllowedError`, `EnrolmentRefusedError` and `ValidationError`.
    """
    stored = open_to_people(actor, organisation)
    row = kind.model(organisation=stored)
    row.name = tidy_name(who.name)
    row.email, row.phone = checks.tidy_contact(who.email, who.phone)
    row.language, row.invited_by = checks.tidy_language(who.language), actor
    _demand_new(row)
    token = give_link(row)
    row.full_clean(exclude=["organisation", "invited_by", "accepted_by", "person"])
    row.save()
    _send(row, token)
    return row, token


@transaction.atomic
def renew(*, actor: User, post: Post) -> tuple[Post, str]:
    """A new link, good for 14 days, but not past 30 days from when the person was entered; the old one works no more.

    Raises `NotAllowedError` and `EnrolmentRefusedError`.
    """
    open_to_people(actor, post.organisation)
    stored = held(post)
    _demand_unanswered(stored)
    left = stored.invited_at + ROW_KEPT - timezone.now()
    if left <= datetime.timedelta():
        raise EnrolmentRefusedError(
            _("Det er over 30 dager siden personen ble registrert, og opplysningene blir slettet. Registrer på nytt.")
        )
    token = give_link(stored, good_for=min(GOOD_FOR, left))
    save_versioned(stored, expected_version=stored.version, fields=["token_hash", "expires_at"])
    _send(stored, token)
    return stored, token


@transaction.atomic
def cancel(*, actor: User, post: Post) -> Post:
    """Take an invitation back: the link works no more, name and contact go at once.

    Raises `NotAllowedError` and `EnrolmentRefusedError`.
    """
    checks.demand(actor, "enrolments.end", post.organisation)
    stored = held(post)
    _demand_unanswered(stored)
    close_unanswered(stored, EnrolmentState.CANCELLED)
    return stored


def held(post: Post) -> Post:
    """The row as it is stored, held until the transaction ends. Raises `StaleVersion` where it is gone."""
    rows = (
        type(post)
        ._default_manager.select_for_update(of=("self",))
        .select_related("organisation", "invited_by", "person__user")
    )
    found = rows.filter(pk=post.pk).first()
    if found is None:
        raise StaleVersion(None)
    return found


def demand_transition(post: Post, state: EnrolmentState) -> None:
    """Raises `EnrolmentRefusedError` where the state table has no such step."""
    if state not in ENROLMENT_TRANSITIONS[post.state]:
        raise EnrolmentRefusedError(
            _("Dette er alt avgjort: %(state)s.") % {"state": str(post.get_state_display()).lower()}
        )


def close_unanswered(post: Post, state: EnrolmentState) -> None:
    """The invitation is over without a yes. What was known of the person goes, from the history too."""
    demand_transition(post, state)
    post.state, post.withdrawn_at = state, timezone.now()
    for name, value in NOBODY.items():
        setattr(post, name, value)
    save_versioned(post, expected_version=post.version, fields=["state", "withdrawn_at", *NOBODY])
    empty_history(model=type(post), pks=[post.pk])
    notices.forget_mails(post)


def open_to_people(actor: User, organisation: Organisation) -> Organisation:
    """The organisation, held until the transaction ends: two who enter the same person take turns.

    Raises `NotAllowedError`, and `StaleVersion` where it is gone.
    """
    stored = Organisation.objects.select_for_update(of=("self",)).filter(pk=organisation.pk).first()
    if stored is None:
        raise StaleVersion(None)
    checks.demand(actor, "enrolments.enter", stored)
    return stored


def _demand_new(row: Post) -> None:
    """Nobody is invited twice, nor to a post they have. Only the organisation's own rows are asked."""
    field = "email" if row.email else "phone"
    own = type(row)._default_manager.filter(organisation=row.organisation)
    if own.waiting().filter(**{field: getattr(row, field)}).exists():
        raise EnrolmentRefusedError(
            _("Denne personen er alt invitert. Send invitasjonen på nytt i stedet."), field=field
        )
    # Who has left the register is nobody that the organisation knows of.
    posts = own.going_on().filter(consented())
    if row.email and posts.filter(person__user__email=row.email).exists():
        raise EnrolmentRefusedError(
            _("Denne personen har alt et slikt verv hos organisasjonen. Forleng det i stedet."), field=field
        )


def _demand_unanswered(post: Post) -> None:
    if post.state != EnrolmentState.INVITED:
        raise EnrolmentRefusedError(_("Invitasjonen er alt besvart eller trukket tilbake."))


def _send(row: Post, token: str) -> None:
    """By mail; a link to a mobile number is handed over by who made it."""
    if row.email:
        notices.send_invitation(row, token=token)
