"""The counting rule, version 1 and later versions by its switches: the one place where work is counted.

`COUNTED_WORK_SQL` finds, for chosen work items or for all, each item's rows of `CountedWork`: one for each year and
rule version in which it is carried out, not performed, cancelled or overdue, with the date on which each measure came
to hold. `MEASURES` says what each figure means over those rows. Stored figures, dashboards, the records behind a
figure and the API use these two and nothing else. The rule itself is told in words on `/innsikt/malebeskrivelse/`;
docs/adr/0003 says where the words had to be made exact.
"""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q

from projects.involvement.enums import (
    ANSWERED,
    COUNTING_STATES,
    EARLY_PHASES,
    PUBLIC_CONSULTATION,
    Answer,
    Capacity,
    Perspective,
    Phase,
)
from projects.shares.enums import STORED_COUNTS
from projects.work.enums import DecisionStatus, WorkKind, WorkStatus
from representatives.organisations.enums import OrganisationKind

# Years before this one are not counted: the portal's own limit for standing tasks whose start is unknown.
FIRST_YEAR = 2010

_PHASES = [phase.value for phase in Phase]
_STATED = [phase for phase in _PHASES if phase != Phase.NOT_STATED]


def _listed(values: object) -> str:
    return ", ".join(f"'{value}'" for value in values)  # type: ignore[attr-defined]


_PHASE_BITS = " | ".join(
    f"CASE WHEN '{phase}' = ANY(i.phases) THEN {1 << bit} ELSE 0 END" for bit, phase in enumerate(_STATED)
)

# The first phase of an involvement in the order of the work, whatever order it was logged in.
_FIRST_PHASE = " ".join(f"WHEN '{phase}' = ANY(i.phases) THEN {at}" for at, phase in enumerate(_PHASES, start=1))

# A public consultation counts when a user or carer organisation or a person answered. Files may leave open who did;
# only where all that is known to have answered are public bodies is it no involvement.
_ANSWERED_BY_AUTHORITIES_ALONE = f"""
COALESCE(e.users_count, 0) = 0 AND COALESCE(e.carers_count, 0) = 0
AND NOT EXISTS (SELECT 1 FROM projects_eventperson p WHERE p.event_id = e.id)
AND (SELECT bool_and(b.kind = '{OrganisationKind.PUBLIC_BODY}') FROM projects_eventorganisation o
     JOIN representatives_organisation b ON b.id = o.organisation_id WHERE o.event_id = e.id) IS TRUE
"""

# Rows that hang on an involvement, limited to the chosen items so that a change costs the same in any register.
_OF_ITEMS = (
    "%(items)s::bigint[] IS NULL OR {0}.involvement_id IN "
    "(SELECT id FROM projects_involvement WHERE work_item_id = ANY(%(items)s::bigint[]))"
)

