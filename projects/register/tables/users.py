"""users.csv: accounts without a password, where they work, and the role of staff that follows from it."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from medvirkning.accounts.enums import Language, Role
from medvirkning.accounts.models import User
from projects.departments.enums import MemberRole
from projects.register.batch import Batch, distinct
from projects.register.files import USERS as SPEC

AT_A_TIME = 2_000


def resolve(batch: Batch) -> None:
    """`reg_accounts` has each account once, by its first row; `reg_users` each row: an account in a department."""
    # An account always has a language: an empty cell leaves it as it is.
    language = "COALESCE(s.language, t.language, %(nb)s)"
    changed = distinct(["name", "language"], ["old_name", "old_language"])
    batch.run(
        f"""
        CREATE TEMP TABLE reg_accounts ON COMMIT DROP AS
        SELECT m.*, {batch.outcome(changed, batch.edited_in_history("accounts_userhistory", "m.existing_id"))}
        FROM (
            SELECT s.line, s.email, s.name, {language} AS language, t.id AS existing_id,
                   COALESCE(t.id, nextval(pg_get_serial_sequence('accounts_user', 'id'))) AS id,
                   t.name AS old_name, t.language AS old_language
            FROM (SELECT DISTINCT ON (email) * FROM in_users WHERE name IS NOT NULL ORDER BY email, line) AS s
            LEFT JOIN accounts_user t ON t.email = s.email
        ) AS m
        """,
        nb=Language.NB.value,
    )
    batch.run("CREATE UNIQUE INDEX ON reg_accounts (email)")
    columns = ", ".join(
        [
            batch.merged(SPEC, "role", stored="t.role", new="%(staff)s", read="COALESCE(s.role, %(staff)s)"),
            batch.merged(SPEC, "from_date", stored="t.valid_from"),
            batch.merged(SPEC, "to_date", stored="t.valid_to"),
        ]
    )
    changed = distinct(["role", "from_date", "to_date"], ["old_role", "old_from", "old_to"])
    batch.run(
        f"""
        CREATE TEMP TABLE reg_memberships ON COMMIT DROP AS
        SELECT m.*, {batch.outcome(changed, batch.edited_in_history("projects_membershiphistory", "m.existing_id"))}
        FROM (
            SELECT s.line, s.bad, s.email, s.name, s.department_code, {columns}, a.id AS user_id,
                   d.id AS department_id, d.valid_from AS opened, t.id AS existing_id, t.role AS old_role,
                   t.valid_from AS old_from, t.valid_to AS old_to
            FROM in_users s
            LEFT JOIN reg_accounts a ON a.email = s.email
            LEFT JOIN ref_departments d ON d.code = s.department_code
            LEFT JOIN projects_membership t ON t.user_id = a.id AND t.department_id = d.id
        ) AS m
        """,
        staff=MemberRole.STAFF.value,
    )
    # A row creates, changes or keeps; what it says of the account and of the membership is told together.
    batch.run(
        """
        CREATE TEMP TABLE reg_users ON COMMIT DROP AS
        SELECT m.line, m.bad, m.email, m.name, m.department_code, m.department_id, m.from_date, m.to_date, m.opened,
               a.name AS account_name,
               CASE WHEN m.outcome = 'created' THEN 'created'
                    WHEN 'kept' IN (m.outcome, a.outcome) THEN 'kept'
                    WHEN m.outcome = 'updated' OR (a.outcome = 'updated' AND a.line = m.line) THEN 'updated'
                    ELSE 'unchanged' END AS outcome
        FROM reg_memberships m LEFT JOIN reg_accounts a ON a.email = m.email
        """
    )
    # Every account that the files name.
    batch.run(
        """
        CREATE TEMP TABLE ref_accounts ON COMMIT DROP AS
        SELECT id, email FROM reg_accounts
        UNION
        SELECT u.id, u.email FROM accounts_user u WHERE u.email IN (
            SELECT responsible_email FROM in_work_items
            UNION SELECT requested_by_email FROM in_exemptions UNION SELECT decided_by_email FROM in_exemptions
            UNION SELECT decided_by_email FROM in_not_performed)
        """
    )
    batch.run("CREATE UNIQUE INDEX ON ref_accounts (email)")
    batch.analyze("reg_accounts", "reg_memberships", "reg_users", "ref_accounts")


def check(batch: Batch) -> None:
    batch.refuse(SPEC, "department_code", _("Enheten finnes ikke."), "s.department_id IS NULL")
    batch.refuse(
        SPEC, "to_date", _("Sluttdatoen er før startdatoen."), "s.to_date < s.from_date", needs=("from_date",)
    )
    batch.warn(
        SPEC,
        "name",
        _("Kontoen har et annet navn på en tidligere linje; det navnet brukes."),
        "s.name IS DISTINCT FROM s.account_name",
    )


def write(batch: Batch) -> None:
    _create_accounts(batch)
    batch.run(
        "UPDATE accounts_user u SET name = s.name, language = s.language FROM reg_accounts s "
        "WHERE u.id = s.id AND s.outcome = 'updated'"
    )
    batch.run(
        """
        UPDATE projects_membership m SET role = s.role, valid_from = s.from_date, valid_to = s.to_date
        FROM reg_memberships s WHERE m.id = s.existing_id AND s.outcome = 'updated'
        """
    )
    batch.run(
        """
        INSERT INTO projects_membership (user_id, department_id, role, valid_from, valid_to)
        SELECT user_id, department_id, role, from_date, to_date FROM reg_memberships WHERE outcome = 'created'
        """
    )
    _grant_role_of_staff(batch)


def _create_accounts(batch: Batch) -> None:
    """Accounts are few beside the rest, and only Django knows what an unusable password looks like."""
    after = 0
    while rows := batch.fetch(
        "SELECT line, id, email, name, language FROM reg_accounts WHERE outcome = 'created' AND line > %(after)s "
        "ORDER BY line LIMIT %(limit)s",
        after=after,
        limit=AT_A_TIME,
    ):
        accounts = [
            User(pk=pk, email=email, name=name, language=language, password=make_password(None))
            for _line, pk, email, name, language in rows
        ]
        User.objects.bulk_create(accounts)
        EmailAddress.objects.bulk_create(
            EmailAddress(user_id=account.pk, email=account.email, verified=True, primary=True) for account in accounts
        )
        after = rows[-1][0]


def _grant_role_of_staff(batch: Batch) -> None:
    """The role of staff follows the memberships of those whose memberships were written: first to last day.

    A role that somebody gave in the portal is theirs to end. One that an import gave is moved with the memberships.
    """
    batch.run(
        """
        CREATE TEMP TABLE reg_staff_periods ON COMMIT DROP AS
        SELECT m.user_id, min(COALESCE(m.valid_from, LEAST(d.valid_from, m.valid_to))) AS valid_from,
               CASE WHEN count(m.valid_to) = count(*) THEN max(m.valid_to) END AS valid_to
        FROM projects_membership m JOIN projects_department d ON d.id = m.department_id
        WHERE m.user_id IN (SELECT user_id FROM reg_memberships WHERE outcome IN ('created', 'updated'))
        GROUP BY m.user_id
        """
    )
    batch.run(
        f"""
        UPDATE accounts_rolegrant g SET valid_from = s.valid_from, valid_to = s.valid_to
        FROM reg_staff_periods s
        WHERE g.user_id = s.user_id AND g.role = %(role)s
          AND (g.valid_from, g.valid_to) IS DISTINCT FROM (s.valid_from, s.valid_to)
          AND NOT {batch.edited_in_history("accounts_rolegranthistory", "g.id")}
          AND NOT EXISTS (SELECT 1 FROM accounts_rolegrant o
                          WHERE o.user_id = g.user_id AND o.role = g.role AND o.id <> g.id)
        """,
        role=Role.STAFF.value,
    )
    batch.run(
        """
        INSERT INTO accounts_rolegrant (user_id, role, valid_from, valid_to, granted_by_id)
        SELECT s.user_id, %(role)s, s.valid_from, s.valid_to, %(actor)s FROM reg_staff_periods s
        WHERE NOT EXISTS (
            SELECT 1 FROM accounts_rolegrant g WHERE g.user_id = s.user_id AND g.role = %(role)s
              AND g.valid_from <= COALESCE(s.valid_to, 'infinity')
              AND s.valid_from <= COALESCE(g.valid_to, 'infinity'))
        """,
        role=Role.STAFF.value,
    )
