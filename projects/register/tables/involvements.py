"""involvements.csv set against the log, and checked. A row is an event of its own and what it meant for one item."""

from django.utils.translation import gettext as _

from projects.involvement.enums import (
    INVOLVEMENT_TRANSITIONS,
    Capacity,
    InvolvementState,
    Perspective,
)
from projects.register.batch import Batch, distinct
from projects.register.files import INVOLVEMENTS as SPEC
from projects.register.tables.values import check_value, transition_refused
from projects.work.enums import DecisionStatus
from representatives.organisations.enums import OrganisationKind

COUNTS = ("users_count", "carers_count", "organisations_count")
OF_EVENT = (
    "started_on",
    "started_on_precision",
    "ended_on",
    "ended_on_precision",
    "form",
    *COUNTS,
    "people_unknown",
    "group_capacity",
)
OF_INVOLVEMENT = (
    "work_item_id",
    "phases",
    "perspective",
    "youth",
    "degree",
    "whole_process",
    "status",
    "summary",
)
_STORED_AS = {
    "form": "form_id",
    "phases": "phases::text[]",
    "status": "state",
}


def last_day(day: str, precision: str) -> str:
    """The last day of what a coarse date says."""
    return (
        f"CASE {precision} WHEN 'year' THEN make_date(EXTRACT(YEAR FROM {day})::int, 12, 31) "
        f"WHEN 'month' THEN (date_trunc('month', {day}) + INTERVAL '1 month - 1 day')::date ELSE {day} END"
    )


def _end(batch: Batch) -> list[str]:
    """The last day and its precision: no end means one day, or all of the month or year of the start."""
    one_day = last_day("s.started_on", "s.started_on_precision")
    if batch.has(SPEC, "ended_on"):
        kept = "s.ended_on IS NOT NULL"
        end = ("s.ended_on", "s.ended_on_precision")
    else:
        # A stored end that only followed from the stored start follows the new one.
        kept = f"t.id IS NOT NULL AND t.ended_on <> {last_day('t.started_on', 't.started_on_precision')}"
        end = ("t.ended_on", "t.ended_on_precision")
    return [
        f"CASE WHEN {kept} THEN {end[0]} ELSE {one_day} END AS ended_on",
        f"CASE WHEN {kept} THEN {end[1]} ELSE s.started_on_precision END AS ended_on_precision",
    ]


def resolve(batch: Batch) -> None:
    _resolve_organisations(batch)
    merged = batch.merged
    organisations = "o.ids" if batch.has(SPEC, "organisation_numbers") else "t.organisation_ids"
    columns = [
        merged(SPEC, "perspective", stored="t.perspective"),
        merged(SPEC, "youth", stored="t.youth", new="FALSE", read="COALESCE(s.youth, FALSE)"),
        merged(SPEC, "degree", stored="t.degree"),
        *(merged(SPEC, name, stored=f"t.{name}") for name in COUNTS),
        merged(SPEC, "capacity", stored="t.capacity"),
        merged(
            SPEC, "people_unknown", stored="t.people_unknown", new="FALSE", read="COALESCE(s.people_unknown, FALSE)"
        ),
        merged(SPEC, "whole_process", stored="t.whole_process"),
        # An empty state registers; one that is stored stays.
        merged(
            SPEC,
            "status",
            stored="t.state",
            new=f"'{InvolvementState.REGISTERED}'",
            read=f"COALESCE(s.status, t.state, '{InvolvementState.REGISTERED}')",
        ),
        merged(SPEC, "summary", stored="t.summary", new="''", read="COALESCE(s.summary, '')"),
        f"COALESCE({organisations}, '{{}}'::bigint[]) AS organisation_ids",
        *_end(batch),
    ]
    olds = ", ".join(f"t.{_STORED_AS.get(name, name)} AS old_{name}" for name in (*OF_EVENT, *OF_INVOLVEMENT))
    changed = distinct(
        [*OF_EVENT, *OF_INVOLVEMENT, "organisation_ids", "organisation_capacities"],
        [*(f"old_{name}" for name in (*OF_EVENT, *OF_INVOLVEMENT)), "old_organisation_ids", "old_capacities"],
    )
    edited = "version IS DISTINCT FROM imported_version OR " + batch.edited_in_history(
        "projects_eventhistory", "m.existing_event_id"
    )
    batch.run(
        f"""
        CREATE TEMP TABLE reg_involvements ON COMMIT DROP AS
        WITH {_MATCHED}, {_STORED}, named AS (
            SELECT line, array_agg(DISTINCT organisation_id ORDER BY organisation_id) AS ids
            FROM reg_involvement_organisations WHERE organisation_id IS NOT NULL GROUP BY line
        )
        SELECT m.*, {batch.outcome(changed, edited)}
        FROM (
            SELECT m.*, {_capacities(batch)}
            FROM (
                SELECT m.*, {_is_group("m")} AS is_group
                FROM (
                    SELECT s.line, s.bad, s.reference, s.external_id, s.started_on, s.started_on_precision, s.phases,
                           s.form, s.organisation_numbers, {", ".join(columns)}, w.id AS work_item_id, w.kind,
                           t.id AS existing_id, t.event_id AS existing_event_id, t.version, t.imported_version,
                           t.organisation_ids AS old_organisation_ids, t.capacities AS old_capacities, {olds},
                           COALESCE(t.id, nextval(pg_get_serial_sequence('projects_involvement', 'id'))) AS id,
                           COALESCE(t.event_id, nextval(pg_get_serial_sequence('projects_event', 'id'))) AS event_id
                    FROM in_involvements s
                    LEFT JOIN ref_work_items w ON w.reference = s.reference
                    LEFT JOIN named o USING (line)
                    LEFT JOIN stored t USING (line)
                ) AS m
            ) AS m
        ) AS m
        """
    )
    batch.run("CREATE INDEX ON reg_involvements (work_item_id)")
    batch.run("CREATE INDEX ON reg_involvements (existing_id)")
    batch.analyze("reg_involvements")


