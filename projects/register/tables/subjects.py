"""Subject areas: created as met, in organisations and work alike."""

from django.utils.translation import gettext as _

from medvirkning.web.files.specs import FileSpec
from projects.register.batch import Batch
from representatives.subjects.models import SubjectArea


def stored_subjects(links: str, key: str, row: str) -> str:
    """The subject areas of a stored row, in the order in which a file's are kept."""
    return (
        f"ARRAY(SELECT x.subjectarea_id::text FROM {links} x WHERE x.{key} = {row} "
        'ORDER BY x.subjectarea_id COLLATE "C") AS subjects'
    )


def check_links(batch: Batch, spec: FileSpec) -> None:
    """A subject area that was taken out of use is not chosen anew."""
    batch.refuse(
        spec,
        "subject_areas",
        _("Et fagområde er tatt ut av bruk."),
        """
        s.outcome IN ('created', 'updated') AND EXISTS (
            SELECT 1 FROM representatives_subjectarea a
            WHERE a.code = ANY(s.subject_areas) AND NOT a.code = ANY(COALESCE(s.old_subjects, '{}'))
              AND a.disabled_on <= %(today)s)
        """,
        value="array_to_string(s.subject_areas, '|')",
    )


def create_subjects(batch: Batch, *specs: FileSpec) -> None:
    """Make the subject areas that aren't there yet, named as first met."""
    rows = " UNION ALL ".join(
        f"SELECT a.code, a.name, {number} AS file, s.line FROM reg_{spec.name} s, "
        "unnest(s.subject_areas, s.subject_areas_names) AS a(code, name) WHERE s.outcome IN ('created', 'updated')"
        for number, spec in enumerate(specs)
    )
    found = batch.fetch(
        f"""
        SELECT DISTINCT ON (code) code, name FROM ({rows}) AS r
        WHERE name IS NOT NULL AND NOT EXISTS (SELECT 1 FROM representatives_subjectarea a WHERE a.code = r.code)
        ORDER BY code, file, line
        """
    )
    SubjectArea.objects.bulk_create([SubjectArea(code=code, name_nb=name) for code, name in found], batch_size=1_000)


def replace_links(batch: Batch, spec: FileSpec, links: str, key: str) -> None:
    """Take away the subject areas that an updated row no longer has."""
    batch.run(
        f"DELETE FROM {links} x USING reg_{spec.name} s "
        f"WHERE x.{key} = s.id AND s.outcome = 'updated' AND NOT x.subjectarea_id = ANY(s.subject_areas)"
    )


def add_links(batch: Batch, spec: FileSpec, links: str, key: str) -> None:
    """Give created and updated rows their subject areas."""
    batch.run(
        f"""
        INSERT INTO {links} ({key}, subjectarea_id)
        SELECT s.id, unnest(s.subject_areas) FROM reg_{spec.name} s WHERE s.outcome IN ('created', 'updated')
        ON CONFLICT DO NOTHING
        """
    )
