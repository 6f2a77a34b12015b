"""What becomes of a post: prolonged, ended by the organisation, left by the person, or run out."""

import datetime
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from medvirkning.web.dates import format_date
from medvirkning.web.refusals import NotAllowedError
from representatives.enrolments import notices
from representatives.enrolments.enums import HELD, EnrolmentState
from representatives.enrolments.kinds import KINDS, Post
from representatives.enrolments.models import Representative
from representatives.enrolments.services import checks
from representatives.enrolments.services.checks import EnrolmentRefusedError
from representatives.enrolments.services.entering import close_unanswered, demand_transition, held
from representatives.organisations.models import Organisation
from representatives.people.models import Person
from representatives.people.posts import settle_role

DAY = datetime.timedelta(days=1)


@transaction.atomic
def prolong(*, actor: User, post: Post, expected_version: int, valid_to: datetime.date | None) -> Post:
    """A later last day; an employment may also have no end. The person is told.

    Raises `NotAllowedError`, `EnrolmentRefusedError` and `StaleVersion`.
    """
    stored = _current(actor, post, expected_version, "enrolments.enter")
    _demand_later(stored, valid_to)
    stored.valid_to = valid_to
    save_versioned(stored, expected_version=expected_version, fields=["valid_to"])
    notices.tell_prolonged(stored)
    return stored


@transaction.atomic
def end(*, actor: User, post: Post, expected_version: int, last_day: datetime.date) -> Post:
    """The organisation lets the post end with a day. The person is told.

    Raises `NotAllowedError`, `EnrolmentRefusedError` and `StaleVersion`.
    """
    stored = _current(actor, post, expected_version, "enrolments.end")
    first = _first_day(stored)
    if last_day < first:
        raise EnrolmentRefusedError(
            _("Siste dag kan ikke være før vervet begynte %(date)s.") % {"date": format_date(first)},
            field="last_day",
        )
    if stored.valid_to is not None and last_day > stored.valid_to:
        raise EnrolmentRefusedError(
            _("Vervet varer bare til og med %(date)s. Forleng det i stedet.") % {"date": format_date(stored.valid_to)},
            field="last_day",
        )
    stored.valid_to = last_day
    if last_day < timezone.localdate():
        stored.state = EnrolmentState.ENDED
    save_versioned(stored, expected_version=expected_version, fields=["valid_to", "state"])
    _settle(actor, stored)
    notices.tell_ended(stored)
    return stored


@transaction.atomic
def leave(*, actor: User, post: Post) -> Post:
    """The person says stop, and the post is over at once. The organisation hears of it, without a name.

    Raises `NotAllowedError` and `EnrolmentRefusedError`.
    """
    stored = held(post)
    if stored.person is None or stored.person.user_id != actor.pk:
        raise NotAllowedError(_("Bare den vervet gjelder, kan si det fra seg her."))
    demand_transition(stored, EnrolmentState.ENDED)
    over(stored)
    settle_role(actor=actor, person=stored.person)
    actor.forget_roles()
    notices.tell_left(stored)
    return stored


@transaction.atomic
def end_all(*, person: Person, mark: object) -> int:
    """What the person said yes to alone, and only a guardian could: it is over. Gives how many posts ended.

    The organisations hear that somebody is gone; who and why, nobody tells them. The caller settles the role.
    """
    done = 0
    for kind in KINDS.values():
        rows = kind.model._default_manager.going_on().filter(person=person)
        for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
            stored = held(kind.model(pk=pk))
            over(stored)
            notices.tell_gone(stored, mark=mark)
            done += 1
    return done


@transaction.atomic
def over(post: Post) -> None:
    """End a post from now on. Its last day is today: what was done with the mandate this morning was done with it. One
    that is yet to begin ends on its first day, and one that was never said what it is has no days.
    """
    today = timezone.localdate()
    post.state = EnrolmentState.ENDED
    if post.valid_from is not None and (post.valid_to is None or post.valid_to > today):
        post.valid_to = max(today, post.valid_from)
    save_versioned(post, expected_version=post.version, fields=["state", "valid_to"])


