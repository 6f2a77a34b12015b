"""The table of activities."""

from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.implementation.enums import ActivityState
from advice.implementation.models import ImplementationActivity
from advice.implementation.presenters import piece_numbers, piece_words, state_of, when
from medvirkning.web.numbers import NO_VALUE
from medvirkning.web.tables import DateColumn, LinkColumn, NumberColumn, Table


class TitleColumn(LinkColumn):
    """Titles are written in Norwegian, bokmål or nynorsk, whatever language the page is read in."""

    def render(self, value: Any, record: Any) -> SafeString:
        return format_html('<a href="{}" lang="no">{}</a>', record.get_absolute_url(), value)


class ActivityTable(Table):
    """Needs `with_list_data()`."""

    caption = gettext_lazy("Aktiviteter for å ta rådene i bruk")
    title = TitleColumn(verbose_name=gettext_lazy("Aktivitet"))
    starts_on = DateColumn(verbose_name=gettext_lazy("Når"))
    # In downloads only, as are place and page: a screen has room for what one chooses by.
    ends_on = DateColumn(verbose_name=gettext_lazy("Til og med"), visible=False)
    arena = django_tables2.Column(verbose_name=gettext_lazy("Arena"))
    organiser = django_tables2.Column(verbose_name=gettext_lazy("Arrangør"), empty_values=())
    place = django_tables2.Column(verbose_name=gettext_lazy("Sted"), visible=False)
    url = django_tables2.Column(verbose_name=gettext_lazy("Nettside"), visible=False)
    about = django_tables2.Column(verbose_name=gettext_lazy("Råd"), empty_values=(), orderable=False)
    state = django_tables2.Column(verbose_name=gettext_lazy("Tilstand"))
    reached = NumberColumn(verbose_name=gettext_lazy("Antall nådd"), empty_values=())

    class Meta(Table.Meta):
        model = ImplementationActivity
        fields: tuple[str, ...] = ()
        sequence = (
            "title", "starts_on", "ends_on", "arena", "organiser", "place", "url", "about", "state", "reached",
        )  # fmt: skip

    def render_starts_on(self, record: ImplementationActivity) -> str:
        return when(record)

    def value_starts_on(self, record: ImplementationActivity) -> Any:
        return record.starts_on

    def render_organiser(self, record: Any) -> str:
        return record.organiser or _("Ikke oppgitt")

    def value_organiser(self, record: Any) -> str:
        return str(record.organiser)

    def render_about(self, record: ImplementationActivity) -> str:
        return piece_numbers(record) or _("Ingen enkelte råd")

    def value_about(self, record: ImplementationActivity) -> str:
        return piece_words(record)

    def render_state(self, record: ImplementationActivity) -> str:
        return str(state_of(record).label)

    def value_state(self, record: ImplementationActivity) -> str:
        return str(record.get_state_display())

    def render_reached(self, record: ImplementationActivity) -> str:
        """Of what is held and not known it is said; of the rest there is nothing to know."""
        if record.reached is None:
            return _("Ukjent") if record.state == ActivityState.HELD else NO_VALUE
        return NumberColumn().render(record.reached)

    def value_reached(self, record: ImplementationActivity) -> Any:
        return record.reached