def _capacities(batch: Batch) -> str:
    """The group that was counted took part in the stated capacity, and so did the organisations (alias m)."""
    unknown = f"'{Capacity.UNKNOWN}'"
    group = f"CASE WHEN m.is_group THEN COALESCE(m.capacity, {unknown}) ELSE {unknown} END"
    named = f"ARRAY[COALESCE(m.capacity, {unknown})]"
    if not batch.has(SPEC, "capacity"):
        group = f"COALESCE(m.old_group_capacity, {group})"
        named = f"COALESCE(NULLIF(m.old_capacities, '{{}}'), {named})"
    named = f"CASE WHEN m.organisation_ids = '{{}}' THEN '{{}}'::text[] ELSE {named} END"
    return f"{group} AS group_capacity, {named} AS organisation_capacities"


def _is_group(row: str) -> str:
    """Whether a counted group took part, beside or instead of named organisations; or nobody knows who did."""
    counted = " OR ".join(f"{row}.{name} > 0" for name in COUNTS)
    return f"COALESCE({counted}, FALSE) OR {row}.people_unknown OR {row}.organisation_ids = '{{}}'"


# The stored row of each line: by the file's own code; without one, by item, start, phases and form.
_MATCHED = """
matched AS (
    SELECT s.line, i.id FROM in_involvements s JOIN projects_involvement i ON i.external_id = s.external_id
    UNION ALL
    SELECT s.line, m.id
    FROM in_involvements s
    JOIN ref_work_items w ON w.reference = s.reference
    JOIN LATERAL (
        SELECT i.id FROM projects_involvement i JOIN projects_event e ON e.id = i.event_id
        WHERE i.work_item_id = w.id AND i.external_id IS NULL AND e.started_on = s.started_on
          AND e.started_on_precision = s.started_on_precision AND e.form_id = s.form AND i.phases::text[] = s.phases
        ORDER BY i.id LIMIT 1
    ) AS m ON TRUE
    WHERE s.external_id IS NULL
)
"""
_STORED = """
stored AS (
    SELECT x.line, i.id, i.event_id, i.version, i.imported_version, i.work_item_id, i.phases, i.perspective, i.youth,
           i.degree, i.whole_process, i.state, i.summary, e.started_on, e.started_on_precision, e.ended_on,
           e.ended_on_precision, e.form_id, e.users_count, e.carers_count, e.organisations_count, e.people_unknown,
           e.group_capacity, o.ids AS organisation_ids, o.capacities,
           CASE WHEN e.group_capacity <> 'unknown' THEN e.group_capacity
                WHEN array_length(o.capacities, 1) = 1 AND o.capacities <> '{unknown}' THEN o.capacities[1] END
               AS capacity
    FROM matched x
    JOIN projects_involvement i ON i.id = x.id
    JOIN projects_event e ON e.id = i.event_id
    CROSS JOIN LATERAL (
        SELECT COALESCE(array_agg(p.organisation_id ORDER BY p.organisation_id), '{}') AS ids,
               COALESCE(array_agg(DISTINCT p.capacity::text), '{}') AS capacities
        FROM projects_eventorganisation p WHERE p.event_id = e.id
    ) AS o
)
"""


