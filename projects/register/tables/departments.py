"""departments.csv: the tree. A department never moves; its lineage is written once."""

from django.utils.translation import gettext as _

from projects.register.batch import Batch, distinct
from projects.register.files import DEPARTMENTS as SPEC


def resolve(batch: Batch) -> None:
    merged = batch.merged
    columns = ", ".join(
        [
            merged(SPEC, "name_nn", stored="t.name_nn", new="''", read="COALESCE(s.name_nn, '')"),
            merged(SPEC, "parent_code", stored="t.parent_code"),
            merged(SPEC, "valid_to", stored="t.valid_to"),
            merged(SPEC, "succeeded_by", stored="t.successors", new="'{}'::text[]"),
        ]
    )
    values = ["name_nb", "name_nn", "valid_from", "valid_to", "succeeded_by"]
    changed = distinct(values, ["old_name_nb", "old_name_nn", "old_valid_from", "old_valid_to", "old_successors"])
    batch.run(
        f"""
        CREATE TEMP TABLE reg_departments ON COMMIT DROP AS
        SELECT m.*, {batch.outcome(changed, "version IS DISTINCT FROM imported_version")}
        FROM (
            SELECT s.line, s.bad, s.code, s.name_nb, s.valid_from, {columns}, t.id AS existing_id,
                   COALESCE(t.id, nextval(pg_get_serial_sequence('projects_department', 'id'))) AS id,
                   t.version, t.imported_version, t.outside_tree, t.parent_code AS old_parent_code,
                   t.name_nb AS old_name_nb, t.name_nn AS old_name_nn, t.valid_from AS old_valid_from,
                   t.valid_to AS old_valid_to, t.successors AS old_successors
            FROM in_departments s
            LEFT JOIN (
                SELECT d.*, p.code AS parent_code,
                       ARRAY(SELECT h.code::text FROM projects_department_successors x
                             JOIN projects_department h ON h.id = x.to_department_id
                             WHERE x.from_department_id = d.id ORDER BY h.code COLLATE "C") AS successors
                FROM projects_department d LEFT JOIN projects_department p ON p.id = d.parent_id
            ) AS t ON t.code = s.code
        ) AS m
        """
    )
    # Every department as it will be.
    batch.run(
        """
        CREATE TEMP TABLE ref_departments ON COMMIT DROP AS
        SELECT id, code, parent_code, valid_from, valid_to, COALESCE(outside_tree, FALSE) AS outside_tree, line
        FROM reg_departments WHERE outcome <> 'kept'
        UNION ALL
        SELECT d.id, d.code, p.code, d.valid_from, d.valid_to, d.outside_tree, NULL
        FROM projects_department d LEFT JOIN projects_department p ON p.id = d.parent_id
        WHERE NOT EXISTS (SELECT 1 FROM reg_departments r WHERE r.id = d.id AND r.outcome <> 'kept')
        """
    )
    batch.run("CREATE UNIQUE INDEX ON ref_departments (code)")
    batch.analyze("reg_departments", "ref_departments")


def check(batch: Batch) -> None:
    batch.refuse(
        SPEC,
        "valid_to",
        _("Enheten er lagt ned før den ble opprettet."),
        "s.valid_to < s.valid_from",
        needs=("valid_from",),
    )
    batch.refuse(SPEC, "code", _("«Ikke oppgitt» står utenfor treet og endres ikke fra fil."), "s.outside_tree")
    batch.refuse(
        SPEC,
        "parent_code",
        _("Enheten over finnes ikke."),
        "s.parent_code IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM ref_departments d WHERE d.code = s.parent_code AND NOT d.outside_tree)",
    )
    batch.refuse(
        SPEC,
        "parent_code",
        _("En enhet flyttes ikke. Legg den ned, og opprett en ny."),
        "s.existing_id IS NOT NULL AND NOT s.outside_tree AND s.parent_code IS DISTINCT FROM s.old_parent_code",
    )
    _check_circles(batch)
    batch.refuse(
        SPEC,
        "parent_code",
        _("Det finnes alt en øverste enhet i perioden. Oppgi hvilken enhet denne hører under."),
        """
        s.parent_code IS NULL AND NOT COALESCE(s.outside_tree, FALSE)
        AND s.valid_from <= COALESCE(s.valid_to, 'infinity') AND EXISTS (
            SELECT 1 FROM ref_departments d
            WHERE d.parent_code IS NULL AND NOT d.outside_tree AND d.code <> s.code
              AND d.valid_from <= COALESCE(d.valid_to, 'infinity')
              AND d.valid_from <= COALESCE(s.valid_to, 'infinity')
              AND s.valid_from <= COALESCE(d.valid_to, 'infinity'))
        """,
        needs=("valid_from", "valid_to"),
    )
    batch.refuse(
        SPEC,
        "succeeded_by",
        _("En etterfølger finnes ikke."),
        "EXISTS (SELECT 1 FROM unnest(s.succeeded_by) AS heir "
        "WHERE NOT EXISTS (SELECT 1 FROM ref_departments d WHERE d.code = heir))",
        value="array_to_string(s.succeeded_by, '|')",
    )
    batch.refuse(
        SPEC,
        "succeeded_by",
        _("En enhet kan ikke etterfølge seg selv."),
        "s.code = ANY(s.succeeded_by)",
        value="array_to_string(s.succeeded_by, '|')",
    )
    batch.refuse(
        SPEC,
        "valid_from",
        _("Enheten har ansvar for arbeid utenfor perioden."),
        """
        s.outcome = 'updated' AND EXISTS (
            SELECT 1 FROM projects_responsibility r
            WHERE r.department_id = s.id AND (r.from_date < s.valid_from OR r.from_date > s.valid_to))
        """,
        needs=("valid_to",),
    )
    batch.warn(
        SPEC,
        "valid_to",
        _("Enheten er åpen etter at enheten over ble lagt ned."),
        "p.valid_to < COALESCE(s.valid_to, 'infinity') AND s.outcome IN ('created', 'updated')",
        joins="JOIN ref_departments p ON p.code = s.parent_code",
    )


