"""The files of the register and their columns, as the file format names them."""

from medvirkning.web.files import cells
from medvirkning.web.files.cells import Cell
from medvirkning.web.files.specs import Column, FileSpec
from projects.departments.enums import MemberRole
from projects.involvement.enums import Capacity, Degree, InvolvementState, Perspective, Phase
from projects.work.enums import DecisionStatus, WorkKind, WorkStatus
from representatives.organisations.enums import OrganisationKind

CODE = 60
YEARS = {"smallest": 1900, "largest": 2200}
# Capacities that a file may state; an empty cell is the unknown one.
CAPACITIES = (Capacity.REPRESENTATION, Capacity.EXPERIENCE, Capacity.INSIGHT)


def _list_code() -> Cell:
    return cells.text(CODE)


DEPARTMENTS = FileSpec(
    "departments",
    (
        Column("code", cells.text(CODE), required=True),
        Column("name_nb", cells.text(200), required=True),
        Column("name_nn", cells.text(200)),
        Column("parent_code", cells.text(CODE)),
        Column("valid_from", cells.day(last=False), required=True),
        Column("valid_to", cells.day(last=True)),
        Column("succeeded_by", cells.codes(CODE)),
    ),
    key=("code",),
)
USERS = FileSpec(
    "users",
    (
        Column("email", cells.email(), required=True),
        Column("name", cells.text(200), required=True),
        Column("department_code", cells.text(CODE), required=True),
        Column("role", cells.one_of(MemberRole.values)),
        Column("from_date", cells.day(last=False)),
        Column("to_date", cells.day(last=True)),
        Column("language", cells.one_of(("nb", "nn", "en"))),
    ),
    key=("email", "department_code"),
)
ORGANISATIONS = FileSpec(
    "organisations",
    (
        Column("organisation_number", cells.organisation_number()),
        Column("external_id", cells.text(CODE)),
        Column("name", cells.text(300), required=True),
        Column("kind", cells.one_of(OrganisationKind.values)),
        Column("subject_areas", cells.subject_areas()),
        Column("umbrella_number", cells.organisation_number()),
    ),
    key=("organisation_number", "external_id"),
    one_of=("organisation_number", "external_id"),
)
WORK_ITEMS = FileSpec(
    "work_items",
    (
        Column("reference", cells.text(CODE), required=True),
        Column("title", cells.text(300), required=True),
        Column("kind", cells.one_of(WorkKind.values), required=True),
        Column("department_code", cells.text(CODE), required=True),
        Column("product_type", _list_code()),
        Column("subject_areas", cells.subject_areas()),
        Column("source", _list_code()),
        Column("commissioned_on", cells.coarse_date(last=False)),
        Column("started_on", cells.coarse_date(last=False)),
        Column("due_on", cells.coarse_date(last=True)),
        Column("completed_on", cells.coarse_date(last=True)),
        Column("ended_on", cells.coarse_date(last=True)),
        # «Not stated» is an empty cell.
        Column("status", cells.one_of([one for one in WorkStatus.values if one != WorkStatus.NOT_STATED])),
        Column("responsible_email", cells.email()),
    ),
    key=("reference",),
)
RESPONSIBILITIES = FileSpec(
    "responsibilities",
    (
        Column("reference", cells.text(CODE), required=True),
        Column("department_code", cells.text(CODE), required=True),
        Column("from_date", cells.day(last=False), required=True),
    ),
    key=("reference", "from_date"),
)
INVOLVEMENTS = FileSpec(
    "involvements",
    (
        Column("reference", cells.text(CODE), required=True),
        Column("external_id", cells.text(120)),
        Column("started_on", cells.coarse_date(last=False), required=True),
        Column("ended_on", cells.coarse_date(last=True)),
        Column("phases", cells.several_of(Phase.values), required=True),
        Column("form", _list_code(), required=True),
        Column("perspective", cells.one_of(Perspective.values)),
        Column("youth", cells.yes_or_no()),
        Column("degree", cells.whole_number(largest=max(Degree.values))),
        Column("users_count", cells.whole_number()),
        Column("carers_count", cells.whole_number()),
        Column("organisations_count", cells.whole_number()),
        Column("organisation_numbers", cells.organisations()),
        Column("capacity", cells.one_of(CAPACITIES)),
        Column("people_unknown", cells.yes_or_no()),
        Column("whole_process", cells.yes_or_no()),
        Column("status", cells.one_of(InvolvementState.values)),
        Column("summary", cells.text()),
    ),
    key=("external_id",),
)
_DECIDED = (
    Column("reference", cells.text(CODE), required=True),
    Column("year", cells.whole_number(**YEARS), required=True),
    Column("reason", _list_code(), required=True),
)
EXEMPTIONS = FileSpec(
    "exemptions",
    (
        *_DECIDED,
        Column("reason_text", cells.text()),
        Column("status", cells.one_of(DecisionStatus.values)),
        Column("requested_by_email", cells.email()),
        Column("decided_by_email", cells.email()),
        Column("decided_on", cells.day(last=True)),
    ),
    key=("reference", "year"),
)
NOT_PERFORMED = FileSpec(
    "not_performed",
    (*_DECIDED, Column("decided_by_email", cells.email())),
    key=("reference", "year"),
)

# In the order in which they depend on each other.
FILES = (
    DEPARTMENTS,
    USERS,
    ORGANISATIONS,
    WORK_ITEMS,
    RESPONSIBILITIES,
    INVOLVEMENTS,
    EXEMPTIONS,
    NOT_PERFORMED,
)
BY_NAME = {spec.name: spec for spec in FILES}
