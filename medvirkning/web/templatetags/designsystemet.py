"""What the form templates of the crispy pack «designsystemet» ask about a field."""

from dataclasses import dataclass
from html import unescape
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.forms.utils import ErrorList
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from medvirkning.web.forms import names_in
from medvirkning.web.plain_errors import in_plain_words, is_about_nothing_filled_in
from medvirkning.web.widgets import CheckboxChips, RadioCards

register = template.Library()

# The first that fits decides, so the special ones stand before what they inherit from.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (RadioCards, "cards"),
    (CheckboxChips, "chips"),
    (forms.RadioSelect, "choices"),
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.CheckboxInput, "checkbox"),
    (forms.MultiWidget, "multi"),
)


# What is wrong with a hidden field (a version): nobody typed it, so nobody can mend it but by a fresh page.
OF_THE_PAGE = frozenset({"required", "invalid", "min_value", "max_value"})


@dataclass(frozen=True)
class ErrorLink:
    """A line of the error summary: where it leads and what it says."""

    target: str
    message: str


@dataclass(frozen=True)
class Choice:
    """One radio button or checkbox of a group."""

    tag: SafeString
    id: str
    label: str
    explanation: str


@register.filter
def field_template(field: BoundField) -> str:
    """The template that draws this field."""
    widget = field.field.widget
    kind = next((kind for cls, kind in _KINDS if isinstance(widget, cls)), "input")
    return f"designsystemet/fields/{kind}.html"


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The field's control with Designsystemet's class."""
    given = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"ds-input {given}".strip()})


@register.filter
def describedby(field: BoundField) -> str:
    """The ids that describe a group of controls; a single control gets them from Django."""
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}_helptext")
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    return " ".join(ids)


@register.filter
def choices(field: BoundField) -> list[Choice]:
    """The options of a group, each ready to be placed."""
    explanations = getattr(field.field.widget, "explanations", {})
    found = []
    for option in field.subwidgets:
        data = option.data
        data["attrs"]["class"] = "ds-input"
        explanation = explanations.get(str(data["value"]), "")
        if explanation:
            data["attrs"]["aria-describedby"] = f"{option.id_for_label}_explanation"
        if field.errors:
            data["attrs"]["aria-invalid"] = "true"
        found.append(
            Choice(tag=option.tag(), id=option.id_for_label, label=data["label"], explanation=str(explanation))
        )
    return found


@register.filter
def field_errors(field: BoundField) -> list[str]:
    """The messages of a field. «This field is required» says nothing in a list of errors, so it names the field."""
    messages = []
    for error in field.errors.as_data():
        if field.is_hidden and error.code in OF_THE_PAGE:
            messages.append(_("Siden sendte ikke med alt den skulle. Last den på nytt og prøv igjen."))
        else:
            messages += [_missing(field)] if is_about_nothing_filled_in(error) else in_plain_words(error)
    return messages


@register.filter
def plain_errors(errors: ErrorList | None) -> list[str]:
    """The same for errors that have lost their field."""
    return [text for error in errors.as_data() for text in in_plain_words(error)] if errors else []


def _missing(field: BoundField) -> str:
    """What to do about an empty field."""
    return _missing_text(field.field) % {"label": _plain(field.label)}


def _missing_text(field: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Kryss av for «%(label)s»")
    return _("Velg under «%(label)s»") if hasattr(field, "choices") else _("Fyll ut «%(label)s»")


def _plain(label: Any) -> str:
    """A label as text: some are marked up, with the language of what they quote."""
    return unescape(strip_tags(label)) if hasattr(label, "__html__") else str(label)


def _with_label(field: BoundField, text: str) -> str:
    """Read far from its field, a message must say which one it is about. A label may be a sentence, or ask."""
    label = _plain(field.label).rstrip(" .:…")
    if field.is_hidden or label in text:
        return text
    return f"{label} {text}" if label.endswith(("?", "!")) else f"{label}: {text}"


@register.filter
def error_links(form: BaseForm | None) -> list[ErrorLink]:
    """Every error of a form with a link to its field: first those of the whole form, then in the order shown."""
    if form is None or not form.is_bound:
        return []
    links = [ErrorLink(target="", message=text) for text in plain_errors(form.non_field_errors())]
    for field in _as_shown(form):
        links += [
            ErrorLink(target=_first_control(field), message=_with_label(field, text)) for text in field_errors(field)
        ]
    return links


@register.filter
def error_links_on_top(form: BaseForm) -> list[ErrorLink]:
    """The same, said by the page above the form, which then needn't say it again."""
    form.errors_stand_on_top = True  # type: ignore[attr-defined]
    return error_links(form)


def _as_shown(form: BaseForm) -> list[BoundField]:
    """A layout may place the fields in another order than the form has them. What it leaves out comes last."""
    layout = getattr(getattr(form, "helper", None), "layout", None)
    placed = {name: number for number, name in enumerate(names_in(layout.fields, form))} if layout else {}
    return sorted(form, key=lambda field: placed.get(field.name, len(placed)))


def _first_control(field: BoundField) -> str:
    """The id of what gets the focus: the first control of a group, else the control."""
    if field.is_hidden or not field.auto_id:
        return ""
    if isinstance(field.field.widget, forms.RadioSelect) and not field.subwidgets:
        # A group with nothing in it yet: the group itself, in which one searches.
        return f"div_{field.auto_id}"
    if isinstance(field.field.widget, forms.RadioSelect | forms.MultiWidget):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.filter
def formset_error_links(formset: Any) -> list[ErrorLink]:
    """The same for a set of forms."""
    links = [ErrorLink(target="", message=message) for message in formset.non_form_errors()]
    for number, form in enumerate(formset.forms, start=1):
        links += [
            ErrorLink(
                target=link.target,
                message=_("Rad %(number)s: %(message)s") % {"number": number, "message": link.message},
            )
            for link in error_links(form)
        ]
    return links
