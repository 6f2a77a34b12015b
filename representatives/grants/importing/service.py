"""Importing grants: one transaction, all or nothing. A second run of the same file writes nothing."""

from collections.abc import Callable, Iterable
from typing import IO, Any

from django.db import transaction
from django.db.models import Model, Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from medvirkning import audit
from medvirkning.accounts.models import User
from medvirkning.audit.services import history_model
from medvirkning.web.files.csv_files import CsvTable
from medvirkning.web.files.errors import FileRefusedError
from medvirkning.web.files.problems import Problems
from medvirkning.web.files.rows import TableReader
from representatives.grants.enums import RecipientKind, RequirementState
from representatives.grants.file_format import spec_of
from representatives.grants.importing.results import (
    CREATED,
    KEPT,
    UNCHANGED,
    UPDATED,
    GrantsRefusedError,
    ImportResult,
    RowOutcome,
)
from representatives.grants.importing.rows import VALUES, FileRow, read_rows
from representatives.grants.importing.rules import RulesOfFile, let_grants_follow
from representatives.grants.models import Grant, GrantScheme, SchemeRules
from representatives.grants.services.shared import lock_schemes
from representatives.organisations.models import Organisation

COMMAND = "import_grants"
BATCH = 1000
TELL_EVERY = 1000
# Told as it goes: rows done, rows in all (unknown while reading), what is being done.
Tell = Callable[[int, int | None, str | Promise], None]
Key = tuple[str, int, str, str]


def _silent(_done: int, _total: int | None, _doing: str | Promise) -> None:
    """Nobody listens."""


def import_grants(
    *,
    open_file: Callable[[], IO[bytes]],
    name: str,
    actor: User | None,
    dry_run: bool = False,
    tell: Tell = _silent,
) -> ImportResult:
    """Import a CSV file. Raises `GrantsRefusedError`, and then nothing is written."""
    result = ImportResult(file=spec_of(name).file)
    with audit.context(actor=actor, command=COMMAND), transaction.atomic():
        lock_schemes()
        rows = _read(CsvTable(spec_of(name), open_file), result.problems, tell)
        register = _Register(rows, result.problems, result.file)
        _plan_and_write(register, rows, result, dry_run, tell)
        transaction.set_rollback(dry_run)
    result.written = not dry_run
    return result


def _read(table: CsvTable, problems: Problems, tell: Tell) -> list[FileRow]:
    rows: list[FileRow] = []
    try:
        for row in read_rows(TableReader(table, problems), problems):
            rows.append(row)
            if len(rows) % TELL_EVERY == 0:
                tell(len(rows), None, _("Leser"))
    except FileRefusedError as error:
        problems.error(error.file, error.line, error.column, "", str(error))
    if not rows and not problems.errors:
        problems.error(table.spec.file, None, "", "", _("Filen har ingen rader under overskriften."))
    return rows


