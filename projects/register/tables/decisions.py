"""exemptions.csv and not_performed.csv: decisions about a work item and a year."""

from django.utils.translation import gettext as _

from medvirkning.web.files.specs import FileSpec
from projects.involvement.enums import COUNTING_STATES, Answer
from projects.register.batch import Batch, distinct
from projects.register.files import EXEMPTIONS, NOT_PERFORMED
from projects.register.tables.values import check_value, transition_refused
from projects.work.enums import DECISION_TRANSITIONS, DecisionStatus, WorkKind

TABLES = {EXEMPTIONS.name: "projects_exemption", NOT_PERFORMED.name: "projects_notperformed"}
STORED = ["reason", "reason_text", "status", "requested_by_id", "decided_by_id", "decided_on"]


def resolve(batch: Batch) -> None:
    _resolve(
        batch,
        EXEMPTIONS,
        [
            batch.merged(
                EXEMPTIONS, "reason_text", stored="t.reason_text", new="''", read="COALESCE(s.reason_text, '')"
            ),
            # An empty status asks; one that is stored stays.
            batch.merged(
                EXEMPTIONS,
                "status",
                stored="t.status",
                new=f"'{DecisionStatus.REQUESTED}'",
                read=f"COALESCE(s.status, t.status, '{DecisionStatus.REQUESTED}')",
            ),
            "q.id AS requested_by_id" if batch.has(EXEMPTIONS, "requested_by_email") else "t.requested_by_id",
            "s.requested_by_email",
            batch.merged(EXEMPTIONS, "decided_on", stored="t.decided_on"),
        ],
    )
    _resolve(
        batch,
        NOT_PERFORMED,
        [
            "COALESCE(t.reason_text, '') AS reason_text",
            f"'{DecisionStatus.APPROVED}' AS status",
            "t.requested_by_id",
            "NULL::text AS requested_by_email",
            "t.decided_on",
        ],
    )


def _resolve(batch: Batch, spec: FileSpec, columns: list[str]) -> None:
    requester = "s.requested_by_email" if spec is EXEMPTIONS else "NULL"
    named = "x.id" if batch.has(spec, "decided_by_email") else "t.decided_by_id"
    changed = distinct(STORED, [f"old_{name}" for name in STORED])
    olds = ", ".join(f"t.{name}{'_id' if name == 'reason' else ''} AS old_{name}" for name in STORED)
    # Approved without a decider names the importer, once: the next importer changes nothing.
    batch.run(
        f"""
        CREATE TEMP TABLE reg_{spec.name} ON COMMIT DROP AS
        SELECT m.*, {batch.outcome(changed, "version IS DISTINCT FROM imported_version")}
        FROM (
            SELECT m.*, CASE WHEN m.named_id IS NOT NULL OR m.status <> '{DecisionStatus.APPROVED}' THEN m.named_id
                             WHEN m.old_status = '{DecisionStatus.APPROVED}' THEN m.old_decided_by_id
                             ELSE %(actor)s END AS decided_by_id
            FROM (
                SELECT s.line, s.bad, s.reference, s.year, s.reason, s.decided_by_email, {", ".join(columns)},
                       {named} AS named_id, w.id AS work_item_id, w.kind, w.bad AS work_item_bad,
                       t.id AS existing_id, t.version, t.imported_version, {olds}
                FROM in_{spec.name} s
                LEFT JOIN ref_work_items w ON w.reference = s.reference
                LEFT JOIN ref_accounts x ON x.email = s.decided_by_email
                LEFT JOIN ref_accounts q ON q.email = {requester}
                LEFT JOIN {TABLES[spec.name]} t ON t.work_item_id = w.id AND t.year = s.year
            ) AS m
        ) AS m
        """
    )
    batch.analyze(f"reg_{spec.name}")


