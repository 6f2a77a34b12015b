"""What becomes of seats and of who runs panels when somebody is erased."""

from django.db.models import QuerySet
from django.utils import timezone

from medvirkning.audit import erasers
from representatives.panels.enums import SEATED, MemberState

SEAT = "That somebody sat on the panel is a count; the seat ends, and the year of birth goes with the name."
DONE = "The row says that somebody did it; the name behind the key is gone."


def end_seats(rows: QuerySet) -> list[int]:
    """A seat that is taken ends today; nothing in the row tells who it was."""
    pks = list(rows.values_list("pk", flat=True))
    today = timezone.localdate()
    own = rows.model._base_manager.filter(pk__in=pks)
    own.filter(state__in=[state.value for state in SEATED]).update(state=MemberState.ENDED, valid_to=today)
    own.update(name="", email="", message="", birth_year=None, answer_by=None, guardian_request=None)
    return pks


erasers.register("representatives.PanelMember.person", end_seats, why=SEAT)
erasers.register("representatives.PanelMember.invited_by", erasers.keep, why=DONE)
erasers.register("representatives.PanelMember.accepted_by", erasers.keep, why=DONE)
erasers.register("representatives.PanelManager.user", erasers.keep, why=DONE)