class _Register:
    """What the portal has from before of what a file names: read in a few statements, whatever the file's length."""

    def __init__(self, rows: list[FileRow], problems: Problems, file: str) -> None:
        self._problems, self._file = problems, file
        codes = {row.scheme_code for row in rows} - {""}
        held = GrantScheme.objects.select_for_update(of=("self",)).filter(code__in=codes).order_by("pk")
        self.schemes = {scheme.code: scheme for scheme in held}
        numbers = {row.organisation_number for row in rows} - {""}
        found = Organisation.objects.filter(organisation_number__in=numbers)
        self.organisations = {one.organisation_number: one for one in found}
        # A new scheme is named on one of its rows.
        self._named = {row.scheme_code for row in rows if row.scheme_name}
        stored_rules = SchemeRules.objects.filter(scheme__in=self.schemes.values()).select_related("scheme")
        self.rules = RulesOfFile(stored_rules, rows)
        self.grants: dict[Key, Grant] = {}
        years = {row.year for row in rows}
        stored = Grant.objects.select_for_update(of=("self",)).select_related("scheme", "organisation", "rules")
        for grant in stored.filter(scheme__in=self.schemes.values(), year__in=years).order_by("pk"):
            number = grant.organisation.organisation_number or "" if grant.organisation is not None else ""
            self.grants[(grant.scheme.code, grant.year, number, grant.municipality_number)] = grant

    def check(self, row: FileRow) -> None:
        """Name all that doesn't fit with the register, also where the row itself has faults."""
        if "scheme_code" not in row.bad:
            self._check_scheme(row)
        if row.organisation_number and row.organisation_number not in self.organisations:
            why = _("Ingen organisasjon i portalen har dette nummeret. Legg den inn først.")
            self._error(row, "organisation_number", row.organisation_number, why)

    def _check_scheme(self, row: FileRow) -> None:
        scheme = self.schemes.get(row.scheme_code)
        if scheme is None and row.scheme_code not in self._named and "scheme_name" not in row.bad:
            self._error(row, "scheme_name", "", _("Ordningen finnes ikke fra før. Skriv navnet på den."))
        if "year" in row.bad:
            return
        if scheme is not None and scheme.closed_on is not None and row.year > scheme.closed_on.year:
            self._error(row, "year", str(row.year), _("Ordningen var avsluttet da."))
        if why := self.rules.fault_of(row):
            self._error(row, "requirement", row.requirement, why)
        state = row.values.get("requirement_state", RequirementState.UNKNOWN)
        asks = self.rules.requires(row.scheme_code, row.year) or "requirement" in row.bad
        if state != RequirementState.UNKNOWN and self._is_news(row, state) and not asks:
            why = _(
                "Kravet er ikke oppgitt. Skriv det i kolonnen requirement, eller inn i ordningens regelverk for året."
            )
            self._error(row, "requirement_state", str(state), why)

    def _is_news(self, row: FileRow, state: str) -> bool:
        """Whether the row says otherwise than the portal: what was judged before stands."""
        grant = self.grants.get(row.key)
        return grant is None or grant.requirement_state != state

    def warn(self, row: FileRow) -> None:
        """Name what is odd, and let it be."""
        scheme = self.schemes[row.scheme_code]
        if row.scheme_name and row.scheme_name != scheme.name:
            why = _("Ordningen heter «%(name)s» i portalen, og det navnet blir stående.") % {"name": scheme.name}
            self._problems.warning(self._file, row.line, "scheme_name", row.scheme_name, why)

    def make_schemes(self, rows: list[FileRow]) -> list[str]:
        """The schemes that the file names and nobody has entered."""
        names: dict[str, str] = {}
        for row in rows:
            if row.scheme_code not in self.schemes and row.scheme_name:
                names.setdefault(row.scheme_code, row.scheme_name)
        made = GrantScheme.objects.bulk_create(GrantScheme(code=code, name=name) for code, name in names.items())
        self.schemes |= {scheme.code: scheme for scheme in made}
        return list(names)

    def _error(self, row: FileRow, column: str, value: str, why: str) -> None:
        self._problems.error(self._file, row.line, column, value, why)


def _plan_and_write(register: _Register, rows: list[FileRow], result: ImportResult, dry_run: bool, tell: Tell) -> None:
    tell(len(rows), None, _("Kontrollerer"))
    for row in rows:
        register.check(row)
    # A scheme that a file tries to make twice by another writing of its code.
    _refuse_like_codes(register, rows, result)
    if result.problems.errors:
        result.problems.in_order([result.file])
        raise GrantsRefusedError(result)
    result.schemes = register.make_schemes(rows)
    result.rules = register.rules.make(register.schemes)
    changed = [(row, grant) for row in rows if (grant := register.grants.get(row.key)) and _differs(row, grant)]
    edited = _edited_in_the_portal(grant for _row, grant in changed)
    new: list[Grant] = []
    updated: list[Grant] = []
    for row in rows:
        register.warn(row)
        grant = register.grants.get(row.key)
        if grant is None:
            grant = _new(register, row)
            new.append(grant)
            outcome = CREATED
        elif not _differs(row, grant):
            outcome = UNCHANGED
        elif grant.pk in edited:
            why = _("Raden er endret i portalen siden forrige import og er ikke overskrevet.")
            result.problems.warning(result.file, row.line, "", row.told_key, why)
            outcome = KEPT
        else:
            updated.append(_update(register, row, grant))
            outcome = UPDATED
        result.outcomes.append(RowOutcome(row.line, row.told_key, outcome, grant))
    if not dry_run:
        _write(new, updated, tell)
        let_grants_follow(result.rules)


