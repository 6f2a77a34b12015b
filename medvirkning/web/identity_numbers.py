"""National identity numbers and account numbers in what people write: they have no place in the portal (product, «no
national identity number or account number anywhere»).

A number counts only where its check digits hold, and as a person's only where it begins with a day of birth. One of
eleven other numbers of eleven digits holds as an account number too: what is said then names the way out.
"""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.no import fodselsnummer, kontonr

__all__ = ["check_free_text", "is_free_text", "refuse_identity_numbers"]

# A hyphen, a dash, a full stop or a space (also a narrow one), on the same line; in a person's number a stroke too.
_GAP = r"(?:[.\-\u2010-\u2015]|[^\S\r\n])?"
_STROKE = r"(?:[.\-\u2010-\u2015/]|[^\S\r\n])?"
# Not part of a longer number, nor a phone number with its country; an account number may stand after «NO» and two.
_BEFORE, _AFTER = r"(?:(?<![\d+])|(?<=[Nn][Oo]\d\d))", r"(?!\d)"
_PERSONS = re.compile(rf"{_BEFORE}(\d\d{_GAP}\d\d{_GAP}\d\d{_STROKE}\d{{5}}){_AFTER}", re.ASCII)
# Numbers of cases stand after a year and a stroke.
_ACCOUNTS = re.compile(
    rf"(?<!/){_BEFORE}(\d{{4}}{_GAP}\d\d{_GAP}\d{{5}}|\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{3}}){_AFTER}", re.ASCII
)
# An address of a page is full of numbers.
_LINKS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)


def refuse_identity_numbers(value: Any) -> None:
    """A validator of free text. Raises `ValidationError`, in plain words and without the number."""
    text = _LINKS.sub(" ", unicodedata.normalize("NFKC", str(value)))
    if any(fodselsnummer.is_valid(_digits(found)) for found in _PERSONS.findall(text)):
        raise ValidationError(
            _("Her står det et fødselsnummer. Slike numre hører ikke hjemme i portalen. Ta det bort."),
            code="identity_number",
        )
    if any(kontonr.is_valid(_digits(found)) for found in _ACCOUNTS.findall(text)):
        raise ValidationError(
            _(
                "Her står det noe som ser ut som et kontonummer. Slike numre hører ikke hjemme i portalen. "
                "Ta det bort. Er det et annet tall, setter du mellomrom foran hvert tredje siffer."
            ),
            code="account_number",
        )


def check_free_text(fields: dict[str, Any]) -> None:
    """Let every field of free text refuse such numbers, once. Addresses of mail and pages, and secrets, are none."""
    for field in fields.values():
        if is_free_text(field) and refuse_identity_numbers not in field.validators:
            field.validators.append(refuse_identity_numbers)


def is_free_text(field: Any) -> bool:
    """Whether people write what they like in a field of a form."""
    if not isinstance(field, forms.CharField):
        return False
    if isinstance(field, forms.EmailField | forms.URLField | forms.UUIDField):
        return False
    return not (field.widget.is_hidden or isinstance(field.widget, forms.PasswordInput))


def _digits(found: str) -> str:
    return "".join(one for one in found if one.isdigit())
