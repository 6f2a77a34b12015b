"""The pages of value lists: the lists, one list, and the form of a value."""

from dataclasses import dataclass
from typing import Any

import django_filters
import django_tables2
from django import forms
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web import dates
from medvirkning.web.filters import FilterSet
from medvirkning.web.forms import FormLook
from medvirkning.web.pages import Action, Breadcrumbs, Text
from medvirkning.web.tables import LinkColumn, MomentColumn, NumberColumn, Table
from medvirkning.web.value_lists import ValueListItem
from medvirkning.web.views import ListView


@dataclass(frozen=True)
class ValueRow:
    """A list on the page of lists."""

    name: str
    address: str
    in_use: int
    disabled: int

    @classmethod
    def of(cls, model: Any) -> "ValueRow":
        today = Q(disabled_on=None) | Q(disabled_on__gt=timezone.localdate())
        counted = model.objects.aggregate(values=Count("pk"), in_use=Count("pk", filter=today))
        return cls(
            name=capfirst(str(model._meta.verbose_name_plural)),
            address=reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"),
            in_use=counted["in_use"],
            disabled=counted["values"] - counted["in_use"],
        )


class ListsTable(Table):
    """Every value list."""

    caption = gettext_lazy("Verdilister")
    name = LinkColumn(to=lambda row: row.address, verbose_name=gettext_lazy("Liste"))
    in_use = NumberColumn(verbose_name=gettext_lazy("Verdier i bruk"))
    disabled = NumberColumn(verbose_name=gettext_lazy("Tatt ut av bruk"))

    class Meta(Table.Meta):
        orderable = False


def _change_address(value: models.Model) -> str:
    return reverse(f"admin:{value._meta.app_label}_{value._meta.model_name}_change", args=[value.pk])


class ValueTable(Table):
    """The values of a list, in the order in which they are offered."""

    caption = gettext_lazy("Verdier i lista")
    name_nb = LinkColumn(to=_change_address, verbose_name=gettext_lazy("Bokmål"))
    name_nn = django_tables2.Column(verbose_name=gettext_lazy("Nynorsk"), default="–")
    name_en = django_tables2.Column(verbose_name=gettext_lazy("Engelsk"), default="–")
    code = django_tables2.Column(verbose_name=gettext_lazy("Kode"))
    position = NumberColumn(verbose_name=gettext_lazy("Plass"))
    disabled_on = django_tables2.Column(verbose_name=gettext_lazy("Status"), empty_values=())

    class Meta(Table.Meta):
        order_by = "position"

    def render_disabled_on(self, value: Any) -> str:
        if value is None:
            return _("I bruk")
        day = dates.format_date(value)
        if value > timezone.localdate():
            return _("I bruk til %(day)s") % {"day": day}
        return _("Tatt ut av bruk %(day)s") % {"day": day}

    def value_disabled_on(self, value: Any) -> Any:
        return value


class ValueFilter(FilterSet):
    """Part of a name or of the code."""

    q = django_filters.CharFilter(method="search", label=gettext_lazy("Søk i navn og kode"))

    def search(self, rows: Any, _name: str, value: str) -> Any:
        names = Q(name_nb__icontains=value) | Q(name_nn__icontains=value) | Q(name_en__icontains=value)
        return rows.filter(names | Q(code__icontains=value))


class ValueListView(ListView):
    """One value list. The admin has let an administrator in before this is asked."""

    table_class = ValueTable
    filterset_class = ValueFilter
    model: Any = ValueListItem
    breadcrumbs: Breadcrumbs = ()

    def get_queryset(self) -> Any:
        return self.model.objects.order_by("position", "name_nb")

    def get_title(self) -> Text:
        return capfirst(str(self.model._meta.verbose_name_plural))

    def get_breadcrumbs(self) -> Breadcrumbs:
        return self.breadcrumbs

    def get_actions(self) -> list[Action]:
        meta = self.model._meta
        return [Action(_("Ny verdi"), reverse(f"admin:{meta.app_label}_{meta.model_name}_add"))]


class ValueForm(FormLook, forms.ModelForm):
    """A value: its names, its place in the list, and from when it is no longer offered."""

    class Meta:
        help_texts = {
            "code": gettext_lazy("Brukes i filer og i API-et, og kan ikke endres senere."),
            "name_nn": gettext_lazy("Uten navn her vises navnet på bokmål."),
            "name_en": gettext_lazy("Uten navn her vises navnet på bokmål."),
            "position": gettext_lazy("Lave tall kommer først."),
            "disabled_on": gettext_lazy("Fra denne dagen kan ingen velge verdien. Det som alt har den, beholder den."),
        }


class ChangeTable(Table):
    """Who changed a value, and when."""

    caption = gettext_lazy("Endringer")
    action_time = MomentColumn(verbose_name=gettext_lazy("Når"))
    user = django_tables2.Column(verbose_name=gettext_lazy("Hvem"))
    get_change_message = django_tables2.Column(verbose_name=gettext_lazy("Hva"), default="–")

    class Meta(Table.Meta):
        orderable = False
