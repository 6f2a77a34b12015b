"""«Min side»: what comes next, what became of what I said, and what the portal knows of me."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.web import slots
from medvirkning.web.todo import in_order
from representatives.consents.keeping import erased_after_days
from representatives.consents.reading import ConsentsOfPerson, consents_of
from representatives.my_page.reading import (
    availability_of,
    day_in_words,
    looks_by_day,
    own_person,
    training_of,
)
from representatives.my_page.views.own import OwnPage
from representatives.my_page.waiting import invitations_to, tasks_of, untold_by
from representatives.panels.enums import MemberState
from representatives.panels.querysets import own_seats
from representatives.profiles.reading import in_words, profile_of
from representatives.profiles.telling import is_here_for_panels, why_not

# As many as the page shows before it leads on to all.
LOOKS_SHOWN = 5


def waits_for_guardian_alone(user: Any, consents: ConsentsOfPerson) -> bool:
    """Nobody has agreed to anything yet: the page tells what is waited for and what is kept, and asks for nothing."""
    if any(line.consent is not None for line in consents.lines):
        return False
    return own_seats(user).filter(state=MemberState.AWAITING_GUARDIAN).exists()


class Home(OwnPage):
    template_name = "representatives/my_page/home.html"
    title = _("Min side")

    def get_breadcrumbs(self) -> tuple[()]:
        return ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = own_person(self.request.user)
        invitations = invitations_to(self.request.user)
        if person is None:
            return super().get_context_data(person=None, invitations=invitations, **kwargs)
        today = timezone.localdate()
        consents, profile = consents_of(person, today), profile_of(person)
        periods = list(availability_of(person))
        untold = untold_by(consents, profile, has_availability=bool(periods))
        return super().get_context_data(
            person=person,
            waits_alone=waits_for_guardian_alone(self.request.user, consents),
            invitations=invitations,
            waits=in_order(tasks_of(consents, today, untold), today),
            consents=consents,
            erased_after_days=erased_after_days(),
            periods=periods,
            profile=in_words(profile),
            training=list(training_of(person)),
            here_for_panels=is_here_for_panels(consents),
            why_not_contact=why_not(consents, is_contact=True),
            why_not=why_not(consents),
            looks=[day_in_words(row) for row in looks_by_day(person)[:LOOKS_SHOWN]],
            next_meeting=self._slot("next", person),
            inputs=self._slot("inputs", person),
            posts=self._slot("posts", person),
            events=self._slot("events", person),
            **kwargs,
        )

    def _slot(self, name: str, person: Any) -> Any:
        """Read here: the page says something of its own where no room has anything to say."""
        return slots.render(f"my_page.{name}", self.request, person)