def _refuse_like_codes(register: _Register, rows: list[FileRow], result: ImportResult) -> None:
    """«TVO» and «tvo» are one scheme to people: a new code that only differs by its letters is a slip."""
    missing = {row.scheme_code for row in rows} - set(register.schemes) - {""}
    query = Q(pk__in=[])
    for code in missing:
        query |= Q(code__iexact=code)
    known = {code.casefold(): code for code in GrantScheme.objects.filter(query).values_list("code", flat=True)}
    for row in rows:
        if row.scheme_code not in missing:
            continue
        like = known.setdefault(row.scheme_code.casefold(), row.scheme_code)
        if like != row.scheme_code:
            why = _("Ordningen har koden «%(code)s». Skriv den likt.") % {"code": like}
            result.problems.error(result.file, row.line, "scheme_code", row.scheme_code, why)


def _differs(row: FileRow, grant: Grant) -> bool:
    return any(getattr(grant, name) != value for name, value in row.values.items())


def _edited_in_the_portal(grants: Iterable[Grant]) -> set[int]:
    """Those that somebody gave other values since an import last gave them any.

    That a grant came to rest on other rules is no such edit: rules that are entered between two imports of a file move
    the grants of their years (docs/adr/0182).
    """
    history: Any = history_model(Grant)
    rows = history.objects.filter(pgh_obj_id__in=[grant.pk for grant in grants]).order_by("pgh_obj_id", "pgh_id")
    rows = rows.annotate(by=KeyTextTransform("command", "pgh_context__metadata"))
    edited: dict[int, bool] = {}
    before: dict[int, tuple[Any, ...]] = {}
    for pk, by, *values in rows.values_list("pgh_obj_id", "by", *VALUES, "report"):
        if before.get(pk) != tuple(values):
            before[pk], edited[pk] = tuple(values), by != COMMAND
    return {pk for pk, is_edited in edited.items() if is_edited}


def _new(register: _Register, row: FileRow) -> Grant:
    scheme = register.schemes[row.scheme_code]
    organisation = register.organisations.get(row.organisation_number)
    grant = Grant(
        scheme=scheme,
        rules=register.rules.rules_for(scheme, row.year),
        year=row.year,
        recipient_kind=RecipientKind.ORGANISATION if organisation is not None else RecipientKind.MUNICIPALITY,
        organisation=organisation,
        municipality_number=row.municipality_number,
    )
    return _with_values(grant, row)


def _update(register: _Register, row: FileRow, grant: Grant) -> Grant:
    was_judged = grant.is_judged
    _with_values(grant, row)
    # A judgement that stands keeps the rules it rests on; else those of the year as they are now.
    if not (was_judged and grant.is_judged):
        grant.rules = register.rules.rules_for(grant.scheme, grant.year)
    grant.version += 1
    return grant


def _with_values(grant: Grant, row: FileRow) -> Grant:
    for name, value in row.values.items():
        setattr(grant, name, value)
    return grant


def _write(new: list[Grant], updated: list[Grant], tell: Tell) -> None:
    total = len(new) + len(updated)
    done = 0
    fields = ["rules", "version", "municipality_name", "amount", "report_due_on", "report_received_on",
              "requirement_state", "requirement_reason"]  # fmt: skip
    for start in range(0, len(new), BATCH):
        part: list[Model] = list(new[start : start + BATCH])
        Grant.objects.bulk_create(part)  # type: ignore[arg-type]
        done += len(part)
        tell(done, total, _("Lagrer"))
    for start in range(0, len(updated), BATCH):
        batch = updated[start : start + BATCH]
        Grant.objects.bulk_update(batch, fields)
        done += len(batch)
        tell(done, total, _("Lagrer"))
