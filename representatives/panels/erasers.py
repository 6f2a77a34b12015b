"""What becomes of seats and of who runs panels when somebody is erased, or takes the consent back."""

from django.db.models import QuerySet
from django.utils import timezone

from medvirkning.audit import erasers
from representatives.consents.services import when_somebody_leaves
from representatives.panels import leader_notices
from representatives.panels.enums import SEATED, MemberState
from representatives.panels.models import PanelMember
from representatives.people.models import Person

SEAT = "That somebody sat on the panel is a count; the seat ends, and the year of birth goes with the name."
DONE = "The row says that somebody did it; the name behind the key is gone."


def end_seats(rows: QuerySet) -> list[int]:
    """A seat that is taken ends today; nothing in the row tells who it was."""
    pks = list(rows.values_list("pk", flat=True))
    today = timezone.localdate()
    own = rows.model._base_manager.filter(pk__in=pks)
    for member in own.filter(state__in=[state.value for state in SEATED]).select_related("panel").order_by("pk"):
        leader_notices.tell_of_leaving(member)
    own.filter(state__in=[state.value for state in SEATED]).update(state=MemberState.ENDED, valid_to=today)
    own.update(name="", email="", message="", birth_year=None, answer_by=None, guardian_request=None)
    return pks


@when_somebody_leaves
def tell_leaders(person: Person) -> None:
    """The name is gone from the panel's page at once; the seat, when what the register holds is erased."""
    sits = PanelMember.objects.of_person(person.pk).filter(state=MemberState.MEMBER)
    for member in sits.select_related("panel").order_by("pk"):
        leader_notices.tell_of_leaving(member)


erasers.register("representatives.PanelMember.person", end_seats, why=SEAT)
erasers.register("representatives.PanelMember.invited_by", erasers.keep, why=DONE)
erasers.register("representatives.PanelMember.accepted_by", erasers.keep, why=DONE)
erasers.register("representatives.PanelManager.user", erasers.keep, why=DONE)
