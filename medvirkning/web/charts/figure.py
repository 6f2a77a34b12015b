"""What all charts share: title, words, the label of their table, and how a value is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _

from medvirkning.web.linked import Words, html_of
from medvirkning.web.numbers import NO_VALUE, format_number, format_percent

Value = Decimal | float | int


@dataclass(frozen=True, kw_only=True)
class Chart:
    """`title` says the finding, with its figures as links; where only words can stand it is read as a string."""

    id: str
    title: Words
    description: Words
    label_heading: Words
    source: Words = ""

    @property
    def heading(self) -> Words:
        return html_of(self.title)

    @property
    def table_label(self) -> str:
        return _("Vis tallene som tabell")


@dataclass(frozen=True, kw_only=True)
class ValueChart(Chart):
    """One value at each label. `unit` is «%» or empty for plain numbers; `maximum` is the full scale: 100 for per
    cent, else the largest value with `headroom` above it."""

    value_heading: Words
    unit: str = "%"
    maximum: Value | None = None
    headroom: ClassVar[float] = 1.0

    @property
    def top(self) -> float:
        if self.maximum is not None:
            return float(self.maximum)
        if self.unit == "%":
            return 100.0
        return max([*map(float, self.drawn_values()), 1.0]) * self.headroom

    def drawn_values(self) -> Iterable[Value]:
        """Everything that must have room in the drawing."""
        raise NotImplementedError

    def value_text(self, value: Value | None) -> str:
        if value is None:
            return NO_VALUE
        return format_percent(value) if self.unit == "%" else format_number(value)
