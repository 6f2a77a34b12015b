"""What a person sees when somebody else saved first: both versions side by side, and the form to go on with."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from medvirkning import audit
from medvirkning.audit.services import history_model
from medvirkning.web.concurrency import StaleVersion

# An act may write a record several times; more of them than this is not looked through for who saved last.
LOOKED_THROUGH = 20


@dataclass(frozen=True)
class ConflictRow:
    """One field as typed and as stored."""

    label: str
    typed: str
    stored: str

    @property
    def differs(self) -> bool:
        return self.typed != self.stored


@dataclass(frozen=True)
class LastSave:
    """Who saved what is stored, and when."""

    who: str
    at: datetime.datetime
    # The same account: in another tab, or on another machine.
    own: bool


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
        if current is not None and isinstance(vars(self).get("object"), type(current)):
            # The one at hand carries what was typed and not saved: its title must not be told as the record's.
            self.object = current
        return render(request, self.conflict_template, self.get_conflict_context(form, current), status=409)

    def get_conflict_context(self, form: Any, current: models.Model | None) -> dict[str, Any]:
        """What the page tells: the record, who saved it, and what differs."""
        context = {
            "title": _("Noen andre lagret før deg"),
            "breadcrumbs": self.get_breadcrumbs(),  # type: ignore[attr-defined]
            "current": current,
        }
        if current is None:
            return {**context, "rows": compare(form, None)}
        saved = last_save(self.get_conflict_records(current), self.request.user)  # type: ignore[attr-defined]
        if saved is not None and saved.own:
            context["title"] = _("Du har lagret i en annen fane")
        rows = self.get_conflict_rows(form, current)
        return {
            **context,
            "lede": self.get_conflict_name(current),
            "form": form,
            "saved": saved,
            "rows": [row for row in rows if row.differs],
            "equal_rows": [row for row in rows if not row.differs],
            "keep_url": self.get_keep_url(self.get_record_url(current)),  # type: ignore[attr-defined]
        }

    def get_conflict_name(self, current: models.Model) -> str:
        """What the record is called."""
        return str(current)

    def get_conflict_records(self, current: Any) -> Sequence[models.Model]:
        """The records whose history says who saved last."""
        return (current,)

    def get_conflict_rows(self, form: Any, current: Any) -> list[ConflictRow]:
        """The fields, as typed and as stored."""
        return compare(form, type(form)(**self._kwargs_for(current)))

    def get_record_url(self, current: Any) -> str:
        """The record's own page, for those who keep what is stored."""
        return str(self.get_success_url_for(current))  # type: ignore[attr-defined]

    def get_version_to_go_on_from(self, current: Any) -> int:
        """The version that the next save must find."""
        return int(current.version)

    def _form_to_go_on_with(self, request: HttpRequest, current: models.Model | None) -> Any:
        data = request.POST.copy()
        if current is not None:
            data["version"] = str(self.get_version_to_go_on_from(current))
        kwargs = {**self.get_form_kwargs(), "data": data}  # type: ignore[attr-defined]
        if current is not None and "instance" in kwargs:
            kwargs["instance"] = type(current)._base_manager.get(pk=current.pk)
        return self.get_form_class()(**kwargs)  # type: ignore[attr-defined]

    def _kwargs_for(self, current: models.Model) -> dict[str, Any]:
        """Forms that say nothing of a record's fields take no instance."""
        given = self.get_form_kwargs()  # type: ignore[attr-defined]
        kwargs = {name: value for name, value in given.items() if name not in {"data", "files"}}
        return {**kwargs, "initial": {}} | ({"instance": current} if "instance" in given else {})


def last_save(records: Iterable[models.Model], user: Any) -> LastSave | None:
    """Who saved last, by the records' history; nothing where they have none."""
    tracked = [record for record in records if history_model(type(record)) is not None]
    entries = audit.history_of(*tracked, limit=LOOKED_THROUGH) if tracked else []
    if not entries:
        return None
    entry = entries[0]
    return LastSave(who=entry.who, at=entry.at, own=str(entry.actor) == str(user.pk))


def compare(typed: forms.BaseForm, stored: forms.BaseForm | None) -> list[ConflictRow]:
    """Every visible field of a form, as typed and as stored."""
    return [
        ConflictRow(
            label=str(field.label),
            typed=_as_text(field),
            # A form may offer a choice that the stored record gives no reason for.
            stored=_as_text(stored[field.name]) if stored is not None and field.name in stored.fields else "",
        )
        for field in typed.visible_fields()
        if not isinstance(field.field, forms.FileField)
    ]


def _as_text(bound: forms.BoundField) -> str:
    """A field's value as its reader knows it: the names of choices, not their keys, and no ends of lines."""
    return _shown(bound).replace("\r\n", "\n").strip()


def _shown(bound: forms.BoundField) -> str:
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
