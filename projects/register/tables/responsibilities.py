"""responsibilities.csv: later changes of the department that answers for a work item."""

from django.utils.translation import gettext as _

from projects.register.batch import Batch
from projects.register.files import RESPONSIBILITIES as SPEC


def resolve(batch: Batch) -> None:
    edited = batch.edited_in_history("projects_responsibilityhistory", "m.existing_id")
    batch.run(
        f"""
        CREATE TEMP TABLE reg_responsibilities ON COMMIT DROP AS
        SELECT m.*, {batch.outcome("department_id IS DISTINCT FROM old_department_id", edited)}
        FROM (
            SELECT s.line, s.bad, s.reference, s.department_code, s.from_date, w.id AS work_item_id,
                   d.id AS department_id, d.valid_from AS opened, d.valid_to AS closed, d.outside_tree,
                   t.id AS existing_id, t.department_id AS old_department_id
            FROM in_responsibilities s
            LEFT JOIN ref_work_items w ON w.reference = s.reference
            LEFT JOIN ref_departments d ON d.code = s.department_code
            LEFT JOIN projects_responsibility t ON t.work_item_id = w.id AND t.from_date = s.from_date
        ) AS m
        """
    )
    batch.analyze("reg_responsibilities")


def check(batch: Batch) -> None:
    batch.refuse(SPEC, "reference", _("Arbeidet finnes ikke."), "s.work_item_id IS NULL")
    batch.refuse(SPEC, "department_code", _("Enheten finnes ikke."), "s.department_id IS NULL")
    batch.refuse(
        SPEC,
        "from_date",
        _("Enheten fantes ikke den dagen."),
        "s.from_date < s.opened OR s.from_date > s.closed",
        needs=("department_code",),
    )


def write(batch: Batch) -> None:
    batch.run(
        """
        UPDATE projects_responsibility t SET department_id = s.department_id
        FROM reg_responsibilities s WHERE t.id = s.existing_id AND s.outcome = 'updated'
        """
    )
    batch.run(
        """
        INSERT INTO projects_responsibility (work_item_id, department_id, from_date)
        SELECT work_item_id, department_id, from_date FROM reg_responsibilities WHERE outcome = 'created' ORDER BY line
        """
    )
    batch.run(
        "INSERT INTO reg_touched SELECT work_item_id FROM reg_responsibilities WHERE outcome IN ('created', 'updated')"
    )
