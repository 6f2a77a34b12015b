"""What is wrong with a field, in the portal's own words.

Django's messages are translated word by word and read like a regulation. Each of them has its place here, by the class
that says it and its code, and is replaced where errors are shown. What a form says of itself is never touched: a
message is Django's own only where it is the very same object.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# So that a field left empty says the same wherever it is shown without its label.
EMPTY = _("Fyll ut dette.")
_NO_SUCH_CHOICE = _("Dette valget finnes ikke. Velg et av dem som står her.")
_UNREADABLE = _("Dette kan ikke leses. Skriv det på en annen måte.")
_TAKEN = _("Dette er i bruk fra før. Velg noe annet.")
_WHOLE_NUMBER = _("Skriv et helt tall.")
_NUMBER = _("Skriv et tall.")
_DATE = _("Skriv en dato som finnes, for eksempel 21.11.2026.")
_TIME = _("Skriv et klokkeslett, for eksempel 10.30.")
_NO_FILE = _("Velg en fil.")
_SLUG = _("Bruk bare bokstavene a til z, tall, bindestrek og understrek.")

_OF_FIELDS: dict[tuple[type[forms.Field], str], str | Promise] = {
    (forms.Field, "required"): EMPTY,
    (forms.IntegerField, "invalid"): _WHOLE_NUMBER,
    (forms.FloatField, "invalid"): _NUMBER,
    (forms.DecimalField, "invalid"): _NUMBER,
    (forms.DateField, "invalid"): _DATE,
    (forms.TimeField, "invalid"): _TIME,
    (forms.DateTimeField, "invalid"): _("Skriv dato og klokkeslett, for eksempel 21.11.2026 10.30."),
    (forms.SplitDateTimeField, "invalid_date"): _DATE,
    (forms.SplitDateTimeField, "invalid_time"): _TIME,
    (forms.DurationField, "invalid"): _("Skriv hvor lenge det varer, for eksempel 1:30:00."),
    (forms.DurationField, "overflow"): _("Så lenge kan det ikke vare."),
    (forms.FileField, "invalid"): _NO_FILE,
    (forms.FileField, "missing"): _NO_FILE,
    (forms.FileField, "empty"): _("Filen er tom."),
    (forms.FileField, "max_length"): _("Navnet på filen kan ha høyst %(max)d tegn. Dette har %(length)d."),
    (forms.FileField, "contradiction"): _(
        "Velg en fil, eller kryss av for å fjerne den. Du kan ikke gjøre begge deler."
    ),
    (forms.ImageField, "invalid_image"): _("Filen er ikke et bilde som kan leses. Velg en annen fil."),
    (forms.URLField, "invalid"): _("Skriv en nettadresse, for eksempel https://www.eksempel.no."),
    (forms.ChoiceField, "invalid_choice"): _NO_SUCH_CHOICE,
    (forms.MultipleChoiceField, "invalid_choice"): _NO_SUCH_CHOICE,
    (forms.MultipleChoiceField, "invalid_list"): _NO_SUCH_CHOICE,
    (forms.ModelChoiceField, "invalid_choice"): _NO_SUCH_CHOICE,
    (forms.ModelMultipleChoiceField, "invalid_choice"): _NO_SUCH_CHOICE,
    (forms.ModelMultipleChoiceField, "invalid_list"): _NO_SUCH_CHOICE,
    (forms.ModelMultipleChoiceField, "invalid_pk_value"): _NO_SUCH_CHOICE,
    (forms.MultiValueField, "invalid"): _UNREADABLE,
    (forms.MultiValueField, "incomplete"): _("Fyll ut alle delene."),
    (forms.UUIDField, "invalid"): _UNREADABLE,
    (forms.JSONField, "invalid"): _UNREADABLE,
}
_OF_MODELS: dict[str, str | Promise] = {
    "invalid_choice": _NO_SUCH_CHOICE,
    "null": EMPTY,
    "blank": EMPTY,
    "unique": _TAKEN,
    "unique_for_date": _TAKEN,
}
_OF_VALIDATORS: tuple[tuple[Any, str | Promise], ...] = (
    (validators.MaxValueValidator.message, _("Tallet kan ikke være høyere enn %(limit_value)s.")),
    (validators.MinValueValidator.message, _("Tallet kan ikke være lavere enn %(limit_value)s.")),
    (validators.StepValueValidator.message, _("Tallet må kunne deles på %(limit_value)s.")),
    (validators.MaxLengthValidator.message, _("Teksten kan ha høyst %(limit_value)d tegn. Denne har %(show_value)d.")),
    (validators.MinLengthValidator.message, _("Teksten må ha minst %(limit_value)d tegn. Denne har %(show_value)d.")),
    (validators.EmailValidator.message, _("Skriv en gyldig e-postadresse, som navn@eksempel.no.")),
    (validators.URLValidator.message, _("Skriv en nettadresse, for eksempel https://www.eksempel.no.")),
    (validators.RegexValidator.message, _UNREADABLE),
    (validators.validate_slug.message, _SLUG),
    (validators.validate_unicode_slug.message, _("Bruk bare bokstaver, tall, bindestrek og understrek.")),
    (validators.ProhibitNullCharactersValidator.message, _("Teksten har tegn som ikke kan brukes. Skriv den om.")),
    (validators.FileExtensionValidator.message, _("Velg en fil som slutter på %(allowed_extensions)s.")),
    (validators.DecimalValidator.messages["invalid"], _NUMBER),
    (validators.DecimalValidator.messages["max_digits"], _("Tallet kan ha høyst %(max)s siffer.")),
    (validators.DecimalValidator.messages["max_decimal_places"], _("Tallet kan ha høyst %(max)s siffer etter komma.")),
    (validators.DecimalValidator.messages["max_whole_digits"], _("Tallet kan ha høyst %(max)s siffer foran komma.")),
)  # fmt: skip


def _pairs() -> Iterator[tuple[Any, str | Promise]]:
    """Django's own message, and ours."""
    for (field, code), ours in _OF_FIELDS.items():
        yield field.default_error_messages[code], ours
    for code, ours in _OF_MODELS.items():
        yield models.Field.default_error_messages[code], ours
    yield from _OF_VALIDATORS


# By identity: the messages are held by their classes, so none is ever another's.
_OURS: dict[int, str | Promise] = {id(theirs): ours for theirs, ours in _pairs()}


def is_said_plainly(theirs: Any) -> bool:
    """Whether a message of Django's has words of ours."""
    return id(theirs) in _OURS


def is_about_nothing_filled_in(error: ValidationError) -> bool:
    """«This field is required», said by Django and not by a form of ours."""
    return _OURS.get(id(error.message)) is EMPTY


def in_plain_words(error: ValidationError) -> list[str]:
    """The messages of one error, as people read them."""
    ours = _OURS.get(id(getattr(error, "message", None)))
    if ours is None:
        return [str(message) for message in error.messages]
    params = getattr(error, "params", None)
    return [str(ours) % params if params else str(ours)]
