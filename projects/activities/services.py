"""Loading the real activities of 2023 into «Ikke oppgitt», outside the tree: they count in no share."""

import datetime

from django.db import transaction

from medvirkning import audit
from medvirkning.web.precision import DatePrecision
from projects.activities.source import SOURCE, YEAR, Activity, ActivityInvolvement, activities
from projects.departments.models import Department
from projects.departments.reference_data import NOT_STATED_CODE
from projects.involvement.enums import Capacity, InvolvementState, Phase
from projects.involvement.models import Event, Involvement
from projects.work.enums import WorkStatus
from projects.work.models import Responsibility, WorkItem
from representatives.subjects.models import SubjectArea
from representatives.subjects.names import names_of

# The source says that it was worked on in the year; when it began, and whether it was completed, it does not say.
STATUS = WorkStatus.NOT_STATED
NOT_STATED = "Kilden oppgir verken enhet, ansvarlig, start, frist, status eller når arbeidet ble fullført."


def load_activities() -> int:
    """Load the activities that are not there yet, and give their number.

    What is there stays as it is: somebody may have found out more and written it down.
    """
    with audit.context(command="load_activities_2023"), transaction.atomic():
        department = Department.objects.get(code=NOT_STATED_CODE)
        there = set(
            WorkItem.objects.filter(reference__in=[one.reference for one in activities()]).values_list(
                "reference", flat=True
            )
        )
        new = [one for one in activities() if one.reference not in there]
        for activity in new:
            _load(activity, department)
    return len(new)


def _load(activity: Activity, department: Department) -> None:
    """No touch is needed: what lies outside the tree counts nowhere."""
    work_item = WorkItem.objects.create(
        title=activity.title,
        kind=activity.kind,
        reference=activity.reference,
        product_type_id=activity.product_type,
        status=STATUS,
        data_source=SOURCE,
        note=f"{activity.note}. {NOT_STATED}" if activity.note else NOT_STATED,
    )
    work_item.subject_areas.set(_subject(name) for name in activity.subjects)
    Responsibility.objects.create(work_item=work_item, department=department)
    for number, involvement in enumerate(activity.involvements, start=1):
        _log(work_item, f"{activity.reference}-{number}", involvement)


def _subject(name: str) -> SubjectArea:
    """Subject areas are made as met, known by their name in lower case."""
    subject, _created = SubjectArea.objects.get_or_create(
        code=name.strip().casefold(), defaults=names_of(name.strip())
    )
    return subject


def _log(work_item: WorkItem, external_id: str, data: ActivityInvolvement) -> None:
    """Past the log's own service, which demands a degree and somebody named; the source gives neither.

    The year is all that is known of when. The degree is unknown. Numbers that don't tell users from carers stay in
    the summary, in the source's words, and the people are unknown.
    """
    event = Event.objects.create(
        started_on=datetime.date(YEAR, 1, 1),
        started_on_precision=DatePrecision.YEAR,
        ended_on=datetime.date(YEAR, 12, 31),
        ended_on_precision=DatePrecision.YEAR,
        form_id=data.form,
        users_count=data.users,
        organisations_count=data.organisations,
        people_unknown=data.users is None and data.organisations is None,
        group_capacity=data.capacity or Capacity.UNKNOWN,
        capacities=[data.capacity] if data.capacity else [],
    )
    Involvement.objects.create(
        event=event,
        work_item=work_item,
        external_id=external_id,
        phases=list(data.phases) or [Phase.NOT_STATED],
        perspective=data.perspective,
        youth=data.youth,
        degree=None,
        whole_process=data.whole_process,
        summary=data.description,
        state=InvolvementState.REGISTERED,
    )
