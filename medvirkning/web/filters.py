"""Filters of lists: a GET form, so that a filtered list has an address to share."""

from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from medvirkning.web.dates import PartialDate, format_date
from medvirkning.web.forms import Fold

__all__ = ["ActiveFilter", "FilterSet"]


@dataclass(frozen=True)
class ActiveFilter:
    """One value in use: what it says, and the query of the page without it."""

    name: str
    label: str
    value: str
    remove_query: str


class FilterHelper(FormHelper):
    """Fields only; the template writes the form and its buttons."""

    form_tag = False
    disable_csrf = True
    form_method = "get"

    def __init__(self, form: Any = None) -> None:
        super().__init__(form)
        # Of the instance: crispy hands on no attribute of a class.
        self.mark_optional = False


class FilterSet(django_filters.FilterSet):
    """Every list's filters. The API uses the same classes, so page and API agree.

    A list with many filters names those that most people use in `on_top` and those that few need in `folded`, which
    are laid out below the button.
    """

    on_top: ClassVar[tuple[str, ...]] = ()
    folded: ClassVar[tuple[str, ...]] = ()

    @property
    def form(self) -> forms.Form:
        form = super().form
        if not hasattr(form, "helper"):
            form.use_required_attribute = False
            form.helper = FilterHelper(form)
            if self.on_top:
                form.helper.layout = Layout(*self.on_top)
        return form

    @property
    def more_helper(self) -> FilterHelper | None:
        if not self.folded:
            return None
        helper = FilterHelper(self.form)
        helper.layout = Layout(Fold(_("Flere filtre"), *self.folded))
        # The fields on top have said what is wrong.
        helper.form_show_errors = False
        return helper

    @cached_property
    def active(self) -> list[ActiveFilter]:
        """The filters in use, each with the way to take it away."""
        form = self.form
        if not form.is_bound or not form.is_valid():
            return []
        found = []
        for name, field in form.fields.items():
            values = form.cleaned_data.get(name)
            unticked = values is False and isinstance(field.widget, forms.CheckboxInput)
            if unticked or values in (None, "", [], ()) or (hasattr(values, "exists") and not values):
                continue
            query = self.data.copy()
            for key in [name, *(key for key in query if key.startswith(f"{name}_")), "page", "cursor"]:
                query.pop(key, None)
            # A question is the label of its answer here.
            label = str(field.label or name).rstrip("?")
            found.append(ActiveFilter(name, label, self._in_words(field, values), f"?{query.urlencode()}"))
        return found

    @property
    def active_count(self) -> int:
        return len(self.active)

    @staticmethod
    def _in_words(field: forms.Field, value: Any) -> str:
        if isinstance(value, bool):
            return _("ja") if value else _("nei")
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
            groups: Any = field.choices
            flat = [option for group in groups for option in _options(group)]
            return ", ".join(str(label) for code, label in flat if str(code) in chosen)
        if isinstance(value, PartialDate) or hasattr(value, "isoformat"):
            return format_date(value)
        if isinstance(value, str):
            return value
        return ", ".join(map(str, value)) if hasattr(value, "__iter__") else str(value)


def _options(group: tuple[Any, Any]) -> list[tuple[Any, Any]]:
    """A choice, or the choices of a named group."""
    code, label = group
    return list(label) if isinstance(label, list | tuple) else [(code, label)]
