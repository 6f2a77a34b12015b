"""The tables of mail."""

import django_tables2
from django.urls import reverse
from django.utils.translation import gettext_lazy

from medvirkning.web.tables import LinkColumn, MomentColumn, Table


class LocalMailTable(Table):
    """What the portal has written on this machine."""

    caption = gettext_lazy("Meldinger")
    subject = LinkColumn(
        to=lambda message: reverse("notifications:local-detail", args=[message.pk]), verbose_name=gettext_lazy("Emne")
    )
    address = django_tables2.Column(verbose_name=gettext_lazy("Mottaker"))
    created_at = MomentColumn(verbose_name=gettext_lazy("Skrevet"))
    state = django_tables2.Column(accessor="get_state_display", verbose_name=gettext_lazy("Status"))

    class Meta(Table.Meta):
        orderable = False


class OutboxTable(LocalMailTable):
    """Messages that a person must look at, each with its act."""

    subject = django_tables2.Column(verbose_name=gettext_lazy("Emne"))
    state = django_tables2.TemplateColumn(
        template_name="notifications/_state.html",
        context_object_name="message",
        verbose_name=gettext_lazy("Status"),
    )
    act = django_tables2.TemplateColumn(
        template_name="notifications/_resend.html",
        context_object_name="message",
        verbose_name=gettext_lazy("Handling"),
        empty_values=(),
    )
