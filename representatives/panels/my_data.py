"""What panels tell a person that they hold."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from representatives.panels.models import PanelManager, PanelMember
from representatives.people import my_data
from representatives.people.models import Person


def seats(person: Person) -> list[dict[str, Any]]:
    rows = PanelMember.objects.filter(person=person).select_related("panel", "guardian_request").order_by("pk")
    return [
        {
            _("panel"): one.panel.name,
            _("tilstand"): str(one.get_state_display()),
            _("medlem fra"): one.valid_from.isoformat() if one.valid_from else None,
            _("til og med"): one.valid_to.isoformat() if one.valid_to else None,
            _("fødselsår"): one.birth_year,
            _("en foresatt er spurt"): one.guardian_request is not None,
            _("svarer selv innen"): one.answer_by.isoformat() if one.answer_by else None,
        }
        for one in rows
    ]


def run_panels(person: Person) -> list[dict[str, Any]]:
    rows = PanelManager.objects.filter(user=person.user_id).select_related("panel") if person.user_id else []
    return [
        {
            _("panel"): one.panel.name,
            _("leder fra"): one.valid_from.isoformat(),
            _("til og med"): one.valid_to.isoformat() if one.valid_to else None,
        }
        for one in rows
    ]


my_data.register(
    my_data.Section(
        key="panel_seats",
        label=gettext_lazy("Paneler jeg sitter i, eller har sittet i"),
        records=seats,
        covers=frozenset({"representatives.PanelMember.person", "representatives.PanelMember.accepted_by"}),
        order=60,
    )
)
my_data.register(
    my_data.Section(
        key="panels_run",
        label=gettext_lazy("Paneler jeg leder"),
        records=run_panels,
        covers=frozenset({"representatives.PanelManager.user"}),
        order=61,
    )
)