def _check_circles(batch: Batch) -> None:
    """Departments of which no root is found going up: each that stands in a circle is named with its circle."""
    unreached = {
        code: (line, parent)
        for code, line, parent in batch.fetch(
            """
            WITH RECURSIVE reached AS (
                SELECT code FROM ref_departments WHERE parent_code IS NULL
                UNION
                SELECT d.code FROM ref_departments d JOIN reached r ON d.parent_code = r.code
            )
            SELECT d.code, d.line, d.parent_code FROM ref_departments d
            WHERE d.line IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reached r WHERE r.code = d.code)
            """
        )
    }
    settled: set[str] = set()
    for start in unreached:
        path: list[str] = []
        code = start
        while code in unreached and code not in settled:
            settled.add(code)
            path.append(code)
            code = unreached[code][1]
        if code in path:
            circle = path[path.index(code) :]
            shown = " → ".join([*circle[:10], circle[0]])
            for member in circle:
                batch.problems.error(
                    SPEC.file,
                    unreached[member][0],
                    "parent_code",
                    unreached[member][1],
                    _("Enhetene hører under hverandre i ring: %(circle)s.") % {"circle": shown},
                )


def write(batch: Batch) -> None:
    batch.run(
        """
        UPDATE projects_department d
        SET name_nb = s.name_nb, name_nn = s.name_nn, valid_from = s.valid_from, valid_to = s.valid_to,
            version = d.version + 1, imported_version = d.version + 1
        FROM reg_departments s WHERE d.id = s.id AND s.outcome = 'updated'
        """
    )
    batch.run(
        """
        WITH RECURSIVE tree AS (
            SELECT s.*, p.id AS parent_id, array_append(p.lineage, s.code::varchar) AS lineage
            FROM reg_departments s LEFT JOIN projects_department p ON p.code = s.parent_code
            WHERE s.outcome = 'created' AND (s.parent_code IS NULL OR p.id IS NOT NULL)
            UNION ALL
            SELECT s.*, t.id, array_append(t.lineage, s.code::varchar)
            FROM reg_departments s JOIN tree t ON t.code = s.parent_code WHERE s.outcome = 'created'
        )
        INSERT INTO projects_department
            (id, version, imported_version, code, name_nb, name_nn, lineage, outside_tree, valid_from, valid_to,
             parent_id)
        SELECT id, 1, 1, code, name_nb, name_nn, lineage, FALSE, valid_from, valid_to, parent_id FROM tree
        """
    )
    batch.run(
        """
        DELETE FROM projects_department_successors x USING reg_departments s, projects_department h
        WHERE x.from_department_id = s.id AND s.outcome = 'updated' AND h.id = x.to_department_id
          AND NOT h.code = ANY(s.succeeded_by)
        """
    )
    batch.run(
        """
        INSERT INTO projects_department_successors (from_department_id, to_department_id)
        SELECT s.id, h.id FROM reg_departments s CROSS JOIN unnest(s.succeeded_by) AS heir
        JOIN projects_department h ON h.code = heir
        WHERE s.outcome IN ('created', 'updated')
        ON CONFLICT DO NOTHING
        """
    )
