"""From an uploaded file to drafts, and from drafts to published texts, all at once or not at all."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from advice.content import services
from advice.content.difference import FieldDifference, differences
from advice.content.exchange.checking import Check, changed_columns, check, form_of, version_of
from advice.content.exchange.columns import Origin, Sheet, sheets, text_now
from advice.content.exchange.workbook import open_workbook
from advice.content.models import ContentVersion
from advice.content.services import ContentRefusedError
from medvirkning.accounts.models import User
from medvirkning.web.concurrency import StaleVersion
from medvirkning.web.files.errors import FileRefusedError
from medvirkning.web.models import Draft

# What was uploaded waits among its author's drafts, and goes as they do (30 days).
FORM_KEY = "advice.file"


@dataclass(frozen=True)
class Change:
    """A text that the file changes, with what stands in the way of it."""

    sheet: Sheet
    record: Any
    name: str
    values: Mapping[str, Any]
    differences: list[FieldDifference]
    # There is a draft of this text, and the file changes it; the differences are those to the draft.
    overwrites: bool
    # Something was published or saved in the draft after the file was downloaded.
    is_stale: bool
    # The draft says what the file says.
    is_done: bool

    @property
    def key(self) -> str:
        return f"{self.sheet.kind.key}-{self.record.pk}"

    @property
    def must_be_chosen(self) -> bool:
        return self.overwrites or self.is_stale

    @property
    def seen(self) -> str:
        draft = self.record.current_draft
        return f"{self.key}:{self.record.current_id}:{draft.pk if draft else 0}:{draft.version if draft else 0}"


@dataclass(frozen=True)
class Plan:
    """What a file leads to."""

    file: str
    changes: list[Change]
    unchanged: int

    @property
    def waiting(self) -> list[Change]:
        return [change for change in self.changes if not change.is_done]

    @property
    def fingerprint(self) -> str:
        """What was seen: another one means that somebody wrote or published meanwhile."""
        return hashlib.sha256("|".join(change.seen for change in self.changes).encode()).hexdigest()


def check_file(*, actor: User, file: IO[bytes], name: str) -> Check:
    """Check a file whole. Without a fault it waits as the account's upload; with one nothing is kept.

    Raises `NotAllowedError`, and `ContentRefusedError` for what is no spreadsheet.
    """
    services.demand_editing(actor)
    try:
        with open_workbook(file, name) as read:
            result = check(read, actor)
    except FileRefusedError as error:
        raise ContentRefusedError(str(error), field="file") from error
    if not result.faults:
        values = {"name": name, "rows": [row.as_json() for row in result.rows]}
        Draft.objects.update_or_create(user=actor, form_key=FORM_KEY, object_key="", defaults={"values": values})
    return result


def plan_of(actor: User) -> Plan | None:
    """What the account's upload leads to as the texts are now; None where nothing waits."""
    upload = Draft.objects.visible_to(actor).of_form(FORM_KEY).first()
    if upload is None:
        return None
    by_key = {sheet.kind.key: sheet for sheet in sheets()}
    rows: dict[str, dict[int, Mapping[str, Any]]] = {}
    for row in upload.values["rows"]:
        rows.setdefault(row["kind"], {})[row["pk"]] = row
    changes: list[Change] = []
    for key, of_kind in rows.items():
        sheet = by_key[key]
        changes += [
            change
            for record in sheet.records(actor)
            if record.pk in of_kind and (change := _change(sheet, record, of_kind[record.pk])) is not None
        ]
    return Plan(upload.values["name"], changes, len(upload.values["rows"]) - len(changes))


def _change(sheet: Sheet, record: Any, row: Mapping[str, Any]) -> Change | None:
    origin = Origin(*row["origin"]) if row["origin"] else None
    changed = changed_columns(sheet, record, row["values"], origin)
    form = form_of(sheet, record, row["values"], changed)
    if form is None:
        return None
    if not form.is_valid():
        # The rules for a text were changed since the file was checked.
        raise ContentRefusedError(_("Fila må lastes opp og kontrolleres på nytt."))
    after = version_of(sheet, record, changed, form)
    values = {name: getattr(after, name) for name in after.content_fields}
    found = differences(text_now(record), after)
    draft = record.current_draft
    is_done = draft is not None and not found
    if not found and not is_done:
        return None
    return Change(
        sheet=sheet,
        record=record,
        name=sheet.kind.name_of(record),
        values=values,
        differences=found,
        overwrites=draft is not None and not is_done,
        is_stale=origin is not None and origin != Origin.of(record) and not is_done,
        is_done=is_done,
    )


@transaction.atomic
def make_drafts(*, actor: User, fingerprint: str, chosen: Collection[str]) -> list[ContentVersion]:
    """Make drafts of what the file changes, in one act. What stands in the way of a draft must have been chosen.

    Raises `NotAllowedError`, `ContentRefusedError` (nothing waits) and `StaleVersion` (the texts are not as shown).
    """
    services.demand_editing(actor)
    plan = plan_of(actor)
    if plan is None:
        raise ContentRefusedError(_("Ingen fil venter. Last den opp på nytt."))
    if plan.fingerprint != fingerprint:
        raise StaleVersion(None)
    made = []
    for change in plan.waiting:
        if change.must_be_chosen and change.key not in chosen:
            continue
        draft = change.record.current_draft
        made.append(
            services.write_draft(
                actor=actor,
                record=change.record,
                expected_version=draft.version if draft else 0,
                values=change.values,
            )
        )
    forget_file(actor=actor)
    return made


def forget_file(*, actor: User) -> None:
    """Throw the upload away. Raises `NotAllowedError`."""
    services.demand_editing(actor)
    Draft.objects.visible_to(actor).of_form(FORM_KEY).delete()


def open_drafts(actor: User) -> list[tuple[Sheet, Any, list[FieldDifference]]]:
    """Every draft that differs from what is published, with the differences."""
    return [
        (sheet, record, what)
        for sheet in sheets()
        for record in sheet.records(actor)
        if record.current_draft is not None and (what := differences(record.current, record.current_draft))
    ]


@transaction.atomic
def publish_many(
    *,
    actor: User,
    drafts: Sequence[tuple[ContentVersion, int]],
    change_note: str,
    checked: Collection[ContentVersion] = (),
) -> list[ContentVersion]:
    """Publish drafts with one note, each in the version that was seen: all of them or none.

    `checked` are those whose proposed text the actor says is checked. Raises `NotAllowedError`, `StaleVersion`, and
    `ContentRefusedError` that names the text which can't be published.
    """
    services.demand_editing(actor)
    if not drafts:
        raise ContentRefusedError(_("Velg minst ett utkast."), field="drafts")
    published = []
    for draft, version in drafts:
        try:
            published.append(
                services.publish(
                    actor=actor,
                    draft=draft,
                    expected_version=version,
                    change_note=change_note,
                    is_checked=draft in checked,
                )
            )
        except ValidationError as error:
            text = " ".join(error.messages)
            raise ContentRefusedError(
                _("«%(name)s» kan ikke publiseres: %(why)s") % {"name": draft, "why": text}
            ) from error
    return published
