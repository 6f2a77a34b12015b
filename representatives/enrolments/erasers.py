"""What becomes of posts when a person or an account is erased, or leaves: an ended post stays as a count."""

import datetime
from collections.abc import Iterable

from django.db import models
from django.db.models import F
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from medvirkning.audit import erasers
from representatives.consents.enums import ConsentPurpose
from representatives.consents.models import Consent
from representatives.consents.services import when_somebody_leaves
from representatives.enrolments import invited, notices
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.kinds import KINDS
from representatives.enrolments.services import forget_invitations
from representatives.people import erasing
from representatives.people.models import Person

__all__ = ["end_and_empty", "invited", "tell_contacts", "tell_contacts_of_erasing"]

COUNT = "That somebody had a post from one day to another is a count; who it was, and what the post was, go."
DONE = "The row stands; the name behind the key is gone."


def end_and_empty(**texts: object) -> erasers.Act:
    """The posts end, and what they say of the person goes."""

    def act(rows: models.QuerySet) -> Iterable[int]:
        pks = list(rows.values_list("pk", flat=True))
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        posts = rows.model._base_manager.filter(pk__in=pks)
        # What goes on ends now; what had hardly begun, on its first day.
        posts.filter(state=EnrolmentState.ACCEPTED).update(
            valid_to=Greatest(Least(F("valid_to"), yesterday), F("valid_from")), state=EnrolmentState.ENDED
        )
        posts.filter(state=EnrolmentState.AGREED).update(state=EnrolmentState.ENDED)
        posts.update(version=F("version") + 1, **texts)
        return pks

    return act


@when_somebody_leaves
def tell_contacts(person: Person) -> None:
    """Those whose person it was hear that somebody has left: the row is gone from their list."""
    consents = Consent.objects.filter(person=person, purpose=ConsentPurpose.REGISTER)
    mark = consents.order_by("-given_at", "-pk").values_list("pk", flat=True).first()
    for kind in KINDS.values():
        posts = kind.model._default_manager.going_on().filter(person=person)
        for post in posts.select_related("organisation").order_by("pk"):
            notices.tell_gone(post, mark=mark)


@erasing.before_erasing
def tell_contacts_of_erasing(person: Person) -> None:
    """Of whoever leaves by being erased. Who had left before was told of then."""
    if Consent.objects.in_force().filter(person=person, purpose=ConsentPurpose.REGISTER).exists():
        tell_contacts(person)


for model, texts in (
    ("Representative", {"mandate": ""}),
    ("ExperienceConsultant", {"position": ""}),
):
    erasers.register(f"representatives.{model}.person", end_and_empty(**texts), why=COUNT)
    erasers.register(f"representatives.{model}.invited_by", erasers.keep, why=DONE)
    erasers.register(f"representatives.{model}.accepted_by", erasers.keep, why=DONE)

erasing.forgets_an_address(forget_invitations)
