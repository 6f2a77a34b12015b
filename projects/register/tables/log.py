"""Writing involvements.csv: events, who took part, and what it meant for the work."""

from projects.involvement.enums import Capacity, Confirmation
from projects.register.batch import Batch
from projects.register.tables.involvements import COUNTS, OF_EVENT

_EVENT_SETS = ", ".join(f"{name} = s.{name}" for name in OF_EVENT if name not in ("form", "people_unknown"))
_COUNTED = " OR ".join(f"COALESCE(s.{name}, 0) > 0" for name in COUNTS)


def write(batch: Batch) -> None:
    _update(batch)
    _create(batch)
    # Other work items that share a changed event are counted anew too.
    batch.run(
        """
        INSERT INTO reg_touched
        SELECT work_item_id FROM reg_involvements WHERE outcome IN ('created', 'updated')
        UNION ALL SELECT old_work_item_id FROM reg_involvements WHERE outcome = 'updated'
        UNION ALL SELECT i.work_item_id FROM reg_involvements s JOIN projects_involvement i ON i.event_id = s.event_id
                  WHERE s.outcome = 'updated'
        """
    )


def _create(batch: Batch) -> None:
    """Capacities are those of the organisations and the counted group; none where nobody knows who took part."""
    batch.run(
        f"""
        INSERT INTO projects_event
            (id, version, started_on, started_on_precision, ended_on, ended_on_precision, form_id, users_count,
             carers_count, organisations_count, people_unknown, group_capacity, capacities, logged_by_id)
        SELECT s.event_id, 1, s.started_on, s.started_on_precision, s.ended_on, s.ended_on_precision, s.form,
               s.users_count, s.carers_count, s.organisations_count, s.people_unknown, s.group_capacity,
               CASE WHEN s.capacity IS NOT NULL THEN ARRAY[s.capacity]
                    WHEN {_COUNTED} OR s.organisation_ids <> '{{}}' THEN ARRAY['{Capacity.UNKNOWN}']
                    ELSE '{{}}' END, %(actor)s
        FROM reg_involvements s WHERE s.outcome = 'created' ORDER BY s.line
        """
    )
    batch.run(
        f"""
        INSERT INTO projects_involvement
            (id, version, imported_version, event_id, work_item_id, external_id, phases, perspective, youth, degree,
             whole_process, purpose, summary, state, annul_reason, confirmation, logged_by_id, logged_at)
        SELECT s.id, 1, 1, s.event_id, s.work_item_id, s.external_id, s.phases, s.perspective, s.youth, s.degree,
               s.whole_process, '', s.summary, s.status, '', '{Confirmation.NOT_ASKED}', %(actor)s, now()
        FROM reg_involvements s WHERE s.outcome = 'created' ORDER BY s.line
        """
    )
    batch.run(
        f"""
        INSERT INTO projects_eventorganisation (event_id, organisation_id, capacity)
        SELECT s.event_id, unnest(s.organisation_ids), COALESCE(s.capacity, '{Capacity.UNKNOWN}')
        FROM reg_involvements s WHERE s.outcome = 'created'
        """
    )


def _update(batch: Batch) -> None:
    batch.run(
        """
        DELETE FROM projects_eventorganisation p USING reg_involvements s
        WHERE p.event_id = s.event_id AND s.outcome = 'updated' AND NOT p.organisation_id = ANY(s.organisation_ids)
        """
    )
    batch.run(
        """
        UPDATE projects_eventorganisation p SET capacity = s.organisation_capacities[1]
        FROM reg_involvements s
        WHERE p.event_id = s.event_id AND s.outcome = 'updated'
          AND s.organisation_capacities IS DISTINCT FROM s.old_capacities
          AND p.capacity <> s.organisation_capacities[1]
        """
    )
    batch.run(
        f"""
        INSERT INTO projects_eventorganisation (event_id, organisation_id, capacity)
        SELECT s.event_id, o.id, COALESCE(s.capacity, '{Capacity.UNKNOWN}')
        FROM reg_involvements s CROSS JOIN unnest(s.organisation_ids) AS o(id)
        WHERE s.outcome = 'updated'
        ON CONFLICT (event_id, organisation_id) DO NOTHING
        """
    )
    batch.run(
        f"""
        UPDATE projects_event t
        SET {_EVENT_SETS}, form_id = s.form, people_unknown = s.people_unknown, version = t.version + 1,
            capacities = ARRAY(
            SELECT p.capacity FROM projects_eventorganisation p WHERE p.event_id = t.id
            UNION SELECT p.capacity FROM projects_eventperson p WHERE p.event_id = t.id
            UNION SELECT s.group_capacity
                  WHERE {_COUNTED} OR (s.is_group AND s.group_capacity <> '{Capacity.UNKNOWN}')
            ORDER BY 1)
        FROM reg_involvements s WHERE t.id = s.event_id AND s.outcome = 'updated'
        """
    )
    batch.run(
        """
        UPDATE projects_involvement t
        SET work_item_id = s.work_item_id, phases = s.phases, perspective = s.perspective, youth = s.youth,
            degree = s.degree, whole_process = s.whole_process, summary = s.summary, state = s.status,
            version = t.version + 1, imported_version = t.version + 1
        FROM reg_involvements s WHERE t.id = s.id AND s.outcome = 'updated'
        """
    )
