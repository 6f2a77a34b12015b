"""The list of assessments behind a figure."""

from django.utils.translation import gettext_lazy as _
from django_tables2 import Column

from advice.assessments.models import Assessment
from medvirkning.web.tables import LinkColumn, MomentColumn, Table


class BehindTable(Table):
    """Traits as they stood when the assessment was approved: by those it is counted."""

    caption = _("Egenvurderingene bak tallet")
    unit = LinkColumn(verbose_name=_("Enhet"), accessor="unit__name", order_by="unit__sort_key")
    owner = Column(verbose_name=_("Kommune eller helseforetak"), accessor="unit__owner_name")
    county = Column(verbose_name=_("Fylke"), accessor="get_county_display", order_by="county")
    kind = Column(verbose_name=_("Type tjeneste"), accessor="get_kind_display", order_by="kind")
    size = Column(verbose_name=_("Størrelse"), accessor="get_size_class_display", orderable=False)
    approved_at = MomentColumn(verbose_name=_("Godkjent"))

    class Meta(Table.Meta):
        model = Assessment
        fields = ("unit", "owner", "county", "kind", "size", "approved_at")
