"""How forms are laid out with crispy-forms and the pack «designsystemet».

A form gets its helper from `FormLook`; a form with a layout of its own sets `self.helper.layout` and ends it with
`Buttons(...)`. Views give the form of a page the id `PAGE_FORM_ID`, so that the language switch can carry what is
typed (docs/adr/0021).
"""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Submit
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from medvirkning.web.identity_numbers import check_free_text

PAGE_FORM_ID = "page-form"

__all__ = ["PAGE_FORM_ID", "Buttons", "Fold", "FormLook", "LinkButton", "PageFormHelper", "SubmitButton"]


class PageFormHelper(FormHelper):
    """The helper of every form that changes something: POST, errors gathered on top, optional fields marked."""

    mark_optional = True

    def __init__(self, form: Any = None) -> None:
        super().__init__(form)
        self.form_id = PAGE_FORM_ID


class FormLook:
    """Mixin for forms: a helper with all fields in their order and one button that says what happens.

    `asked_for`, in a form or in any of its parts, are fields that may be empty only because another answer makes them
    so: one of two, or what one choice asks for. They are not called optional; what explains them says when.
    """

    submit_text: str | Promise = _("Lagre")
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked_for = {name for part in type(self).__mro__ for name in vars(part).get("asked_for", ())}
        for name in asked_for & set(self.fields):
            self.fields[name].is_asked_for = True
        self.helper = PageFormHelper(self)
        self.helper.layout.append(Buttons(SubmitButton(self.submit_text)))

    def full_clean(self) -> None:
        """Also of fields that a form has made for itself."""
        check_free_text(self.fields)
        super().full_clean()


class SubmitButton(Submit):
    """A button that sends the form. `variant` is secondary or tertiary; the primary one needs none.

    With `name` a view can tell which button was pressed: it posts `name=1`.
    """

    def __init__(self, text: str | Promise, *, name: str = "submit", variant: str = "", **kwargs: Any) -> None:
        if variant:
            kwargs["data_variant"] = variant
        super().__init__(name, text, **kwargs)


class LinkButton:
    """A link that looks like a button, for «Avbryt» and other ways out of a form."""

    def __init__(self, text: str | Promise, href: str, *, variant: str = "tertiary") -> None:
        self.text, self.href, self.variant = text, href, variant

    def render(self, form: Any, context: Any, template_pack: str = str(TEMPLATE_PACK), **kwargs: Any) -> SafeString:
        return render_to_string(
            "designsystemet/layout/link_button.html",
            {"text": self.text, "href": self.href, "variant": self.variant},
        )


class Buttons(ButtonHolder):
    """The row of buttons that ends a form."""


class Fold:
    """Fields that few need, folded under a heading. It stands open where something in it is filled in or wrong, or
    where one is at work in it.
    """

    def __init__(self, heading: str | Promise, *fields: Any, in_use: bool = False) -> None:
        self.heading, self.fields, self.in_use = heading, fields, in_use

    def render(self, form: Any, context: Any, template_pack: str = str(TEMPLATE_PACK), **kwargs: Any) -> SafeString:
        inner = "".join(render_field(one, form, context, template_pack=template_pack, **kwargs) for one in self.fields)
        bound = [form[name] for name in names_in(self.fields, form)]
        is_open = self.in_use or any(one.errors or _is_filled(one) for one in bound)
        return render_to_string(
            "designsystemet/layout/fold.html",
            {"heading": self.heading, "fields": SafeString(inner), "is_open": is_open},
        )


def names_in(parts: Any, form: Any) -> list[str]:
    """The fields in a part of a layout, however deep, in the order shown."""
    found: list[str] = []
    for part in parts:
        if isinstance(part, str):
            found += [part] if part in form.fields else []
        else:
            found += names_in(getattr(part, "fields", ()), form)
    return found


def _is_filled(bound: Any) -> bool:
    """Something other than what the field starts from by itself."""
    value = bound.value()
    # A box that is not ticked says nothing, whatever an unknown value would be.
    return value not in (None, "", False) and bool(bound.field.has_changed(bound.field.initial, value))