# Parameters: items (bigint[] or null for all), years (int[] or null for all), today (date), first_year (int).
COUNTED_WORK_SQL = f"""
WITH year_rule AS MATERIALIZED (
    -- Each year with its rule version; the first year of a later version is counted by the one before it too.
    SELECT y AS year, make_date(y, 1, 1) AS first_day, LEAST(make_date(y, 12, 31), %(today)s::date) AS last_day,
           v.number AS rule_version, v.least_degree, v.counts_unknown_degree
    FROM generate_series(%(first_year)s::int, EXTRACT(YEAR FROM %(today)s::date)::int) AS y
    CROSS JOIN LATERAL (
        SELECT r.number, r.from_year FROM projects_ruleversion r
        WHERE r.from_year <= y OR r.number = (SELECT min(number) FROM projects_ruleversion)
        ORDER BY r.number DESC LIMIT 1
    ) AS main
    JOIN projects_ruleversion v
      ON v.number = main.number
      OR (main.from_year = y AND v.number = (
            SELECT max(p.number) FROM projects_ruleversion p WHERE p.number < main.number))
    WHERE %(years)s::int[] IS NULL OR y = ANY(%(years)s::int[])
), years AS MATERIALIZED (
    SELECT DISTINCT year, first_day, last_day FROM year_rule
), scope AS (
    SELECT w.id, w.kind, w.status, w.product_type_id, w.started_on, w.ended_on, w.due_on, w.cancelled_on,
           -- A completion known to the month or year lies on its last day; until then it is not there yet.
           CASE WHEN w.completed_on <= %(today)s::date THEN w.completed_on END AS completed_on
    FROM projects_workitem w
    WHERE %(items)s::bigint[] IS NULL OR w.id = ANY(%(items)s::bigint[])
), not_performed AS (
    SELECT work_item_id, year FROM projects_notperformed WHERE status = '{DecisionStatus.APPROVED}'
), occurrence AS MATERIALIZED (
    -- Assignments completed in the year, however late.
    SELECT s.id, s.kind, s.product_type_id, y.year, s.completed_on AS held_on, s.completed_on AS answered_on,
           y.first_day, s.completed_on AS last_day, 'carried_out' AS place,
           CASE WHEN s.due_on < s.completed_on THEN GREATEST(s.due_on + 1, y.first_day) END AS late_on
    FROM scope s JOIN years y ON y.year = EXTRACT(YEAR FROM s.completed_on)::int
    WHERE s.kind = '{WorkKind.ASSIGNMENT}' AND s.status = '{WorkStatus.COMPLETED}'
    UNION ALL
    -- Standing tasks active on any day of the year (the running year ends today); the status plays no part.
    SELECT s.id, s.kind, s.product_type_id, y.year, GREATEST(s.started_on, y.first_day),
           LEAST(s.ended_on, y.last_day), y.first_day, y.last_day,
           CASE WHEN n.year IS NULL THEN 'carried_out' ELSE 'not_performed' END, NULL
    FROM scope s
    JOIN years y ON (s.started_on IS NULL OR s.started_on <= y.last_day)
                AND (s.ended_on IS NULL OR s.ended_on >= y.first_day)
    LEFT JOIN not_performed n ON n.work_item_id = s.id AND n.year = y.year
    WHERE s.kind = '{WorkKind.STANDING_TASK}' AND s.status <> '{WorkStatus.CANCELLED}'
    UNION ALL
    -- Cancelled work stands beside the share of the year in which it fell away.
    SELECT c.id, c.kind, c.product_type_id, y.year, c.day, c.day, y.first_day, y.last_day, 'cancelled', NULL
    FROM (SELECT s.*, COALESCE(s.cancelled_on, s.due_on, s.ended_on, s.started_on) AS day FROM scope s
          WHERE s.status = '{WorkStatus.CANCELLED}') AS c
    JOIN years y ON y.year = EXTRACT(YEAR FROM c.day)::int AND c.day <= y.last_day
    UNION ALL
    -- Assignments past their deadline on the year's last day without completion.
    SELECT s.id, s.kind, s.product_type_id, y.year, GREATEST(s.due_on + 1, y.first_day), y.last_day, y.first_day,
           y.last_day, 'overdue', GREATEST(s.due_on + 1, y.first_day)
    FROM scope s
    JOIN years y ON s.due_on < y.last_day AND (s.completed_on IS NULL OR s.completed_on > y.last_day)
    WHERE s.kind = '{WorkKind.ASSIGNMENT}' AND s.status <> '{WorkStatus.CANCELLED}'
), responsibility AS (
    -- Who answered from when until when; the first holds for all earlier dates too.
    SELECT r.work_item_id, r.department_id,
           CASE WHEN row_number() OVER w = 1 THEN '-infinity'::date ELSE r.from_date END AS from_date,
           COALESCE(lead(r.from_date) OVER w, 'infinity'::date) AS until
    FROM projects_responsibility r
    WHERE %(items)s::bigint[] IS NULL OR r.work_item_id = ANY(%(items)s::bigint[])
    WINDOW w AS (PARTITION BY r.work_item_id ORDER BY r.from_date NULLS FIRST)
), answers AS (
    -- One row for each involvement that somebody was asked about. A person's latest answer stands; one that the
    -- Centre has set aside does not.
    SELECT a.involvement_id, count(a.stands) > 0 AS answered, bool_and(a.stands = '{Answer.NO}') AS rejected,
           bool_or(a.stands <> '{Answer.NO}') AND NOT bool_or(a.stands = '{Answer.NO}') AS confirmed
    FROM (SELECT c.involvement_id, CASE WHEN c.set_aside_reason = '' THEN c.answer END AS stands
          FROM projects_involvementconfirmation c WHERE {_OF_ITEMS.format("c")}) AS a
    GROUP BY a.involvement_id
), inputs AS (
    SELECT n.involvement_id, count(*) AS given,
           count(*) FILTER (WHERE n.outcome IS NULL OR n.outcome NOT IN ({_listed(ANSWERED)})) AS unanswered
    FROM projects_input n WHERE {_OF_ITEMS.format("n")} GROUP BY n.involvement_id
), logged AS (
    SELECT i.id, i.work_item_id, i.perspective, i.degree, e.started_on, e.ended_on, e.form_id, e.capacities,
           {_PHASE_BITS} AS phase_bits,
           (e.started_on - DATE '1900-01-01') * 16 + CASE {_FIRST_PHASE} END AS first_key,
           EXISTS (SELECT 1 FROM projects_eventperson p WHERE p.event_id = e.id) AS names_people
    FROM projects_involvement i JOIN projects_event e ON e.id = i.event_id
    WHERE i.state IN ({_listed(COUNTING_STATES)}) AND (i.degree IS NULL OR i.degree > 0)
      AND (e.form_id <> '{PUBLIC_CONSULTATION}' OR NOT ({_ANSWERED_BY_AUTHORITIES_ALONE}))
      AND (%(items)s::bigint[] IS NULL OR i.work_item_id = ANY(%(items)s::bigint[]))
), eligible AS (
    -- Involvement that counts for the item in the year unless it is rejected: when it took place decides, not when it
    -- was logged.
    SELECT o.id, o.year, yr.rule_version, GREATEST(l.started_on, o.held_on) AS on_day, l.perspective, l.degree,
           l.form_id, l.capacities, l.phase_bits, l.first_key, l.names_people, n.given, n.unanswered,
           a.involvement_id IS NOT NULL AS asked, a.answered, a.rejected, a.confirmed
    FROM occurrence o
    JOIN year_rule yr ON yr.year = o.year
    JOIN logged l ON l.work_item_id = o.id AND l.started_on <= o.last_day
                 AND (o.kind = '{WorkKind.ASSIGNMENT}' OR l.ended_on >= o.first_day)
                 AND (l.degree >= yr.least_degree OR (l.degree IS NULL AND yr.counts_unknown_degree))
    LEFT JOIN answers a ON a.involvement_id = l.id
    LEFT JOIN inputs n ON n.involvement_id = l.id
    WHERE o.place = 'carried_out'
), asked AS (
    SELECT id, year, rule_version,
           min(on_day) FILTER (WHERE names_people OR asked) AS could_be_asked_on,
           min(on_day) FILTER (WHERE asked) AS asked_on,
           min(on_day) FILTER (WHERE answered) AS answered_on
    FROM eligible WHERE names_people OR asked GROUP BY id, year, rule_version
), counting AS (
    SELECT * FROM eligible WHERE rejected IS NOT TRUE
), fact AS (
    SELECT id, year, rule_version,
           min(on_day) AS any_on,
           min(on_day) FILTER (WHERE perspective IN ('{Perspective.USER}', '{Perspective.BOTH}')) AS user_on,
           min(on_day) FILTER (WHERE perspective IN ('{Perspective.CARER}', '{Perspective.BOTH}')) AS carer_on,
           min(on_day) FILTER (WHERE confirmed) AS confirmed_on,
           min(on_day) FILTER (WHERE '{Capacity.REPRESENTATION}' = ANY(capacities)) AS representation_on,
           min(on_day) FILTER (WHERE capacities <> ARRAY['{Capacity.INSIGHT}']::varchar[]) AS beyond_insight_on,
           min(on_day) FILTER (WHERE degree IS NOT NULL) AS known_degree_on,
           min(first_key) %% 16 AS first_phase,
           max(degree) AS highest_degree,
           bit_count(bit_or(phase_bits)::bit(16)) AS phases,
           COALESCE(sum(given), 0) AS given, COALESCE(sum(unanswered), 0) AS unanswered,
           array_agg(DISTINCT form_id) AS forms
    FROM counting GROUP BY id, year, rule_version
), capacity AS (
    SELECT id, year, rule_version, array_agg(DISTINCT one.capacity) AS capacities
    FROM counting CROSS JOIN LATERAL unnest(capacities) AS one(capacity) GROUP BY id, year, rule_version
), subject AS (
    SELECT ws.workitem_id, array_agg(ws.subjectarea_id ORDER BY ws.subjectarea_id) AS subjects
    FROM projects_workitem_subject_areas ws
    WHERE %(items)s::bigint[] IS NULL OR ws.workitem_id = ANY(%(items)s::bigint[])
    GROUP BY ws.workitem_id
)
SELECT o.id AS work_item_id, o.year, yr.rule_version AS rule_version_id, d.id AS department_id, o.kind,
       CASE WHEN o.place = 'carried_out' THEN o.held_on END AS carried_out_on,
       f.any_on, f.user_on, f.carer_on,
       CASE WHEN f.user_on IS NOT NULL AND f.carer_on IS NOT NULL THEN GREATEST(f.user_on, f.carer_on) END AS both_on,
       f.confirmed_on, f.representation_on, f.beyond_insight_on, f.known_degree_on,
       CASE WHEN o.kind = '{WorkKind.ASSIGNMENT}' AND f.first_phase <= {len(EARLY_PHASES)} THEN f.any_on END
         AS early_on,
       CASE WHEN o.kind = '{WorkKind.ASSIGNMENT}' AND f.first_phase <= {len(EARLY_PHASES)} AND f.highest_degree >= 3
             AND f.phases >= 2 AND f.given > 0 AND f.unanswered = 0 THEN f.any_on END AS systematic_on,
       CASE WHEN o.place = 'carried_out' AND x.year IS NOT NULL THEN o.held_on END AS exempted_on,
       CASE WHEN o.place = 'not_performed' THEN o.held_on END AS not_performed_on,
       CASE WHEN o.place = 'cancelled' THEN o.held_on END AS cancelled_on,
       o.late_on AS overdue_on, q.could_be_asked_on, q.asked_on, q.answered_on,
       o.product_type_id AS product_type, (ARRAY[{_listed(_PHASES)}])[f.first_phase] AS first_phase, f.highest_degree,
       COALESCE(t.subjects, ARRAY[]::varchar[]) AS subjects, COALESCE(f.forms, ARRAY[]::varchar[]) AS forms,
       COALESCE(k.capacities, ARRAY[]::varchar[]) AS capacities
FROM occurrence o
JOIN year_rule yr ON yr.year = o.year
JOIN responsibility r ON r.work_item_id = o.id AND r.from_date <= o.answered_on AND o.answered_on < r.until
JOIN projects_department d ON d.id = r.department_id AND NOT d.outside_tree
LEFT JOIN fact f ON f.id = o.id AND f.year = o.year AND f.rule_version = yr.rule_version
LEFT JOIN asked q ON q.id = o.id AND q.year = o.year AND q.rule_version = yr.rule_version
LEFT JOIN capacity k ON k.id = o.id AND k.year = o.year AND k.rule_version = yr.rule_version
LEFT JOIN projects_exemption x ON x.work_item_id = o.id AND x.year = o.year AND x.status = '{DecisionStatus.APPROVED}'
LEFT JOIN subject t ON t.workitem_id = o.id
"""

