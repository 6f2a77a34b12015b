"""Every address against every role: the one place where it is written who may open and do what.

`docs/permissions.md` is written from this table, and `test_matrix` walks every address with every role. An address
without a row fails, and so does a row without an address.

A row says what each role gets: a status, `login` for being sent to sign in, `away` for another redirect. `get` is
reading; `post` is an empty form, which is enough to tell who is let in from who is not: a form that is let in and
lacks something answers 200. Without `post` the address takes no form from anybody.
"""

from dataclasses import replace

from tests.permissions import advice, representatives
from tests.permissions.rows import (
    ADMIN_PAGES,
    ADMINISTRATORS,
    ALL_TO_LOGIN,
    CENTRE,
    CENTRE_DECIDES,
    CENTRE_HIDDEN,
    CHANGES_TREE,
    DELETED,
    DELETES_ONLY,
    DISCARDED,
    DISCARDS,
    DONE_BY_NOBODY,
    EVERYBODY,
    GUESTS,
    IMPORT_POST,
    INSIGHT_HIDDEN,
    LEADER_ABOVE,
    LEADERS,
    LEADERS_HIDDEN,
    LOOKS_AFTER,
    MAY_SIGN_IN,
    NO_IMPORT,
    NO_IMPORT_POST,
    NO_READING,
    NO_SUCH_VERSION,
    NOBODY,
    NOT_FOUND,
    ONLY_LEADER_SEES,
    ONLY_WITH_FACTOR_OPENS,
    OWN_FILTER,
    OWN_IMPORT,
    PERFORMS,
    POST_STAFF,
    POSTS_ONLY,
    SEEN_NOT_DONE,
    SENT_AWAY,
    SETS_NO_TARGET,
    SETS_TARGET,
    SIGNED_IN,
    STAFF,
    STAFF_HIDDEN,
    STAFF_NOT_CENTRE,
    TAKEN_BACK,
    TAKES_BACK,
    TO_THE_LISTS,
    TOKEN,
    TREE,
    TREE_HIDDEN,
    WHO_LOGGED,
    WITH_FACTOR,
    WITHDRAWS,
    Row,
)

LISTS_OF_VALUES = (
    "projects_commissionsource", "projects_exemptionreason", "projects_involvementform", "projects_producttype",
    "representatives_subjectarea",
    "representatives_spokenlanguage",
)  # fmt: skip


FRONT = [
    Row("front:home", EVERYBODY),
    Row("front:accessibility", EVERYBODY),
    Row("front:privacy", EVERYBODY),
    Row("front:robots", EVERYBODY),
    Row("front:sitemap", EVERYBODY),
    Row("front:favicon", SENT_AWAY),
    Row("search:search", SIGNED_IN),
]

ACCOUNTS = [
    Row("account_login", GUESTS, GUESTS),
    Row("account_logout", "away 200 200 200 200 200 200 200 away", SENT_AWAY),
    Row("account_inactive", EVERYBODY),
    # Nobody signs up: the page says that accounts are made by others.
    Row("account_signup", GUESTS, GUESTS),
    Row("account_reauthenticate", SIGNED_IN, SIGNED_IN),
    Row("account_email", SIGNED_IN, MAY_SIGN_IN),
    Row("account_email_verification_sent", EVERYBODY),
    Row("account_confirm_email", EVERYBODY, NOBODY, on="unknown key"),
    Row("account_change_password", SIGNED_IN, SIGNED_IN),
    Row("account_set_password", MAY_SIGN_IN, MAY_SIGN_IN),
    Row("account_reset_password", EVERYBODY, EVERYBODY),
    Row("account_reset_password_done", EVERYBODY),
    Row("account_reset_password_from_key", SENT_AWAY, SENT_AWAY, on="reset link"),
    Row("account_reset_password_from_key_done", EVERYBODY),
    Row("account_confirm_login_code", MAY_SIGN_IN, MAY_SIGN_IN),
    Row("mfa_index", SIGNED_IN),
    Row("mfa_authenticate", MAY_SIGN_IN, MAY_SIGN_IN),
    Row("mfa_reauthenticate", ONLY_WITH_FACTOR_OPENS, ONLY_WITH_FACTOR_OPENS),
    # The password is asked for again first.
    Row("mfa_activate_totp", MAY_SIGN_IN, MAY_SIGN_IN),
    Row("mfa_deactivate_totp", WITH_FACTOR, WITH_FACTOR),
    Row("mfa_view_recovery_codes", WITH_FACTOR),
    Row("mfa_generate_recovery_codes", MAY_SIGN_IN, MAY_SIGN_IN),
    Row("mfa_download_recovery_codes", WITH_FACTOR, WITH_FACTOR),
    Row("socialaccount_login_cancelled", EVERYBODY),
    Row("socialaccount_login_error", "login 401 401 401 401 401 401 401 login"),
    # Only on the way in from an identity provider.
    Row("socialaccount_signup", ALL_TO_LOGIN, ALL_TO_LOGIN),
    Row("socialaccount_connections", SIGNED_IN, SIGNED_IN),
    Row("openid_connect_login", NOBODY, on="unknown provider"),
    Row("openid_connect_callback", NOBODY, on="unknown provider"),
    Row("usersessions_list", SIGNED_IN, MAY_SIGN_IN),
]

