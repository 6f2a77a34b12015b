"""organisations.csv: by organisation number, or by a code of their own for public bodies and informal groups."""

from django.utils.translation import gettext as _

from projects.register.batch import Batch, distinct
from projects.register.files import ORGANISATIONS as SPEC
from projects.register.tables.subjects import add_links, check_links, replace_links, stored_subjects
from representatives.organisations.enums import WITHOUT_NUMBER

LINKS = "representatives_organisation_subject_areas"


def resolve(batch: Batch) -> None:
    merged = batch.merged
    columns = ", ".join(
        [
            merged(
                SPEC,
                "organisation_number",
                stored="t.organisation_number",
                read="COALESCE(s.organisation_number, t.organisation_number)",
            ),
            merged(SPEC, "external_id", stored="t.external_id"),
            merged(SPEC, "kind", stored="t.kind", new="''", read="COALESCE(s.kind, '')"),
            merged(SPEC, "subject_areas", stored="t.subjects", new="'{}'::text[]"),
            merged(SPEC, "umbrella_number", stored="t.umbrella_number"),
        ]
    )
    changed = distinct(
        ["name", "organisation_number", "external_id", "kind", "subject_areas", "umbrella_number"],
        ["old_name", "old_number", "old_external_id", "old_kind", "old_subjects", "old_umbrella_number"],
    )
    batch.run(
        f"""
        CREATE TEMP TABLE reg_organisations ON COMMIT DROP AS
        WITH matched AS (
            SELECT s.line, COALESCE(n.id, e.id) AS id, n.id <> e.id AS two
            FROM in_organisations s
            LEFT JOIN representatives_organisation n ON n.organisation_number = s.organisation_number
            LEFT JOIN representatives_organisation e ON e.external_id = s.external_id
        )
        SELECT m.*, {batch.outcome(changed, "version IS DISTINCT FROM imported_version")}
        FROM (
            SELECT s.line, s.bad, s.name, s.subject_areas_names, {columns}, x.two, t.id AS existing_id,
                   COALESCE(t.id, nextval(pg_get_serial_sequence('representatives_organisation', 'id'))) AS id,
                   t.version, t.imported_version, t.name AS old_name, t.organisation_number AS old_number,
                   t.external_id AS old_external_id, t.kind AS old_kind, t.subjects AS old_subjects,
                   t.umbrella_number AS old_umbrella_number
            FROM in_organisations s
            JOIN matched x USING (line)
            LEFT JOIN (
                SELECT o.*, COALESCE(u.organisation_number, u.external_id) AS umbrella_number,
                       {stored_subjects(LINKS, "organisation_id", "o.id")}
                FROM representatives_organisation o LEFT JOIN representatives_organisation u ON u.id = o.umbrella_id
                WHERE o.id IN (SELECT id FROM matched)
            ) AS t ON t.id = x.id
        ) AS m
        """
    )
    # Every organisation, by what a file may call it.
    batch.run(
        """
        CREATE TEMP TABLE ref_organisations ON COMMIT DROP AS
        WITH known AS (
            SELECT id, organisation_number, external_id FROM reg_organisations
            UNION ALL
            SELECT o.id, o.organisation_number, o.external_id FROM representatives_organisation o
            WHERE o.id NOT IN (SELECT id FROM reg_organisations)
        )
        SELECT organisation_number AS name, id FROM known WHERE organisation_number IS NOT NULL
        UNION
        SELECT external_id, id FROM known WHERE external_id IS NOT NULL
        """
    )
    batch.run("CREATE INDEX ON ref_organisations (name)")
    batch.analyze("reg_organisations", "ref_organisations")


def check(batch: Batch) -> None:
    without = ", ".join(f"'{kind.value}'" for kind in WITHOUT_NUMBER)
    batch.refuse(
        SPEC,
        "organisation_number",
        _("Organisasjonsnummeret mangler. Bare public_body og informal kan ha en egen kode i stedet."),
        f"s.organisation_number IS NULL AND s.kind NOT IN ({without})",
        needs=("kind",),
        value="s.external_id",
    )
    batch.refuse(
        SPEC,
        "external_id",
        _("Nummeret og den egne koden hører til to ulike organisasjoner."),
        "s.two",
        needs=("organisation_number",),
    )
    batch.refuse(
        SPEC,
        "organisation_number",
        _("Organisasjonen står på en linje til, med egen kode."),
        "EXISTS (SELECT 1 FROM reg_organisations o WHERE o.id = s.id AND o.line < s.line)",
    )
    batch.refuse(
        SPEC,
        "umbrella_number",
        _("Paraplyorganisasjonen finnes ikke."),
        "s.umbrella_number IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM ref_organisations o WHERE o.name = s.umbrella_number)",
    )
    batch.refuse(
        SPEC,
        "umbrella_number",
        _("En organisasjon kan ikke være sin egen paraply."),
        "s.umbrella_number = s.organisation_number",
    )
    check_links(batch, SPEC)


def write(batch: Batch) -> None:
    batch.run(
        """
        UPDATE representatives_organisation t
        SET name = s.name, organisation_number = s.organisation_number, external_id = s.external_id, kind = s.kind,
            umbrella_id = u.id, version = t.version + 1, imported_version = t.version + 1
        FROM reg_organisations s LEFT JOIN ref_organisations u ON u.name = s.umbrella_number
        WHERE t.id = s.id AND s.outcome = 'updated'
        """
    )
    batch.run(
        """
        INSERT INTO representatives_organisation
            (id, version, imported_version, name, kind, organisation_number, external_id, umbrella_id)
        SELECT s.id, 1, 1, s.name, s.kind, s.organisation_number, s.external_id, u.id
        FROM reg_organisations s LEFT JOIN ref_organisations u ON u.name = s.umbrella_number
        WHERE s.outcome = 'created' ORDER BY s.line
        """
    )
    # A consultation that only authorities answered is no involvement: of what kind who answered is, figures ask.
    batch.run(
        """
        INSERT INTO reg_touched
        SELECT DISTINCT i.work_item_id FROM reg_organisations s
        JOIN projects_eventorganisation o ON o.organisation_id = s.id
        JOIN projects_involvement i ON i.event_id = o.event_id
        WHERE s.outcome = 'updated' AND s.kind IS DISTINCT FROM s.old_kind
        """
    )
    replace_links(batch, SPEC, LINKS, "organisation_id")
    add_links(batch, SPEC, LINKS, "organisation_id")
