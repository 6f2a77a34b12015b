"""The API of shares: `GET shares/`, and the records behind each figure."""

from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from medvirkning.accounts.enums import Scope as TokenScope
from medvirkning.accounts.machines import Machine
from medvirkning.api import queries
from medvirkning.api.pagination import CursorPages, NumberedPages
from medvirkning.api.views import StrictView
from medvirkning.web.dates import PartialDate
from projects.departments.models import Department
from projects.shares import figures
from projects.shares.enums import COUNTS, Headline, Scope
from projects.shares.export import as_json
from projects.shares.figures import ALL_KINDS, COLUMNS, KINDS, Figures, ShareRow
from projects.shares.models import CountedWork
from projects.shares.rule import FIRST_YEAR
from projects.work.enums import WorkKind, WorkStatus

MASKED = "Skjermet"


def _counted_year(year: int) -> None:
    last = timezone.localdate().year
    if not FIRST_YEAR <= year <= last:
        raise serializers.ValidationError(
            _("Årene fra %(first)s til %(last)s er talt.") % {"first": FIRST_YEAR, "last": last}
        )


def _no_department() -> NotFound:
    return NotFound(_("Det finnes ingen slik enhet."))


class SharesQuery(queries.Query):
    """What may be asked for; without a year every year with anything counted, the newest first."""

    year = queries.whole_number(
        required=False, validators=[_counted_year], help_text=f"From {FIRST_YEAR} to the running year."
    )
    department = queries.code(required=False, help_text="Code; without it every department in the tree.")
    kind = queries.one_of(KINDS, required=False)


class RecordsQuery(queries.Query):
    """Which figure of the year and department."""

    measure = queries.one_of(COUNTS, default="with_any")
    kind = queries.one_of(KINDS, default=ALL_KINDS)
    scope = queries.one_of(Scope.values, default=Scope.TOTAL.value)


def _per_cent(**kwargs: Any) -> serializers.FloatField:
    return serializers.FloatField(allow_null=True, help_text="Per cent, one decimal, half up.", **kwargs)


class ShareSerializer(serializers.Serializer):
    """A department's figures in a year for a kind of work. Never add `own` and `total`: a total holds the own."""

    department = serializers.CharField(help_text="Code.")
    department_name = serializers.CharField()
    year = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=KINDS)
    scope = serializers.ChoiceField(choices=Scope.values)
    carried_out = serializers.IntegerField()
    with_any = serializers.IntegerField()
    with_user = serializers.IntegerField()
    with_carer = serializers.IntegerField()
    with_both = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    representation = serializers.IntegerField()
    insight_only = serializers.IntegerField()
    unknown_degree_only = serializers.IntegerField()
    early = serializers.IntegerField(allow_null=True, help_text="Null for standing tasks.")
    systematic = serializers.IntegerField(allow_null=True, help_text="Null for standing tasks.")
    exempt = serializers.IntegerField()
    not_performed = serializers.IntegerField()
    cancelled = serializers.IntegerField()
    overdue_open = serializers.IntegerField()
    share = _per_cent()
    share_less_exemptions = _per_cent()
    headline = serializers.ChoiceField(choices=Headline.values)
    rule_version = serializers.IntegerField()
    preliminary = serializers.BooleanField()
    frozen = serializers.BooleanField()
    published = serializers.BooleanField()
    computed_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, instance: ShareRow) -> dict[str, Any]:
        return as_json(instance)


def _partial(name: str) -> serializers.SerializerMethodField:
    return serializers.SerializerMethodField(method_name=f"get_{name}")