WEB = [
    Row("language", NO_READING, SENT_AWAY),
    Row("draft-save", POSTS_ONLY, SIGNED_IN, on="draft form"),
    Row("draft-discard", POSTS_ONLY, MAY_SIGN_IN, on="draft form"),
    Row("saved-filters", SIGNED_IN),
    Row("save-filter", STAFF_HIDDEN, STAFF_HIDDEN, on="list of work"),
    Row("save-filter", NOT_FOUND, NOT_FOUND, on="page without filters"),
    Row("rename-filter", OWN_FILTER, OWN_FILTER, on="own filter"),
    Row("rename-filter", NOT_FOUND, NOT_FOUND, on="filter of another"),
    Row("delete-filter", DELETES_ONLY, DELETED, on="own filter"),
    Row("delete-filter", NOT_FOUND, NOT_FOUND, on="filter of another"),
    # For those who build the portal, on their own machine.
    Row("styleguide", NOBODY),
    Row("styleguide-part", NOBODY, on="part of the style guide"),
]

JOBS = [
    Row("jobs:list", SIGNED_IN),
    Row("jobs:detail", SIGNED_IN, on="own job"),
    Row("jobs:detail", NOT_FOUND, on="job of another"),
    # Nothing has come of the job yet.
    Row("jobs:result", NOT_FOUND, on="own job"),
    Row("jobs:result", NOT_FOUND, on="job of another"),
    Row("jobs:cancel", POSTS_ONLY, MAY_SIGN_IN, on="own job"),
    Row("jobs:cancel", POSTS_ONLY, NOT_FOUND, on="job of another"),
]

NOTIFICATIONS = [
    Row("notifications:choices", SIGNED_IN, MAY_SIGN_IN),
    Row("notifications:outbox", LOOKS_AFTER),
    Row("notifications:resend", POSTS_ONLY, "login 403 403 away 403 403 403 away login", on="mail"),
    # There is such a page only on one's own machine.
    Row("notifications:local-list", NOBODY),
    Row("notifications:local-detail", NOBODY, on="mail"),
    Row("notifications:local-html", NOBODY, on="mail"),
]

API = [
    Row("healthz", EVERYBODY),
    Row("readyz", EVERYBODY),
    # For the holder of the token of metrics alone.
    Row("metrics", NOBODY),
    Row("api-schema", TOKEN),
    # Without a token: published years only, so an empty list.
    Row("api-shares", EVERYBODY),
    Row("api-share-records", TOKEN, on="year and department"),
    Row("api-unknown", NOBODY, NOBODY),
]

DEPARTMENTS = [
    Row("departments:list", TREE),
    Row("departments:create", LOOKS_AFTER, LOOKS_AFTER),
    Row("departments:detail", TREE_HIDDEN, on="own department"),
    Row("departments:detail", NOT_FOUND, on="unknown department"),
    Row("departments:edit", CHANGES_TREE, CHANGES_TREE, on="own department"),
    Row("departments:add-member", CHANGES_TREE, CHANGES_TREE, on="own department"),
    Row("departments:end-membership", CHANGES_TREE, CHANGES_TREE, on="membership"),
    Row("departments:deputies", LEADERS, LEADERS),
    Row("departments:remove-deputy", TAKES_BACK, TAKEN_BACK, on="own deputy"),
]

