"""What becomes of posts when a person or an account is erased: an ended post stays as a count, and says nothing."""

import datetime
from collections.abc import Iterable

from django.db import models
from django.db.models import F
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from medvirkning.audit import erasers
from representatives.enrolments.enums import EnrolmentState
from representatives.enrolments.services import forget_invitations
from representatives.people import erasing

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
        posts.update(version=F("version") + 1, **texts)
        return pks

    return act


for model, texts in (
    ("Representative", {"mandate": ""}),
    ("ExperienceConsultant", {"position": ""}),
):
    erasers.register(f"representatives.{model}.person", end_and_empty(**texts), why=COUNT)
    erasers.register(f"representatives.{model}.invited_by", erasers.keep, why=DONE)
    erasers.register(f"representatives.{model}.accepted_by", erasers.keep, why=DONE)

erasing.forgets_an_address(forget_invitations)
