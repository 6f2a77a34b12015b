"""What panels add to other pages, and the parts of their own record."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from medvirkning import audit
from medvirkning.web import slots
from medvirkning.web.slots import Fragment
from representatives.consents.keeping import erased_after_days
from representatives.organisations.models import Organisation
from representatives.organisations.querysets import organisations_of
from representatives.panels.models import Panel, PanelManager, PanelSubject
from representatives.panels.querysets import next_meetings, own_seats, panels_for

MEETINGS_SHOWN = 5

audit.register_part(Panel, audit.Part(PanelManager, by="panel", label=_("Leder panelet")))
audit.register_part(Panel, audit.Part(PanelSubject, by="panel", label=_("Fagområder"), link="subjectarea"))


def of_organisation(request: HttpRequest, organisation: Organisation) -> Fragment | None:
    """The owner's panels, for those who see them; its contacts may add one."""
    user: Any = request.user
    panels = panels_for(user).owned_by(organisation.pk).in_use().with_list_data().order_by("sort_key", "pk")
    found = list(panels)
    acts_for_it = organisation.pk in organisations_of(user)
    if not found and not acts_for_it:
        return None
    add_url = reverse("panels:add") if acts_for_it else ""
    return Fragment("representatives/panels/_of_organisation.html", {"panels": found, "add_url": add_url})


def of_member(request: HttpRequest, subject: Any) -> Fragment | None:
    """On «Min side»: where one sits or waits to, who leads it and sees it, when it meets, and the way out."""
    user: Any = request.user
    seats = list(own_seats(user))
    if not seats:
        return None
    coming = next_meetings(user, most=MEETINGS_SHOWN)
    return Fragment(
        "representatives/panels/_own_seats.html",
        {"seats": seats, "meetings": coming, "erased_after_days": erased_after_days()},
    )


def next_meeting(request: HttpRequest, subject: Any) -> Fragment | None:
    """The next one of a panel that one sits on."""
    user: Any = request.user
    found = next_meetings(user, most=1)
    return Fragment("representatives/panels/_my_next.html", {"meeting": found[0]}) if found else None


slots.register("organisations.detail", of_organisation, order=40)
slots.register("my_page.next", next_meeting, order=5)
slots.register("my_page.posts", of_member, order=30)
