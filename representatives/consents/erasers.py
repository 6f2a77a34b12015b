"""What becomes of consents and guardians when a person or an account is erased."""

from collections.abc import Iterable

from django.db.models import QuerySet

from medvirkning.audit import erasers
from representatives.consents.guardian_mails import forget_mails


def delete_with_mails(rows: QuerySet) -> Iterable[int]:
    """The guardian's address stands in the outbox too."""
    forget_mails(rows.values_list("pk", flat=True))
    return erasers.delete(rows)


# The consents first: they point at the guardian's answer.
erasers.register(
    "representatives.Consent.person",
    erasers.delete,
    why="There is nobody left to hold it for. That somebody agreed, to what and when, stands in history by a key.",
)
erasers.register(
    "representatives.GuardianRequest.person",
    delete_with_mails,
    why="The guardian's name and address tell whose child it was.",
)
WRITTEN = "The text and the invitation stand; the name behind the key is gone."
for relation in ("ConsentText.published_by", "GuardianRequest.invited_by", "GuardianRequest.accepted_by"):
    erasers.register(f"representatives.{relation}", erasers.keep, why=WRITTEN)
