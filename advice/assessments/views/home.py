"""The first page of self-assessments, the list, and beginning one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from advice.assessments.filters import AssessmentFilter
from advice.assessments.forms import StartForm
from advice.assessments.models import Assessment
from advice.assessments.querysets import actions_for, assessments_for, newest_template
from advice.assessments.reading import begun_of
from advice.assessments.rules import is_there_today
from advice.assessments.services import filling
from advice.assessments.tables import AssessmentTable
from advice.assessments.views.page import EXPECTED
from advice.assessments.waiting import to_approve
from advice.units.models import ServiceUnit
from advice.units.querysets import units_under
from medvirkning.accounts.enums import Role
from medvirkning.web.pages import Action, AllowedMixin, PageMixin
from medvirkning.web.views import ListView, UpdateView
from projects.departments.models import Department
from projects.departments.querysets import departments_for
from projects.departments.reach import reach_of
from projects.departments.tree import in_tree_order, is_open

# So many years stand on the first page; the others are in the list.
YEARS_SHOWN = 3
DEEPEST = 4


@dataclass(frozen=True)
class Place:
    """A unit or department with its assessments by year, and the one act that is next."""

    name: str
    level: int
    years: list[tuple[int, Assessment | None]]
    act: Action | None


class Home(AllowedMixin, PageMixin, generic.TemplateView):
    """What one leads, with the year's assessment and the next act; what waits for approval; the way to the rest."""

    title = gettext_lazy("Egenvurdering")
    lede = gettext_lazy(
        "Her vurderer ledere hvor langt enheten er kommet med de nasjonale faglige rådene om bruker- og "
        "pårørendemedvirkning, år for år."
    )
    template_name = "advice/assessments/home.html"
    permission = "assessments.list"

    def get_actions(self) -> list[Action]:
        found = [
            Action(_("Tiltak"), reverse("assessments:actions"), "secondary"),
            Action(_("Alle egenvurderinger"), reverse("assessments:list"), "secondary"),
        ]
        if self.request.user.has_perm("assessments.templates"):
            found.append(Action(_("Maler"), reverse("assessments:templates"), "tertiary"))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        today = timezone.localdate()
        years = [today.year - back for back in range(YEARS_SHOWN)]
        units = list(units_under(user).order_by("sort_key", "pk"))
        reach = reach_of(user)
        departments = [
            one
            for one in in_tree_order(departments_for(user).in_tree().with_all_below(reach.leads))
            if is_open(one, today)
        ] if reach.leads else []  # fmt: skip
        seen = assessments_for(user).filter(year__in=years).with_subject()
        of_units = {(one.unit_id, one.year): one for one in seen.filter(unit__in=units)}
        of_departments = {(one.department_id, one.year): one for one in seen.filter(department__in=departments)}
        return super().get_context_data(
            years=years,
            units=[self._place(one, of_units, years, _level(one, units)) for one in _tree(units)],
            departments=[self._place(one, of_departments, years, one.depth) for one in departments],
            to_approve=to_approve(user),
            overdue=actions_for(user).open().filter(due_on__lt=today).count(),
            reads_all=user.has_role(Role.STAFF, Role.CENTRE),
            asked_by=newest_template(),
            **kwargs,
        )

    def _place(self, subject: Any, known: dict[tuple[int, int], Assessment], years: list[int], level: int) -> Place:
        rows = [(year, known.get((subject.pk, year))) for year in years]
        now = rows[0][1]
        if now is not None:
            act = Action(_("Fortsett") if now.state == "draft" else _("Se"), now.get_absolute_url(), "secondary")
        elif is_there_today(self.request.user, subject):
            # All that stand here are led by the reader: the rest of the rule `assessments.start`.
            act = Action(_("Begynn"), _start_url(subject), "secondary")
        else:
            act = None
        return Place(name=str(subject), level=min(level, DEEPEST), years=rows, act=act)


def _tree(units: list[ServiceUnit]) -> list[ServiceUnit]:
    """Parents before their children, siblings in the order they came."""
    place = {unit.pk: number for number, unit in enumerate(units)}
    return sorted(units, key=lambda unit: [place.get(pk, -1) for pk in unit.lineage])


def _level(unit: ServiceUnit, units: list[ServiceUnit]) -> int:
    """How deep it stands among those that are shown."""
    shown = {one.pk for one in units}
    return len([pk for pk in unit.lineage[:-1] if pk in shown])


def _start_url(subject: ServiceUnit | Department) -> str:
    if isinstance(subject, ServiceUnit):
        return reverse("assessments:start", args=[subject.pk])
    return reverse("assessments:start-department", args=[subject.code])


class AssessmentList(ListView):
    """Every assessment that the reader sees."""

    model = Assessment
    title = gettext_lazy("Alle egenvurderinger")
    permission = "assessments.list"
    table_class = AssessmentTable
    filterset_class = AssessmentFilter
    empty_title = gettext_lazy("Ingen egenvurderinger ennå")
    empty_text = gettext_lazy("Når en enhet begynner på sin egenvurdering, kommer den hit.")

    def refine(self, rows: QuerySet[Any]) -> Any:
        return rows.with_subject().with_progress().order_by("-year", "-pk")

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Egenvurdering"), reverse("assessments:home")), (self.title, "")]


class Start(UpdateView):
    """Begin the assessment of a unit."""

    model: Any = ServiceUnit
    permission = "assessments.start"
    form_class = StartForm
    template_name = "advice/assessments/start.html"
    expected_errors = EXPECTED
    makes_once = True

    def get_title(self) -> str:
        return _("Egenvurdering for %(subject)s") % {"subject": self.object}

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Egenvurdering"), reverse("assessments:home")), (self.get_title(), "")]

    def get_form_kwargs(self) -> dict[str, Any]:
        taken = {one.year for one in begun_of(self.object)}
        return {**super().get_form_kwargs(), "taken": taken, "cancel_url": reverse("assessments:home")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            template=newest_template(),
            is_department=isinstance(self.object, Department),
            begun=[one for one in begun_of(self.object) if one.year in filling.years_open()],
            **kwargs,
        )

    def save(self, form: StartForm) -> Assessment:
        return filling.start(actor=self.request.user, subject=self.object, year=form.cleaned_data["year"])


class StartDepartment(Start):
    """Begin the assessment of one of the directorate's departments."""

    model = Department
    slug_field = "code"
    slug_url_kwarg = "code"
