"""What a person sees when somebody else saved first: both versions side by side, and the form to go on with."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from medvirkning.web.concurrency import StaleVersion


@dataclass(frozen=True)
class ConflictRow:
    """One field as typed and as stored."""

    label: str
    typed: str
    stored: str

    @property
    def differs(self) -> bool:
        return self.typed != self.stored


class VersionedForm(forms.ModelForm):
    """A model form that carries the version it was shown with; hand `cleaned_data["version"]` to the service."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version)


class ConflictMixin:
    """For views whose service may raise `StaleVersion`: answers 409 with both versions, by htmx too."""

    conflict_template = "web/conflict.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        except StaleVersion as stale:
            return self.render_conflict(request, stale.current)
        return response

    def render_conflict(self, request: HttpRequest, current: models.Model | None) -> HttpResponse:
        """The page with both versions; its form holds what was typed and the version now stored."""
        form = self._form_to_go_on_with(request, current)
        stored = None if current is None else type(form)(**self._kwargs_for(current))
        context = {
            "title": _("Noen andre lagret før deg"),
            "form": form if current is not None else None,
            "current": current,
            "rows": compare(form, stored),
            "page_url": request.get_full_path(),
        }
        return render(request, self.conflict_template, context, status=409)

    def _form_to_go_on_with(self, request: HttpRequest, current: models.Model | None) -> Any:
        data = request.POST.copy()
        if current is not None:
            data["version"] = str(current.version)  # type: ignore[attr-defined]
        kwargs = {**self.get_form_kwargs(), "data": data}  # type: ignore[attr-defined]
        if current is not None and "instance" in kwargs:
            kwargs["instance"] = type(current)._base_manager.get(pk=current.pk)
        return self.get_form_class()(**kwargs)  # type: ignore[attr-defined]

    def _kwargs_for(self, current: models.Model) -> dict[str, Any]:
        """Forms that say nothing of a record's fields take no instance."""
        given = self.get_form_kwargs()  # type: ignore[attr-defined]
        kwargs = {name: value for name, value in given.items() if name not in {"data", "files"}}
        return {**kwargs, "initial": {}} | ({"instance": current} if "instance" in given else {})


def compare(typed: forms.BaseForm, stored: forms.BaseForm | None) -> list[ConflictRow]:
    """Every visible field of a form, as typed and as stored."""
    return [
        ConflictRow(
            label=str(field.label),
            typed=_as_text(field),
            stored=_as_text(stored[field.name]) if stored is not None else "",
        )
        for field in typed.visible_fields()
        if not isinstance(field.field, forms.FileField)
    ]


def _as_text(bound: forms.BoundField) -> str:
    """A field's value as its reader knows it: the names of choices, not their keys."""
    value = bound.value()
    if isinstance(bound.field, forms.MultiValueField) and not isinstance(value, list):
        value = bound.field.widget.decompress(value)
    try:
        value = bound.field.to_python(value) if not isinstance(bound.field, forms.MultiValueField) else value
    except ValidationError:
        return str(value)
    choices = dict(_flat_choices(bound.field))
    if isinstance(value, list | tuple | models.QuerySet):
        return ", ".join(str(choices.get(str(item), item)) for item in value if item not in (None, ""))
    if isinstance(value, bool):
        return _("Ja") if value else _("Nei")
    return "" if value is None else str(choices.get(str(value), value))


def _flat_choices(field: Any) -> list[tuple[str, Any]]:
    if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
        return []
    flat: list[tuple[str, Any]] = []
    choices: Any = field.choices
    for key, label in choices:
        entries = label if isinstance(label, list | tuple) else [(key, label)]
        flat += [(str(value), name) for value, name in entries]
    return flat
