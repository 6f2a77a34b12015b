"""The Centre's list of what readers have sent."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.catalogue.models import AdviceFeedback
from medvirkning.web.numbers import NO_VALUE
from medvirkning.web.tables import LinkColumn, MomentColumn, Table

WORDS_SHOWN = 25


def _page(feedback: AdviceFeedback) -> str:
    return reverse("catalogue:handle-feedback", args=[feedback.pk])


class FeedbackTable(Table):
    """The newest first; what is not handled says so."""

    caption = gettext_lazy("Tilbakemeldinger på rådene")
    sent_at = MomentColumn(verbose_name=gettext_lazy("Sendt"))
    piece = LinkColumn(
        verbose_name=gettext_lazy("Råd"), accessor="version__of", to=_page, order_by=("version__of__number",)
    )
    was_useful = tables.Column(verbose_name=gettext_lazy("Nyttig"), empty_values=())
    text = tables.Column(verbose_name=gettext_lazy("Tilbakemelding"), orderable=False, empty_values=())
    handling = tables.Column(verbose_name=gettext_lazy("Hva den førte til"), orderable=False, empty_values=())

    class Meta(Table.Meta):
        model = AdviceFeedback
        fields = ("piece", "sent_at", "was_useful", "text", "handling")
        sequence = fields
        order_by = ("-sent_at",)

    def render_was_useful(self, value: Any) -> str:
        return NO_VALUE if value is None else str(_("Ja") if value else _("Nei"))

    def render_text(self, value: str) -> str:
        return Truncator(value).words(WORDS_SHOWN) if value else NO_VALUE

    def render_handling(self, value: str) -> str:
        return Truncator(value).words(WORDS_SHOWN) if value else str(_("Ikke behandlet"))
