"""What panels tell a person that they hold."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from representatives.panels.models import PanelManager, PanelMember
from representatives.panels.presenters import who_sees
from representatives.people import my_data
from representatives.people.models import Person


def seats(person: Person) -> list[my_data.Record]:
    rows = PanelMember.objects.filter(person=person).select_related("panel__owner", "guardian_request").order_by("pk")
    return [
        {
            "panel": my_data.Told(_("panel"), one.panel.name),
            "state": my_data.Told(_("tilstand"), one.state, one.get_state_display()),
            "valid_from": my_data.Told(_("medlem fra"), one.valid_from),
            "valid_to": my_data.Told(_("til og med"), one.valid_to),
            "birth_year": my_data.Told(_("fødselsår"), one.birth_year),
            "guardian_asked": my_data.Told(_("en foresatt er spurt"), one.guardian_request is not None),
            "seen_by": my_data.Told(
                _("hvem som ser at du er med"),
                ["panel_leaders", "centre" if one.panel.owner is None else one.panel.owner.name],
                who_sees(one.panel),
            ),
            "answer_by": my_data.Told(_("svarer selv innen"), one.answer_by),
        }
        for one in rows
    ]


def run_panels(person: Person) -> list[my_data.Record]:
    rows = PanelManager.objects.filter(user=person.user_id).select_related("panel") if person.user_id else []
    return [
        {
            "panel": my_data.Told(_("panel"), one.panel.name),
            "valid_from": my_data.Told(_("leder fra"), one.valid_from),
            "valid_to": my_data.Told(_("til og med"), one.valid_to),
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