def check(batch: Batch) -> None:
    for spec in (EXEMPTIONS, NOT_PERFORMED):
        batch.refuse(spec, "reference", _("Arbeidet finnes ikke."), "s.work_item_id IS NULL")
        check_value(batch, spec, "reason", "projects_exemptionreason")
        batch.refuse(
            spec,
            "decided_by_email",
            _("Ingen konto har denne adressen."),
            "s.decided_by_email IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM ref_accounts a WHERE a.email = s.decided_by_email)",
        )
        batch.refuse(
            spec,
            "status" if spec is EXEMPTIONS else "year",
            _("Avgjørelsen kan ikke gå fra statusen den har, til denne."),
            f"s.outcome = 'updated' AND {transition_refused('s.old_status', 's.status', DECISION_TRANSITIONS)}",
            value="s.old_status || ' → ' || s.status",
        )
    batch.refuse(
        EXEMPTIONS,
        "requested_by_email",
        _("Ingen konto har denne adressen."),
        "s.requested_by_email IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM ref_accounts a WHERE a.email = s.requested_by_email)",
    )
    batch.refuse(
        EXEMPTIONS,
        "decided_by_email",
        _("Den som ba om unntaket, kan ikke avgjøre det."),
        "s.decided_by_email = s.requested_by_email",
        needs=("requested_by_email",),
    )
    batch.refuse(
        NOT_PERFORMED,
        "reference",
        _("Bare faste oppgaver kan meldes som ikke gjennomført."),
        f"s.kind = '{WorkKind.ASSIGNMENT}' AND NOT 'kind' = ANY(s.work_item_bad)",
    )
    batch.refuse(
        NOT_PERFORMED,
        "year",
        _("Det er registrert medvirkning som teller i året, så oppgaven ble gjennomført."),
        f"s.outcome IN ('created', 'updated') AND EXISTS ({_counting()})",
        needs=("reference",),
    )


def _counting() -> str:
    """Involvement that counts for the row's work item in its year, by the counting rule: in the files or stored."""
    states = ", ".join(f"'{state}'" for state in COUNTING_STATES)
    in_year = "started_on <= make_date(s.year, 12, 31) AND {0}.ended_on >= make_date(s.year, 1, 1)"
    degree = "(({0}.degree IS NULL AND v.counts_unknown_degree) OR ({0}.degree > 0 AND {0}.degree >= v.least_degree))"
    version = (
        "(SELECT least_degree, counts_unknown_degree FROM projects_ruleversion "
        "WHERE from_year <= s.year OR number = (SELECT min(number) FROM projects_ruleversion) "
        "ORDER BY number DESC LIMIT 1) AS v"
    )
    rejected = (
        "SELECT bool_and(c.answer = '{answer}') FROM projects_involvementconfirmation c "
        "WHERE c.involvement_id = {0} AND c.answer IS NOT NULL AND c.set_aside_reason = ''"
    )
    return f"""
        SELECT 1 FROM reg_involvements f CROSS JOIN {version}
        WHERE f.work_item_id = s.work_item_id AND f.status IN ({states}) AND f.outcome <> 'kept'
          AND f.{in_year.format("f")} AND {degree.format("f")}
          AND NOT f.bad && ARRAY['started_on', 'ended_on', 'degree', 'status']
          AND ({rejected.format("f.existing_id", answer=Answer.NO)}) IS NOT TRUE
        UNION ALL
        SELECT 1 FROM projects_involvement i JOIN projects_event e ON e.id = i.event_id CROSS JOIN {version}
        WHERE i.work_item_id = s.work_item_id AND i.state IN ({states})
          AND e.{in_year.format("e")} AND {degree.format("i")}
          AND NOT EXISTS (SELECT 1 FROM reg_involvements f WHERE f.existing_id = i.id AND f.outcome <> 'kept')
          AND ({rejected.format("i.id", answer=Answer.NO)}) IS NOT TRUE
    """


def write(batch: Batch) -> None:
    by_file = _("Godkjent ved innlesing fra fil")
    for spec in (EXEMPTIONS, NOT_PERFORMED):
        table = TABLES[spec.name]
        sets = ", ".join(f"{name} = s.{name}" for name in STORED[1:])
        # Where no account stands behind the approval, the text says what does.
        text = (
            f"CASE WHEN s.status = '{DecisionStatus.APPROVED}' AND s.decided_by_id IS NULL THEN %(by_file)s "
            "ELSE {0} END"
        )
        batch.run(
            f"""
            UPDATE {table} t
            SET {sets}, reason_id = s.reason, decision_text = {text.format("t.decision_text")},
                version = t.version + 1, imported_version = t.version + 1
            FROM reg_{spec.name} s WHERE t.id = s.existing_id AND s.outcome = 'updated'
            """,
            by_file=by_file,
        )
        batch.run(
            f"""
            INSERT INTO {table}
                (version, imported_version, work_item_id, year, reason_id, {", ".join(STORED[1:])}, decision_text)
            SELECT 1, 1, s.work_item_id, s.year, s.reason, {", ".join(f"s.{name}" for name in STORED[1:])},
                   {text.format("''")}
            FROM reg_{spec.name} s WHERE s.outcome = 'created' ORDER BY s.line
            """,
            by_file=by_file,
        )
        batch.run(
            f"INSERT INTO reg_touched SELECT work_item_id FROM reg_{spec.name} WHERE outcome IN ('created', 'updated')"
        )
