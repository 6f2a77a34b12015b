"""Tables of lists: Designsystemet's table through one template, `templates/components/table.html`."""

from collections.abc import Callable, Iterator
from typing import Any

import django_tables2
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from medvirkning.web import dates, numbers

__all__ = ["DateColumn", "LinkColumn", "MomentColumn", "NumberColumn", "PartialDateColumn", "PercentColumn", "Table"]


class Table(django_tables2.Table):
    """Every list's table. `caption` says what the rows are; screen readers read it first.

    The first column heads its row. Give `Meta.sequence` or the columns in the order shown; a column that cannot be
    sorted in the database says `orderable=False`.
    """

    caption: str | Promise = ""
    caption_hidden = True

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "ds-table"}
        order_by_field = "sort"
        empty_text = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": numbers.NO_VALUE} | kwargs)

    def as_values(self, exclude_columns: Any = None) -> Iterator[list[Any]]:
        """What a file holds, heading first. A column of moments says by which clock."""
        values = super().as_values(exclude_columns=exclude_columns)
        told = [str(column.header) for column in self.columns if isinstance(column.column, MomentColumn)]
        heading = next(values)
        yield [_("%(column)s (norsk tid)") % {"column": one} if one in told else one for one in heading]
        yield from values

    def sort_state(self, column_name: str) -> str:
        """The value of `aria-sort`."""
        for alias in self.order_by or ():
            if alias.bare == column_name:
                return "descending" if alias.is_descending else "ascending"
        return "none"


class NumberColumn(django_tables2.Column):
    """A number, to the right in tabular figures: «1 234,5»."""

    attrs = {"td": {"class": "r"}, "th": {"class": "r"}}

    def __init__(self, *args: Any, decimals: int | None = None, **kwargs: Any) -> None:
        self.decimals = decimals
        kwargs.setdefault("attrs", self.attrs)
        super().__init__(*args, **kwargs)

    def render(self, value: Any) -> str:
        return numbers.format_number(value, self.decimals)

    def value(self, value: Any) -> Any:
        """The number itself, for downloads."""
        return value


class PercentColumn(NumberColumn):
    """«63,3 %»; in a download the number 63.3."""

    def render(self, value: Any) -> str:
        return numbers.format_percent(value)


class DateColumn(django_tables2.Column):
    """«21. november 2026»; in a download the date itself."""

    def render(self, value: Any) -> str:
        return dates.format_date(value)

    def value(self, value: Any) -> Any:
        return dates.as_date(value)


class MomentColumn(django_tables2.Column):
    """When something was done, to the minute; in a download by the clock of the country, which the heading says."""

    attrs = {"td": {"class": "nowrap"}}

    def render(self, value: Any) -> SafeString:
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), dates.format_moment(value))

    def value(self, value: Any) -> Any:
        return timezone.localtime(value).replace(tzinfo=None)


class PartialDateColumn(django_tables2.Column):
    """A stored date with the column that says how exactly it is known (`<name>_precision` unless told)."""

    def __init__(self, *args: Any, precision: str = "", **kwargs: Any) -> None:
        self.precision = precision
        super().__init__(*args, **kwargs)

    def _partial(self, value: Any, record: Any, bound_column: Any) -> dates.PartialDate:
        return dates.PartialDate.of(value, getattr(record, self.precision or f"{bound_column.accessor}_precision"))

    def render(self, value: Any, record: Any, bound_column: Any) -> str:
        return str(self._partial(value, record, bound_column))

    def value(self, value: Any, record: Any, bound_column: Any) -> str:
        return self._partial(value, record, bound_column).isoformat()


class LinkColumn(django_tables2.Column):
    """Text that leads to the record: by `get_absolute_url`, or by `to`, a function from the record to an address."""

    def __init__(self, *args: Any, to: Callable[[Any], str] | None = None, **kwargs: Any) -> None:
        self.to = to
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Model) -> SafeString:
        address = self.to(record) if self.to else record.get_absolute_url()
        return format_html('<a href="{}">{}</a>', address, value)

    def value(self, value: Any) -> Any:
        return value
