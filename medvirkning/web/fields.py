"""Form fields that know the portal's values."""

import datetime
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medvirkning.web.dates import FIRST_YEAR, LAST_YEAR, PartialDate
from medvirkning.web.precision import DatePrecision
from medvirkning.web.widgets import DateInput, PartialDateInput


class DateField(forms.DateField):
    """A whole date, chosen in the browser's own calendar or typed."""

    widget = DateInput
    default_error_messages = {"invalid": _("Skriv en dato som finnes, for eksempel 21.11.2026.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"])
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        """A year that the portal can't show is a slip of the hand."""
        date: datetime.date | None = super().to_python(value)
        if date is not None and not FIRST_YEAR <= date.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return date


_SHORT_YEAR = re.compile(r"^(?P<day>\d{1,2}\.\d{1,2}\.)(?P<year>\d{2})$", re.ASCII)


class PartialDateField(forms.Field):
    """A date of which perhaps only the month or the year is known; cleans to a PartialDate."""

    widget = PartialDateInput
    default_error_messages = {
        "invalid": _("Skriv en dato som 21.11.2026, en måned som 11.2026 eller et år som 2026."),
        "too_coarse": _("Skriv hele datoen, for eksempel 21.11.2026."),
        "no_such_day": _("Datoen finnes ikke i kalenderen."),
    }

    def __init__(self, *, day_only: bool = False, **kwargs: Any) -> None:
        self.day_only = day_only
        kwargs.setdefault("help_text", _("For eksempel 21.11.2026, 11.2026 eller 2026."))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.numeric() if isinstance(value, PartialDate) else value

    def to_python(self, value: Any) -> PartialDate | None:
        if value in self.empty_values:
            return None
        if isinstance(value, PartialDate):
            return value
        # People write «1.1.26»; files must say which century.
        text = _SHORT_YEAR.sub(r"\g<day>20\g<year>", str(value).strip())
        try:
            date = PartialDate.parse(text)
        except ValueError as error:
            code = "no_such_day" if PartialDate.is_written_as_one(text) else "invalid"
            raise forms.ValidationError(self.error_messages[code], code=code) from error
        if self.day_only and date.precision != DatePrecision.DAY:
            raise forms.ValidationError(self.error_messages["too_coarse"], code="too_coarse")
        return date

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except forms.ValidationError:
            return True
