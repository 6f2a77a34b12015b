"""An uploaded file is checked whole before anything is shown or written; each fault by sheet, row and column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import ModelForm
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from advice.content.exchange.columns import Column, Origin, Sheet, UnknownValueError, even, sheets, text_now
from advice.content.exchange.workbook import ReadSheet
from advice.content.models import Content

MOST_FAULTS = 1000


@dataclass(frozen=True)
class Fault:
    """What is wrong in the file, and where."""

    sheet: str
    why: str
    row: int | None = None
    column: str = ""
    value: str = ""


@dataclass(frozen=True)
class RowRead:
    """A row of a known sheet: which text, what its cells say by the fields' names, and what it came from."""

    kind: str
    pk: int
    values: Mapping[str, str]
    origin: Origin | None

    def as_json(self) -> dict[str, Any]:
        origin = [self.origin.number, self.origin.draft] if self.origin else None
        return {"kind": self.kind, "pk": self.pk, "values": dict(self.values), "origin": origin}


@dataclass
class Check:
    """What a file holds: the rows that can be used, and what is wrong."""

    rows: list[RowRead] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    more_faults: bool = False

    def fault(self, fault: Fault) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)
        else:
            self.more_faults = True


@dataclass(frozen=True)
class _Place:
    """The heading of a known sheet: where each thing stands."""

    keys: dict[str, int]
    columns: dict[Column, int]
    version: int | None


def check(read: list[ReadSheet], user: Any) -> Check:
    """Read the sheets, whole."""
    result, known = Check(), {sheet.name: sheet for sheet in sheets()}
    for one in read:
        sheet = known.get(one.name.strip().lower())
        if sheet is None:
            names = ", ".join(known)
            result.fault(Fault(one.name, _("Ukjent ark. Disse kan leses: %(names)s.") % {"names": names}))
            continue
        _check_sheet(sheet, one, user, result)
    return result


def _check_sheet(sheet: Sheet, read: ReadSheet, user: Any, result: Check) -> None:
    rows = iter(read.rows)
    place = _heading(sheet, read.name, next(rows, (1, [])), result)
    if place is None:
        return
    records = {sheet.key_of(record): record for record in sheet.records(user)}
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in rows:
        key = tuple(_at(cells, place.keys[path]).strip() for path in sheet.keys)
        record = records.get(key)
        if record is None:
            why = _("Ingen tekst har denne nøkkelen. Nye tekster legges til i portalen.")
            result.fault(Fault(read.name, why, number, ", ".join(sheet.keys.values()), " / ".join(key)))
        elif key in seen:
            why = _("Teksten står også på rad %(row)s.") % {"row": seen[key]}
            result.fault(Fault(read.name, why, number, ", ".join(sheet.keys.values()), " / ".join(key)))
        else:
            seen[key] = number
            _check_row(sheet, read.name, number, cells, place, record, result)


def _heading(sheet: Sheet, name: str, first: tuple[int, list[str]], result: Check) -> _Place | None:
    number, cells = first
    found: dict[str, int] = {}
    expected = {heading.casefold(): heading for heading in sheet.headings}
    for place, cell in enumerate(cells):
        text = cell.strip().casefold()
        if not text:
            continue
        if text not in expected:
            why = _("Ukjent kolonne. Disse kan leses: %(names)s.") % {"names": ", ".join(sheet.headings)}
            result.fault(Fault(name, why, number, get_column_letter(place + 1), cell))
        elif text in found:
            result.fault(Fault(name, _("Kolonnen står to ganger."), number, get_column_letter(place + 1), cell))
        else:
            found[text] = place
    missing = [heading for heading in sheet.keys.values() if heading.casefold() not in found]
    if missing:
        result.fault(Fault(name, _("Kolonnen «%(name)s» mangler.") % {"name": missing[0]}, number))
        return None
    return _Place(
        keys={path: found[heading.casefold()] for path, heading in sheet.keys.items()},
        columns={one: found[one.heading.casefold()] for one in sheet.columns if one.heading.casefold() in found},
        version=found.get(sheet.version_heading.casefold()),
    )


def _check_row(
    sheet: Sheet, name: str, number: int, cells: list[str], place: _Place, record: Any, result: Check
) -> None:
    texts, faults = {}, []
    for column, at in place.columns.items():
        cell = _at(cells, at)
        why = getattr(cell, "why", "")
        if not why:
            try:
                column.from_cell(cell, record)
            except UnknownValueError as error:
                why = str(error) if cell or not _may_be_empty(column) else ""
        if why:
            faults.append(Fault(name, why, number, column.heading, str(cell)))
        texts[column.name] = str(cell)
    origin = None
    if place.version is not None:
        cell = _at(cells, place.version).strip()
        try:
            origin = Origin.from_cell(cell, sheet.key_of(record))
        except UnknownValueError as error:
            faults.append(Fault(name, str(error), number, sheet.version_heading, cell))
    if not faults:
        faults += [
            Fault(name, why, number, heading, texts.get(field_name, ""))
            for field_name, heading, why in form_faults(sheet, record, texts, origin)
        ]
    for fault in faults:
        result.fault(fault)
    if not faults:
        result.rows.append(RowRead(sheet.kind.key, record.pk, texts, origin))


def _may_be_empty(column: Column) -> bool:
    return bool(column.field.blank)


def _at(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def changed_columns(sheet: Sheet, record: Any, texts: Mapping[str, str], origin: Origin | None) -> list[Column]:
    """The fields in which a row says something else than what it was downloaded from."""
    base = sheet.base_of(record, origin)
    return [
        column
        for column in sheet.columns
        if column.name in texts and texts[column.name] != (column.as_cell(base) if base else "")
    ]


def form_of(sheet: Sheet, record: Content, texts: Mapping[str, str], changed: list[Column]) -> ModelForm | None:
    """The form of editing: what is there now, with what a row changes; None where it changes nothing."""
    if not changed:
        return None
    now = text_now(record)
    data: dict[str, Any] = {"version": "0"}
    for column in sheet.columns:
        text = texts[column.name] if column in changed else (column.as_cell(now) if now else "")
        try:
            data[column.name] = column.from_cell(text, record)
        except UnknownValueError:
            data[column.name] = ""
    return sheet.kind.form_class(data=data, instance=_copy(sheet, record))


def version_of(sheet: Sheet, record: Content, changed: list[Column], form: ModelForm) -> Any:
    """The text as it becomes: what the row leaves alone stays to the letter, the rest as the form takes it."""
    after = _copy(sheet, record)
    for column in changed:
        setattr(after, column.name, form.cleaned_data[column.name])
    return after


def _copy(sheet: Sheet, record: Content) -> Any:
    now = text_now(record)
    return sheet.version_model(of=record, **{one.name: getattr(now, one.name) for one in sheet.columns if now})


def form_faults(
    sheet: Sheet, record: Content, texts: Mapping[str, str], origin: Origin | None
) -> Iterator[tuple[str, str, str]]:
    """What the form of editing would refuse: the field, its heading, and why."""
    form = form_of(sheet, record, texts, changed_columns(sheet, record, texts, origin))
    if form is None or form.is_valid():
        return
    headings = {column.name: column.heading for column in sheet.columns}
    for name, errors in form.errors.items():
        for error in errors:
            yield name, headings.get(name, ""), even(str(error))
