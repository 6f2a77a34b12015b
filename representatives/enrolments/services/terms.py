"""What a post is, entered once the person has said yes: from then on it holds (docs/adr/0202)."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion, save_versioned
from representatives.enrolments import notices
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.kinds import Post
from representatives.enrolments.models import ExperienceConsultant, Representative
from representatives.enrolments.services import checks
from representatives.enrolments.services.checks import EnrolmentRefusedError
from representatives.enrolments.services.entering import held, open_to_people
from representatives.enrolments.services.posts import over
from representatives.people.posts import settle_role


@transaction.atomic
def set_mandate(
    *,
    actor: User,
    post: Representative,
    expected_version: int,
    valid_from: datetime.date,
    valid_to: datetime.date,
    mandate: str = "",
) -> Post:
    """The person who has said yes represents the organisation from one day to another. The person is told.

    Raises `NotAllowedError`, `EnrolmentRefusedError`, `StaleVersion` and `ValidationError`.
    """
    stored = _agreed(actor, post, expected_version)
    checks.demand_period(valid_from, valid_to)
    checks.demand_term(valid_from, valid_to)
    return _begin(stored, valid_from=valid_from, valid_to=valid_to, mandate=mandate.strip())


@transaction.atomic
def set_employment(
    *,
    actor: User,
    post: ExperienceConsultant,
    expected_version: int,
    position: str,
    percentage: int,
    valid_from: datetime.date,
    valid_to: datetime.date | None = None,
) -> Post:
    """The person who has said yes is employed for the own experience. The person is told.

    Raises `NotAllowedError`, `EnrolmentRefusedError`, `StaleVersion` and `ValidationError`.
    """
    stored = _agreed(actor, post, expected_version)
    checks.demand_period(valid_from, valid_to)
    tidy = " ".join(position.split())
    if not tidy:
        raise EnrolmentRefusedError(_("Skriv hva stillingen heter."), field="position")
    return _begin(stored, valid_from=valid_from, valid_to=valid_to, position=tidy, percentage=percentage)


@transaction.atomic
def let_go(*, actor: User, post: Post) -> Post:
    """The organisation gives no post to somebody who has said yes: another than it meant, or it thought again.

    What the person has told stays the person's own. The person is told. Raises `NotAllowedError` and
    `EnrolmentRefusedError`.
    """
    checks.demand(actor, "enrolments.end", post.organisation)
    stored = held(post)
    _demand_agreed(stored)
    over(stored)
    if stored.person is not None:
        settle_role(actor=actor, person=stored.person)
    notices.tell_ended(stored)
    return stored


def _agreed(actor: User, post: Post, expected_version: int) -> Post:
    """The post, held, if the person has said yes and nobody has said what it is in the meantime."""
    open_to_people(actor, post.organisation)
    stored = held(post)
    _demand_agreed(stored)
    if stored.version != expected_version:
        raise StaleVersion(stored)
    return stored


def _demand_agreed(post: Post) -> None:
    if post.state != EnrolmentState.AGREED:
        raise EnrolmentRefusedError(_("Personen venter ikke på dette. Last siden på nytt, og se hva som gjelder nå."))


def _begin(post: Post, **terms: object) -> Post:
    for name, value in terms.items():
        setattr(post, name, value)
    post.state = EnrolmentState.ACCEPTED
    # One that ran out lately may still overlap.
    post.full_clean(exclude=["invited_by", "accepted_by"])
    save_versioned(post, expected_version=post.version, fields=["state", *terms])
    notices.tell_begun(post)
    return post
