"""What was typed into a form, as plain lists of text, and how it gets back into one."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

Typed = dict[str, list[str]]
# The button of the language switch, sent with the fields of the page's form: no field has this name.
LANGUAGE_BUTTON = "switch_language_to"
# Never kept: what protects the form, what a person would not want kept, and the language switch's own button.
LEFT_OUT = ("csrfmiddlewaretoken", LANGUAGE_BUTTON, "next")
SECRET_PARTS = ("password", "token", "secret", "passord")
MAX_FIELDS = 500
MAX_CHARACTERS = 200_000


def typed_values(data: QueryDict) -> Typed:
    """The posted fields worth keeping: no files (they never lie here), no passwords, no CSRF token."""
    kept: Typed = {}
    room = MAX_CHARACTERS
    for name in list(data)[:MAX_FIELDS]:
        # No field has such a name, and the database keeps no zero byte.
        if "\x00" in name or name in LEFT_OUT or any(part in name.lower() for part in SECRET_PARTS):
            continue
        values = [value.replace("\x00", "") for value in data.getlist(name)]
        room -= sum(map(len, values)) + len(name)
        if room < 0:
            break
        kept[name] = values
    return kept


def as_querydict(values: Mapping[str, list[str]]) -> QueryDict:
    """The typed values as a form reads them."""
    data = QueryDict(mutable=True)
    for name, entries in values.items():
        data.setlist(name, entries)
    return data


def give_back(form: forms.BaseForm, values: Mapping[str, list[str]], *, but: Collection[str] = ()) -> bool:
    """Let an unbound form start from what was typed, just as it was typed. Gives whether anything fitted. Fields
    named in `but` are left as they are.

    Passwords and files are never filled in. A checkbox that isn't among the values was not ticked.
    """
    data = as_querydict(values)
    found = False
    for name, field in form.fields.items():
        key = form.add_prefix(name)
        if name in but or isinstance(field.widget, forms.PasswordInput | forms.FileInput) or field.disabled:
            continue
        if field.widget.value_omitted_from_data(data, {}, key):
            continue
        form.initial[name] = field.widget.value_from_datadict(data, {}, key)
        found = found or any(part == key or part.startswith(f"{key}_") for part in data)
    return found


def submitted(data: Any) -> Typed:
    """The values of a form that was posted, bound or not."""
    return typed_values(data) if isinstance(data, QueryDict) else {}