def _resolve_organisations(batch: Batch) -> None:
    batch.run(
        """
        CREATE TEMP TABLE reg_involvement_organisations ON COMMIT DROP AS
        SELECT s.line, n.name, o.id AS organisation_id
        FROM in_involvements s CROSS JOIN unnest(s.organisation_numbers) AS n(name)
        LEFT JOIN ref_organisations o ON o.name = n.name
        """
    )
    batch.analyze("reg_involvement_organisations")


def check(batch: Batch) -> None:
    batch.refuse(SPEC, "reference", _("Arbeidet finnes ikke."), "s.work_item_id IS NULL")
    check_value(batch, SPEC, "form", "projects_involvementform", on="s.started_on")
    batch.refuse(
        SPEC,
        "organisation_numbers",
        _("Organisasjonen finnes ikke."),
        "x.organisation_id IS NULL",
        value="x.name",
        joins="JOIN reg_involvement_organisations x USING (line)",
    )
    batch.refuse(
        SPEC, "ended_on", _("Sluttdatoen er før startdatoen."), "s.ended_on < s.started_on", needs=("started_on",)
    )
    batch.refuse(
        SPEC,
        "status",
        _("Medvirkningen kan ikke gå fra tilstanden den har, til denne."),
        f"s.outcome = 'updated' AND {transition_refused('s.old_status', 's.status', INVOLVEMENT_TRANSITIONS)}",
        value="s.old_status || ' → ' || s.status",
    )
    _check_participants(batch)
    batch.warn(
        SPEC,
        "started_on",
        _("Oppgaven er godkjent som ikke gjennomført i dette tidsrommet."),
        f"""
        s.outcome IN ('created', 'updated') AND EXISTS (
            SELECT 1 FROM projects_notperformed n
            WHERE n.work_item_id = s.work_item_id AND n.status = '{DecisionStatus.APPROVED}'
              AND n.year BETWEEN EXTRACT(YEAR FROM s.started_on) AND EXTRACT(YEAR FROM s.ended_on))
        """,
        needs=("ended_on",),
    )


def _check_participants(batch: Batch) -> None:
    nobody = {
        "users_count": f"s.users_count = 0 AND s.perspective IN ('{Perspective.USER}', '{Perspective.BOTH}')",
        "carers_count": f"s.carers_count = 0 AND s.perspective IN ('{Perspective.CARER}', '{Perspective.BOTH}')",
    }
    for column, why in (
        (
            "users_count",
            _("Antall brukere kan ikke være 0 når brukere medvirket. La cellen stå tom når det er ukjent."),
        ),
        (
            "carers_count",
            _("Antall pårørende kan ikke være 0 når pårørende medvirket. La cellen stå tom når det er ukjent."),
        ),
    ):
        batch.refuse(SPEC, column, why, nobody[column], needs=("perspective",))
    # A row that has been named for its 0 is not named once more for having nobody.
    named_already = " OR ".join(f"COALESCE({one}, FALSE)" for one in nobody.values())
    people = "EXISTS (SELECT 1 FROM projects_eventperson p WHERE p.event_id = s.existing_event_id)"
    counted = " OR ".join(f"COALESCE(s.{name}, 0) > 0" for name in COUNTS)
    named = ("organisation_numbers", "people_unknown", "status", *COUNTS)
    batch.refuse(
        SPEC,
        "organisation_numbers",
        _("Oppgi minst én organisasjon eller et antall, eller skriv yes i people_unknown."),
        f"""
        s.status <> '{InvolvementState.DRAFT}' AND NOT s.people_unknown AND NOT ({counted})
        AND cardinality(s.organisation_numbers) = 0 AND cardinality(s.organisation_ids) = 0 AND NOT {people}
        AND NOT ({named_already})
        """,
        needs=named,
        value="''",
    )
    batch.refuse(
        SPEC,
        "form",
        _("En høring teller bare når en bruker- eller pårørendeorganisasjon eller en person har svart."),
        f"""
        s.form = 'consultation' AND COALESCE(s.degree, 1) > 0 AND NOT s.people_unknown AND NOT ({counted})
        AND cardinality(s.organisation_ids) > 0 AND NOT {people} AND NOT EXISTS (
            SELECT 1 FROM unnest(s.organisation_ids) AS one
            LEFT JOIN reg_organisations r ON r.id = one LEFT JOIN representatives_organisation o ON o.id = one
            WHERE COALESCE(r.kind, o.kind) <> '{OrganisationKind.PUBLIC_BODY}')
        """,
        needs=("degree", *named),
    )
