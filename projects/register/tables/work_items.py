"""work_items.csv: assignments and standing tasks, with the department that answers from the beginning."""

from django.utils.translation import gettext as _

from projects.register.batch import Batch, distinct
from projects.register.files import WORK_ITEMS as SPEC
from projects.register.tables.subjects import add_links, check_links, replace_links, stored_subjects
from projects.register.tables.values import check_value, transition_refused
from projects.work.enums import WORK_TRANSITIONS, WorkKind, WorkStatus

LINKS = "projects_workitem_subject_areas"
DATES = ("commissioned_on", "started_on", "due_on", "completed_on", "ended_on")
DATED = [name for date in DATES for name in (date, f"{date}_precision")]
STORED = ["title", "kind", "product_type", "source", *DATED, "status", "responsible_id"]


def _status_from_dates() -> str:
    """An empty status follows from the dates; one that already fits them stays as it is (alias m: the merged row).

    An assignment without any date has a state that nobody has stated (docs/adr/0094).
    """
    undated = " AND ".join(f"m.{date} IS NULL" for date in DATES)
    return f"""
    CASE WHEN m.completed_on IS NOT NULL THEN '{WorkStatus.COMPLETED}'
         WHEN m.kind = '{WorkKind.STANDING_TASK}' AND m.ended_on < %(today)s THEN '{WorkStatus.COMPLETED}'
         WHEN m.old_status NOT IN ('{WorkStatus.COMPLETED}', '{WorkStatus.NOT_STATED}') THEN m.old_status
         WHEN m.old_status = '{WorkStatus.COMPLETED}' THEN '{WorkStatus.ONGOING}'
         WHEN m.started_on > %(today)s THEN '{WorkStatus.PLANNED}'
         WHEN m.kind = '{WorkKind.STANDING_TASK}' OR m.started_on IS NOT NULL THEN '{WorkStatus.ONGOING}'
         WHEN {undated} THEN '{WorkStatus.NOT_STATED}'
         ELSE '{WorkStatus.PLANNED}' END
    """


def resolve(batch: Batch) -> None:
    merged = batch.merged
    columns = [
        merged(SPEC, "product_type", stored="t.product_type_id"),
        merged(SPEC, "subject_areas", stored="t.subjects", new="'{}'::text[]"),
        merged(SPEC, "source", stored="t.source_id"),
        "a.id AS responsible_id" if batch.has(SPEC, "responsible_email") else "t.responsible_id",
    ]
    for date in DATES:
        columns.append(merged(SPEC, date, stored=f"t.{date}"))
        columns.append(merged(SPEC, f"{date}_precision", stored=f"t.{date}_precision", new="'day'"))
    changed = distinct(
        [*STORED, "subject_areas", "department_id"],
        [*(f"old_{name}" for name in STORED), "old_subjects", "old_department_id"],
    )
    olds = ", ".join(f"t.{name}{'_id' if name in ('product_type', 'source') else ''} AS old_{name}" for name in STORED)
    batch.run(
        f"""
        CREATE TEMP TABLE reg_work_items ON COMMIT DROP AS
        SELECT m.*, {batch.outcome(changed, "version IS DISTINCT FROM imported_version")}
        FROM (
            SELECT m.*, COALESCE(m.read_status, {_status_from_dates()}) AS status
            FROM (
                SELECT s.line, s.bad, s.reference, s.title, s.kind, s.department_code, d.id AS department_id,
                       d.valid_to AS department_closed, s.responsible_email, s.subject_areas_names,
                       s.status AS read_status, {", ".join(columns)}, t.id AS existing_id,
                       COALESCE(t.id, nextval(pg_get_serial_sequence('projects_workitem', 'id'))) AS id,
                       t.version, t.imported_version, t.subjects AS old_subjects,
                       t.department_id AS old_department_id, {olds}
                FROM in_work_items s
                LEFT JOIN ref_departments d ON d.code = s.department_code
                LEFT JOIN ref_accounts a ON a.email = s.responsible_email
                LEFT JOIN (
                    SELECT w.*, r.department_id, {stored_subjects(LINKS, "workitem_id", "w.id")}
                    FROM projects_workitem w
                    LEFT JOIN projects_responsibility r ON r.work_item_id = w.id AND r.from_date IS NULL
                ) AS t ON t.reference = s.reference
            ) AS m
        ) AS m
        """
    )
    batch.run("CREATE UNIQUE INDEX ON reg_work_items (reference)")
    batch.analyze("reg_work_items")
    # Every work item that the files name, as it will be.
    batch.run(
        """
        CREATE TEMP TABLE ref_work_items ON COMMIT DROP AS
        SELECT id, reference, kind, bad FROM reg_work_items
        UNION ALL
        SELECT w.id, w.reference, w.kind, '{}' FROM projects_workitem w
        WHERE w.reference IN (
            SELECT reference FROM in_responsibilities UNION SELECT reference FROM in_involvements
            UNION SELECT reference FROM in_exemptions UNION SELECT reference FROM in_not_performed)
          AND NOT EXISTS (SELECT 1 FROM reg_work_items r WHERE r.id = w.id)
        """
    )
    batch.run("CREATE UNIQUE INDEX ON ref_work_items (reference)")
    batch.run("CREATE INDEX ON ref_work_items (id)")
    batch.analyze("ref_work_items")