@transaction.atomic
def let_all_go(organisation: Organisation) -> None:
    """The organisation closes: open invitations are taken back, and who has said yes gets no post any more. Those who
    have one keep it to the last day.
    """
    for kind in KINDS.values():
        rows = kind.model._default_manager.filter(organisation=organisation)
        for pk in (rows.waiting() | rows.without_terms()).order_by("pk").values_list("pk", flat=True):
            stored = held(kind.model(pk=pk))
            if stored.state == EnrolmentState.INVITED:
                close_unanswered(stored, EnrolmentState.CANCELLED)
            elif stored.state == EnrolmentState.AGREED:
                over(stored)
                _settle(None, stored)
                notices.tell_ended(stored)


def end_what_is_over(today: datetime.date | None = None) -> int:
    """Posts whose last day is past, and all in organisations that were closed, are ended. Gives how many.

    Invitations to a closed organisation are taken back: their links work no more anyway.
    """
    day = today or timezone.localdate()
    done = 0
    for kind in KINDS.values():
        for pk in kind.model._default_manager.over_on(day).order_by("pk").values_list("pk", flat=True):
            done += _end_one(kind.model(pk=pk), day)
    return done


@transaction.atomic
def _end_one(post: Post, day: datetime.date) -> bool:
    """One at a time: what a person does in the meantime is neither undone nor waited for by the others."""
    stored = held(post)
    closed_on = stored.organisation.closed_on
    is_closed = closed_on is not None and closed_on < day
    if stored.state == EnrolmentState.INVITED and is_closed:
        close_unanswered(stored, EnrolmentState.CANCELLED)
        return True
    ends_before = stored.valid_to is not None and stored.valid_to < day
    if stored.state not in HELD or not (ends_before or is_closed):
        return False
    goes_past = stored.valid_to is None or (closed_on is not None and stored.valid_to > closed_on)
    if closed_on is not None and is_closed and goes_past and stored.valid_from is not None:
        stored.valid_to = max(closed_on, stored.valid_from)
    stored.state = EnrolmentState.ENDED
    save_versioned(stored, expected_version=stored.version, fields=["state", "valid_to"])
    _settle(None, stored)
    notices.tell_ended(stored)
    return True


def _current(actor: User, post: Post, expected_version: int, permission: str) -> Post:
    """The post, held, if it goes on and nobody has changed it in the meantime."""
    stored = held(post)
    checks.demand(actor, permission, stored.organisation)
    if stored.state != EnrolmentState.ACCEPTED:
        raise EnrolmentRefusedError(_("Vervet er ikke i gang, eller er alt avsluttet."))
    if stored.version != expected_version:
        raise StaleVersion(stored)
    return stored


def _demand_later(post: Post, valid_to: datetime.date | None) -> None:
    if valid_to is None:
        if isinstance(post, Representative):
            raise EnrolmentRefusedError(_("Oppgi den nye sluttdatoen for mandatet."), field="valid_to")
        if post.valid_to is None:
            raise EnrolmentRefusedError(_("Ansettelsen har ingen sluttdato fra før."), field="valid_to")
        return
    if post.valid_to is None or valid_to <= post.valid_to:
        raise EnrolmentRefusedError(
            _("Velg en dato etter den vervet varer til nå. Skal det slutte før, avslutter du det i stedet."),
            field="valid_to",
        )
    if isinstance(post, Representative):
        checks.demand_term(max(timezone.localdate(), _first_day(post)), valid_to)


def _first_day(post: Post) -> datetime.date:
    """Of one that has begun: the database holds that it has one."""
    return cast("datetime.date", post.valid_from)


def _settle(actor: User | None, post: Post) -> None:
    if post.person is not None:
        settle_role(actor=actor, person=post.person)