WORK = [
    Row("work:list", STAFF),
    Row("work:create", STAFF, STAFF),
    Row("work:detail", STAFF_HIDDEN, on="own work"),
    Row("work:detail", STAFF_HIDDEN, on="work elsewhere"),
    Row("work:detail", NOT_FOUND, on="restricted work elsewhere"),
    Row("work:detail", ONLY_LEADER_SEES, on="restricted work of own department"),
    Row("work:detail", "login 200 200 404 404 404 404 404 login", on="restricted work with staff on its team"),
    Row("work:detail", CENTRE_DECIDES, on="restricted work that waits for the Centre"),
    Row("work:detail", NOT_FOUND, on="restricted work that the Centre has decided on"),
    Row("work:detail", NOT_FOUND, on="unknown work"),
    Row("work:history", STAFF_HIDDEN, on="work elsewhere"),
    Row("work:history", NOT_FOUND, on="restricted work elsewhere"),
    Row("work:edit", STAFF_HIDDEN, STAFF_HIDDEN, on="own work"),
    Row("work:edit", CENTRE_HIDDEN, CENTRE_HIDDEN, on="work elsewhere"),
    Row("work:edit", NOT_FOUND, NOT_FOUND, on="restricted work elsewhere"),
    Row("work:edit", ONLY_LEADER_SEES, ONLY_LEADER_SEES, on="restricted work of own department"),
    Row("work:status", STAFF_HIDDEN, STAFF_HIDDEN, on="own work"),
    Row("work:status", CENTRE_HIDDEN, CENTRE_HIDDEN, on="work elsewhere"),
    Row("work:status", NOT_FOUND, NOT_FOUND, on="restricted work elsewhere"),
    Row("work:move", LEADER_ABOVE, LEADER_ABOVE, on="own work"),
    Row("work:move", CENTRE_HIDDEN, CENTRE_HIDDEN, on="work elsewhere"),
    Row("work:move", NOT_FOUND, NOT_FOUND, on="restricted work elsewhere"),
    Row("work:contribute", STAFF_HIDDEN, STAFF_HIDDEN, on="own work"),
    Row("work:contribute", CENTRE_HIDDEN, CENTRE_HIDDEN, on="work elsewhere"),
    Row("work:contribute", NOT_FOUND, NOT_FOUND, on="restricted work elsewhere"),
    Row("work:ask-exemption", STAFF_NOT_CENTRE, STAFF_NOT_CENTRE, on="own work"),
    Row("work:ask-exemption", SEEN_NOT_DONE, SEEN_NOT_DONE, on="work elsewhere"),
    Row("work:ask-exemption", NOT_FOUND, NOT_FOUND, on="restricted work elsewhere"),
    Row("work:ask-not-performed", STAFF_NOT_CENTRE, STAFF_NOT_CENTRE, on="own standing task"),
    Row("work:ask-not-performed", NOT_FOUND, NOT_FOUND, on="own work"),
    Row("work:ask-not-performed", NOT_FOUND, NOT_FOUND, on="restricted standing task elsewhere"),
    Row("work:decisions", STAFF),
    # Who may open the work reads what was asked and decided; only who may decide sends anything.
    Row("work:decide", STAFF_HIDDEN, LEADERS_HIDDEN, on="exemption for own work"),
    Row("work:decide", STAFF_HIDDEN, LEADERS_HIDDEN, on="decided exemption for own work"),
    Row("work:decide", STAFF_HIDDEN, SEEN_NOT_DONE, on="exemption elsewhere"),
    Row("work:decide", NOT_FOUND, NOT_FOUND, on="exemption for restricted work"),
    Row("work:decide", CENTRE_DECIDES, CENTRE_DECIDES, on="exemption that waits for the Centre"),
    Row("work:to-mend", CENTRE),
    Row("work:close-department", CHANGES_TREE, CHANGES_TREE, on="own department"),
]