COUNTED_WORK_COLUMNS = (
    "work_item_id",
    "year",
    "rule_version_id",
    "department_id",
    "kind",
    "carried_out_on",
    "any_on",
    "user_on",
    "carer_on",
    "both_on",
    "confirmed_on",
    "representation_on",
    "beyond_insight_on",
    "known_degree_on",
    "early_on",
    "systematic_on",
    "exempted_on",
    "not_performed_on",
    "cancelled_on",
    "overdue_on",
    "could_be_asked_on",
    "asked_on",
    "answered_on",
    "product_type",
    "first_phase",
    "highest_degree",
    "subjects",
    "forms",
    "capacities",
)


@dataclass(frozen=True)
class Measure:
    """What a figure means over the rows of `CountedWork`: the date that must be there, and one that must not be.

    To a day, a measure holds when `holds` has come and `unless` has not.
    """

    name: str
    holds: str
    needs: str | None = None
    unless: str | None = None

    def q(self, to_date: datetime.date | None = None) -> Q:
        """Rows for which the measure holds, at the year's end or on an earlier day of it."""
        condition = self._come(self.holds, to_date)
        if self.needs:
            condition &= self._come(self.needs, to_date)
        if self.unless:
            missing = Q(**{f"{self.unless}__isnull": True})
            condition &= missing if to_date is None else missing | Q(**{f"{self.unless}__gt": to_date})
        return condition

    @staticmethod
    def _come(column: str, to_date: datetime.date | None) -> Q:
        return Q(**{f"{column}__isnull": False}) if to_date is None else Q(**{f"{column}__lte": to_date})


MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("carried_out", "carried_out_on"),
        Measure("with_any", "any_on"),
        Measure("with_user", "user_on"),
        Measure("with_carer", "carer_on"),
        Measure("with_both", "both_on"),
        Measure("confirmed", "confirmed_on"),
        Measure("representation", "representation_on"),
        Measure("insight_only", "any_on", unless="beyond_insight_on"),
        Measure("unknown_degree_only", "any_on", unless="known_degree_on"),
        Measure("early", "early_on"),
        Measure("systematic", "systematic_on"),
        Measure("exempt", "exempted_on", needs="carried_out_on", unless="any_on"),
        Measure("not_performed", "not_performed_on"),
        Measure("cancelled", "cancelled_on"),
        Measure("overdue_open", "overdue_on", unless="carried_out_on"),
        Measure("could_be_asked", "could_be_asked_on"),
        Measure("asked", "asked_on"),
        Measure("answered", "answered_on"),
    )
}
if tuple(MEASURES) != STORED_COUNTS:
    raise RuntimeError("The measures and the columns of DepartmentShare must name the same counts")
# Work that counts in the denominator less exemptions, and work still without involvement.
WITHOUT_ANY = Measure("without_any", "carried_out_on", unless="any_on")
FEW = 5


def per_cent(part: int | None, whole: int | None) -> Decimal | None:
    """A percentage with one decimal, halves away from zero, divided last; none where the denominator is 0."""
    if not whole or part is None:
        return None
    return (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def share_less_exemptions(with_any: int, carried_out: int, exempt: int) -> Decimal | None:
    """Any / (carried out - exempt)."""
    return per_cent(with_any, carried_out - exempt)