def check(batch: Batch) -> None:
    batch.refuse(SPEC, "department_code", _("Enheten finnes ikke."), "s.department_id IS NULL")
    check_value(batch, SPEC, "product_type", "projects_producttype")
    check_value(batch, SPEC, "source", "projects_commissionsource")
    check_links(batch, SPEC)
    _check_dates(batch)
    _check_status(batch)
    batch.warn(
        SPEC,
        "responsible_email",
        _("Ingen konto har denne adressen. Arbeidet lagres uten ansvarlig."),
        "s.responsible_email IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM ref_accounts a WHERE a.email = s.responsible_email)",
    )
    batch.warn(
        SPEC,
        "department_code",
        _("Enheten var lagt ned før arbeidet startet."),
        "s.department_closed < s.started_on",
        needs=("started_on",),
    )


def _check_dates(batch: Batch) -> None:
    kind = ("kind",)
    batch.refuse(
        SPEC,
        "completed_on",
        _("En fast oppgave fullføres ikke. Oppgi siste virkedag i ended_on i stedet."),
        f"s.kind = '{WorkKind.STANDING_TASK}' AND s.completed_on IS NOT NULL",
        needs=kind,
    )
    batch.refuse(
        SPEC,
        "ended_on",
        _("Et oppdrag har ingen siste virkedag. Oppgi når det ble fullført, i completed_on."),
        f"s.kind = '{WorkKind.ASSIGNMENT}' AND s.ended_on IS NOT NULL",
        needs=kind,
    )
    # A date known to the month or year begins on its first day.
    batch.refuse(
        SPEC,
        "completed_on",
        _("Datoen for fullføring kan ikke ligge fram i tid."),
        "date_trunc(s.completed_on_precision, s.completed_on)::date > %(today)s",
    )
    for column in ("completed_on", "ended_on"):
        batch.refuse(
            SPEC, column, _("Sluttdatoen er før startdatoen."), f"s.{column} < s.started_on", needs=("started_on",)
        )


def _check_status(batch: Batch) -> None:
    dates = ("completed_on", "ended_on", "kind")
    batch.refuse(
        SPEC,
        "status",
        _(
            "Arbeidet er fullført, men datoen mangler. Skriv den i completed_on for et oppdrag, i ended_on for en "
            "fast oppgave."
        ),
        f"s.status = '{WorkStatus.COMPLETED}' AND s.completed_on IS NULL AND s.ended_on IS NULL",
        needs=dates,
    )
    batch.refuse(
        SPEC,
        "status",
        _("Arbeidet har en fullført-dato, men statusen sier noe annet."),
        f"s.completed_on IS NOT NULL AND s.status NOT IN ('{WorkStatus.COMPLETED}', '{WorkStatus.CANCELLED}')",
        needs=dates,
    )
    batch.refuse(
        SPEC,
        "status",
        _("Arbeidet kan ikke gå fra statusen det har, til denne."),
        f"s.outcome = 'updated' AND {transition_refused('s.old_status', 's.status', WORK_TRANSITIONS)}",
        needs=dates,
        value="s.old_status || ' → ' || s.status",
    )


def write(batch: Batch) -> None:
    sets = ", ".join(f"{name} = s.{name}" for name in ("title", "kind", *DATED, "status", "responsible_id"))
    batch.run(
        f"""
        UPDATE projects_workitem t
        SET {sets}, product_type_id = s.product_type, source_id = s.source,
            cancelled_on = CASE WHEN s.status = '{WorkStatus.CANCELLED}' THEN t.cancelled_on END,
            cancel_reason = CASE WHEN s.status = '{WorkStatus.CANCELLED}' THEN t.cancel_reason ELSE '' END,
            version = t.version + 1, imported_version = t.version + 1
        FROM reg_work_items s WHERE t.id = s.id AND s.outcome = 'updated'
        """
    )
    batch.run(
        f"""
        INSERT INTO projects_workitem
            (id, version, imported_version, reference, title, kind, product_type_id, source_id, {", ".join(DATED)},
             status, responsible_id, cancel_reason, note, data_source, restricted)
        SELECT s.id, 1, 1, s.reference, s.title, s.kind, s.product_type, s.source,
               {", ".join(f"s.{name}" for name in DATED)}, s.status, s.responsible_id, '', '', '', FALSE
        FROM reg_work_items s WHERE s.outcome = 'created' ORDER BY s.line
        """
    )
    replace_links(batch, SPEC, LINKS, "workitem_id")
    add_links(batch, SPEC, LINKS, "workitem_id")
    batch.run(
        """
        UPDATE projects_responsibility r SET department_id = s.department_id
        FROM reg_work_items s
        WHERE r.work_item_id = s.id AND r.from_date IS NULL AND s.outcome = 'updated'
          AND r.department_id <> s.department_id
        """
    )
    batch.run(
        """
        INSERT INTO projects_responsibility (work_item_id, department_id, from_date)
        SELECT s.id, s.department_id, NULL FROM reg_work_items s
        WHERE s.outcome = 'created' OR (s.outcome = 'updated' AND s.old_department_id IS NULL)
        """
    )
    batch.run("INSERT INTO reg_touched SELECT id FROM reg_work_items WHERE outcome IN ('created', 'updated')")