LOG = [
    Row("involvement:plan", STAFF_HIDDEN, on="work elsewhere"),
    Row("involvement:plan", NOT_FOUND, on="restricted work elsewhere"),
    Row("involvement:list", STAFF_HIDDEN, on="work elsewhere"),
    Row("involvement:list", NOT_FOUND, on="restricted work elsewhere"),
    Row("involvement:people", STAFF_HIDDEN, on="work elsewhere"),
    Row("involvement:people", NOT_FOUND, on="restricted work elsewhere"),
    Row("involvement:inputs", STAFF_HIDDEN, on="work elsewhere"),
    Row("involvement:inputs", NOT_FOUND, on="restricted work elsewhere"),
    Row("involvement:log", STAFF_HIDDEN, STAFF_HIDDEN, on="own work"),
    Row("involvement:log", STAFF_HIDDEN, STAFF_HIDDEN, on="work elsewhere"),
    Row("involvement:log", NOT_FOUND, NOT_FOUND, on="restricted work elsewhere"),
    Row("involvement:log", NOT_FOUND, NOT_FOUND, on="unknown work"),
    Row("involvement:detail", STAFF_HIDDEN, on="involvement elsewhere"),
    Row("involvement:detail", NOT_FOUND, on="involvement in restricted work"),
    Row("involvement:detail", "login 200 404 404 404 404 404 404 login", on="draft of staff"),
    Row("involvement:edit", STAFF_NOT_CENTRE, STAFF_NOT_CENTRE, on="involvement in own work"),
    Row("involvement:edit", SEEN_NOT_DONE, SEEN_NOT_DONE, on="involvement elsewhere"),
    Row("involvement:edit", WHO_LOGGED, WHO_LOGGED, on="involvement that staff logged elsewhere"),
    Row("involvement:edit", NOT_FOUND, NOT_FOUND, on="involvement in restricted work"),
    Row("involvement:close", POST_STAFF, STAFF_NOT_CENTRE, on="involvement in own work"),
    Row("involvement:close", SEEN_NOT_DONE, SEEN_NOT_DONE, on="involvement elsewhere"),
    Row("involvement:annul", STAFF_NOT_CENTRE, STAFF_NOT_CENTRE, on="involvement in own work"),
    Row("involvement:annul", SEEN_NOT_DONE, SEEN_NOT_DONE, on="involvement elsewhere"),
    Row("involvement:annul", WHO_LOGGED, WHO_LOGGED, on="involvement that staff logged elsewhere"),
    Row("involvement:close", NOT_FOUND, NOT_FOUND, on="involvement in restricted work"),
    Row("involvement:annul", NOT_FOUND, NOT_FOUND, on="involvement in restricted work"),
    Row("involvement:discard", NOT_FOUND, NOT_FOUND, on="involvement in restricted work"),
    Row("involvement:add-input", NOT_FOUND, NOT_FOUND, on="involvement in restricted work"),
    Row("involvement:discard", DISCARDS, DISCARDED, on="draft of staff"),
    Row("involvement:discard", NOT_FOUND, NOT_FOUND, on="draft of another"),
    Row("involvement:discard", SEEN_NOT_DONE, SEEN_NOT_DONE, on="involvement in own work"),
    Row("involvement:add-input", STAFF_NOT_CENTRE, STAFF_NOT_CENTRE, on="involvement in own work"),
    Row("involvement:add-input", SEEN_NOT_DONE, SEEN_NOT_DONE, on="involvement elsewhere"),
    Row("involvement:answer-input", STAFF_NOT_CENTRE, STAFF_NOT_CENTRE, on="input in own work"),
    Row("involvement:answer-input", SEEN_NOT_DONE, SEEN_NOT_DONE, on="input elsewhere"),
    Row("involvement:answer-input", NOT_FOUND, NOT_FOUND, on="input in restricted work"),
    Row("involvement:continuing", STAFF),
    Row("involvement:goes-on", STAFF_NOT_CENTRE, STAFF_NOT_CENTRE, on="group that goes on"),
    Row("involvement:goes-on", SEEN_NOT_DONE, SEEN_NOT_DONE, on="group that goes on elsewhere"),
    Row("involvement:goes-on", NOT_FOUND, NOT_FOUND, on="group of restricted work"),
]

