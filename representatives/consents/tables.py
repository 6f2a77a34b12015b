"""The list of texts."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.tables import DateColumn, LinkColumn, NumberColumn, Table
from representatives.consents.models import ConsentText


def agreed_in_words(text: Any, hidden: frozenset[int]) -> str:
    """How many; where that is not shown, only that it isn't."""
    return _("skjult, få personer") if text.pk in hidden else str(text.agreed)


class TextTable(Table):
    """`hidden` are the keys of those whose number is told to nobody, in a download either."""

    caption = gettext_lazy("Tekstene som vises i dag")
    purpose = LinkColumn(
        verbose_name=gettext_lazy("Formål"),
        accessor="get_purpose_display",
        order_by=("purpose", "audience"),
        to=lambda text: reverse("consents:text", args=[text.pk]),
    )
    audience = django_tables2.Column(
        verbose_name=gettext_lazy("Skrevet for"), accessor="get_audience_display", order_by=("audience", "purpose")
    )
    number = NumberColumn(verbose_name=gettext_lazy("Versjon"))
    valid_from = DateColumn(verbose_name=gettext_lazy("Gjelder fra"))
    # Sorted by it, the hidden numbers would stand in their order.
    agreed = NumberColumn(verbose_name=gettext_lazy("Har samtykket"), orderable=False)

    class Meta(Table.Meta):
        model = ConsentText
        fields = ("purpose", "audience", "number", "valid_from", "agreed")
        sequence = fields

    def __init__(self, *args: Any, hidden: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hidden = hidden

    def render_agreed(self, record: ConsentText) -> str:
        return agreed_in_words(record, self.hidden)

    def value_agreed(self, record: Any) -> int | None:
        return None if record.pk in self.hidden else record.agreed
