"""The list of texts."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.tables import DateColumn, LinkColumn, NumberColumn, Table
from representatives.consents.models import ConsentText
from representatives.consents.small_numbers import SMALLEST_SHOWN, is_hidden


def agreed_in_words(agreed: int | None) -> str:
    """How many, and for 1 to 4 only that they are few."""
    return _("færre enn %(n)s") % {"n": SMALLEST_SHOWN} if is_hidden(agreed) else str(agreed)


class AgreedColumn(NumberColumn):
    """How many people agree to it today: 1 to 4 is told to nobody, in a download either."""

    def render(self, value: Any) -> str:
        return agreed_in_words(value)

    def value(self, value: Any) -> Any:
        return None if is_hidden(value) else value


class TextTable(Table):
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
    agreed = AgreedColumn(verbose_name=gettext_lazy("Har samtykket"), orderable=False)

    class Meta(Table.Meta):
        model = ConsentText
        fields = ("purpose", "audience", "number", "valid_from", "agreed")
        sequence = fields