INSIGHT = [
    Row("insight:dashboard", STAFF),
    Row("insight:method", EVERYBODY),
    Row("insight:decide-rule", CENTRE, CENTRE),
    Row("insight:withdraw-rule", CENTRE, WITHDRAWS, on="coming rule version"),
    Row("insight:withdraw-rule", NO_SUCH_VERSION, NO_SUCH_VERSION, on="unknown rule version"),
    Row("insight:control", LOOKS_AFTER),
    Row("insight:department", INSIGHT_HIDDEN, on="own department"),
    Row("insight:department", INSIGHT_HIDDEN, on="other department"),
    Row("insight:department", "login 404 404 404 404 404 404 403 login", on="unknown department"),
    Row("insight:records", INSIGHT_HIDDEN, on="other department"),
    Row("insight:lift", INSIGHT_HIDDEN, on="other department and reason"),
    Row("insight:targets", INSIGHT_HIDDEN, on="other department"),
    Row("insight:target", SETS_TARGET, SETS_TARGET, on="own department and year"),
    Row("insight:target", SETS_NO_TARGET, SETS_NO_TARGET, on="other department and year"),
    Row("activities:activities-2023", STAFF),
]

# Only who ordered an import sees it, and a preview is all that an import is ordered from.
REGISTER = [
    Row("register:new", LOOKS_AFTER, LOOKS_AFTER),
    Row("register:detail", "login 403 403 404 403 403 403 404 login", on="job of another"),
    Row(
        "register:perform",
        "login 403 403 405 403 403 403 405 login",
        "login 403 403 404 403 403 403 404 login",
        on="job of another",
    ),
]

IMPORTS = [
    Row("register:new", LOOKS_AFTER, LOOKS_AFTER),
    Row("register:detail", OWN_IMPORT, on="own import"),
    Row("register:detail", NO_IMPORT, on="import of another"),
    Row("register:perform", IMPORT_POST, PERFORMS, on="own import"),
    Row("register:perform", NO_IMPORT_POST, NO_IMPORT, on="import of another"),
]


def _value_list(name: str) -> list[Row]:
    """A list of values: administrators add and change, nobody deletes."""
    return [
        Row(f"admin:{name}_changelist", ADMINISTRATORS),
        Row(f"admin:{name}_add", ADMINISTRATORS, ADMINISTRATORS),
        Row(f"admin:{name}_change", ADMINISTRATORS, ADMINISTRATORS, on=f"value of {name}"),
        Row(f"admin:{name}_history", ADMINISTRATORS, ADMINISTRATORS, on=f"value of {name}"),
        Row(f"admin:{name}_delete", DONE_BY_NOBODY, DONE_BY_NOBODY, on=f"value of {name}"),
    ]


VALUE_LISTS = [
    # A visitor gets to the sign-in page by way of the admin's own address for it.
    Row("admin:index", ADMIN_PAGES, ADMIN_PAGES),
    # There is one page of lists.
    Row("admin:app_list", TO_THE_LISTS, TO_THE_LISTS, on="app"),
    Row("admin:login", ALL_TO_LOGIN, ALL_TO_LOGIN),
    *(row for name in LISTS_OF_VALUES for row in _value_list(name)),
]

AREAS = {
    "First page and search": FRONT,
    "Signing in and the own account": ACCOUNTS,
    "Language and drafts": WEB,
    "Files and imports": JOBS,
    "Mail": NOTIFICATIONS,
    "API and machinery": API,
    "Departments": DEPARTMENTS,
    "Work": WORK,
    "The log": LOG,
    "Figures": INSIGHT,
    "Imports": IMPORTS,
    "Lists of values": VALUE_LISTS,
    **advice.AREAS,
    **representatives.AREAS,
}
ROWS = [replace(row, area=area) for area, rows in AREAS.items() for row in rows]

# The admin's own way out of an unknown address, and from an address of old.
OLD_ADDRESSES_OF_ADMIN = {"(?P<url>.*)$", "<path:object_id>/"}

# The library keeps its addresses of old beside the new ones, without names; they lead to the same pages.
OLD_ADDRESSES = {
    f"social/{name}/" for name in ("login/cancelled", "login/error", "signup", "connections")
} | OLD_ADDRESSES_OF_ADMIN
