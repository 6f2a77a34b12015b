"""What readers say of a piece, and what the Centre does with it."""

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advice.catalogue import notices
from advice.catalogue.models import AdviceFeedback, AdviceVersion
from medvirkning.accounts.models import User
from medvirkning.web.refusals import NotAllowedError, RefusedError

# A form stands open no longer than this.
A_DAY = 24 * 60 * 60


class FeedbackRefusedError(RefusedError):
    """There is nothing to take in."""


@transaction.atomic
def give(
    *, version: AdviceVersion, was_useful: bool | None, text: str, reply_to: str, form_key: str
) -> AdviceFeedback | None:
    """Take in what a reader says of the version read; the Centre is told. Nobody is asked who they are.

    The same form sent twice is taken in once: then None. Its key is kept for a day in the cache, which lies in the
    database (docs/adr/0031), and so is forgotten if this fails. Raises `FeedbackRefusedError`.
    """
    if was_useful is None and not text.strip():
        raise FeedbackRefusedError(_("Svar på om rådet var nyttig, eller skriv noe."), field="text")
    if form_key and not cache.add(f"advice.feedback:{form_key}", 1, A_DAY):
        return None
    made = AdviceFeedback.objects.create(
        version=version, was_useful=was_useful, text=text.strip(), reply_to=reply_to.strip()
    )
    notices.tell_centre_of_feedback(made)
    return made


@transaction.atomic
def handle(*, actor: User, feedback: AdviceFeedback, handling: str) -> AdviceFeedback:
    """Say what came of it. It may be said anew; the first time counts as the time it was handled.

    Raises `NotAllowedError` and `FeedbackRefusedError`.
    """
    if not actor.has_perm("advice.edit"):
        raise NotAllowedError(_("Bare Senter for brukermedvirkning behandler tilbakemeldinger."))
    if not handling.strip():
        raise FeedbackRefusedError(_("Skriv hva tilbakemeldingen førte til."), field="handling")
    locked = AdviceFeedback.objects.select_for_update().get(pk=feedback.pk)
    locked.handling = handling.strip()
    locked.handled_by = actor
    locked.handled_at = locked.handled_at or timezone.now()
    locked.save(update_fields=["handling", "handled_by", "handled_at"])
    return locked