class CountedWorkSerializer(serializers.ModelSerializer):
    """A work item behind a figure. Restricted work counts and keeps its title and reference to itself."""

    reference = serializers.SerializerMethodField(help_text="Null for restricted work.")
    title = serializers.SerializerMethodField(help_text=f"«{MASKED}» for restricted work.")
    department = serializers.CharField(source="department.code", help_text="The one that answered for it then.")
    state = serializers.ChoiceField(source="work_item.status", choices=WorkStatus.values)
    started_on = _partial("started_on")
    due_on = _partial("due_on")
    completed_on = _partial("completed_on")
    ended_on = _partial("ended_on")
    kind = serializers.ChoiceField(choices=WorkKind.values)

    class Meta:
        model = CountedWork
        fields = (
            "reference", "title", "kind", "department", "state", "started_on", "due_on", "completed_on", "ended_on",
        )  # fmt: skip

    def get_reference(self, row: CountedWork) -> str | None:
        return None if row.work_item.restricted else row.work_item.reference

    def get_title(self, row: CountedWork) -> str:
        return MASKED if row.work_item.restricted else row.work_item.title

    def get_started_on(self, row: CountedWork) -> str | None:
        return _date(row.work_item, "started_on")

    def get_due_on(self, row: CountedWork) -> str | None:
        return _date(row.work_item, "due_on")

    def get_completed_on(self, row: CountedWork) -> str | None:
        return _date(row.work_item, "completed_on")

    def get_ended_on(self, row: CountedWork) -> str | None:
        return _date(row.work_item, "ended_on")


def _date(work_item: Model, name: str) -> str | None:
    """As files write it: `YYYY-MM-DD`, or `YYYY-MM` and `YYYY` where no more is known."""
    day = getattr(work_item, name)
    return None if day is None else PartialDate.of(day, getattr(work_item, f"{name}_precision")).isoformat()


class SharesView(StrictView, GenericAPIView):
    """Without a token only published years."""

    read_scope = TokenScope.SHARES_READ
    public_read = True
    query_class = SharesQuery
    pagination_class = NumberedPages
    serializer_class = ShareSerializer
    queryset = CountedWork.objects.none()

    @extend_schema(operation_id="shares_list", responses=ShareSerializer(many=True))
    def get(self, request: Request) -> Response:
        """One row for each department, kind and scope, in the order of the tree, the newest year first."""
        rows = self._rows(self.asked)
        if not isinstance(request.user, Machine):
            rows = [row for row in rows if row.published]
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(ShareSerializer(page, many=True).data)

    def _rows(self, asked: dict[str, Any]) -> list[ShareRow]:
        year, code = asked.get("year"), asked.get("department")
        found: Figures = figures.read(None if year is None else [year], below=code)
        if code is not None and found.department(code) is None:
            if isinstance(self.request.user, Machine):
                raise _no_department()
            return []
        kinds = KINDS if "kind" not in asked else (asked["kind"],)
        years = found.years if year is None else [year]
        return [row for one in years for row in found.rows(one, department=code, kinds=kinds)]


class ShareRecordsView(StrictView, GenericAPIView):
    """The records behind a figure: as many as the figure says."""

    read_scope = TokenScope.SHARES_READ
    pagination_class = CursorPages
    ordering = "work_item_id"
    query_class = RecordsQuery
    serializer_class = CountedWorkSerializer
    queryset = CountedWork.objects.none()

    @extend_schema(
        operation_id="shares_work_items_list",
        parameters=[
            OpenApiParameter("year", OpenApiTypes.INT, OpenApiParameter.PATH),
            OpenApiParameter("department", OpenApiTypes.STR, OpenApiParameter.PATH, description="Code."),
        ],
        responses=CountedWorkSerializer(many=True),
    )
    def get(self, request: Request, year: int, department: str) -> Response:
        """The work items behind the measure, in the order in which they were made."""
        try:
            _counted_year(year)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({"year": error.detail}) from error
        if not Department.objects.in_tree().filter(code=department).exists():
            raise _no_department()
        rows = figures.records(year, department, **self.asked).select_related("work_item", "department")
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(CountedWorkSerializer(page, many=True).data)


assert tuple(ShareSerializer().fields) == COLUMNS  # noqa: S101 - the contract of rows and exports
