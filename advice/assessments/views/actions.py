"""Actions: agreed on at a gap, followed up from the list."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.assessments.action_forms import ActionForm, FollowUpForm
from advice.assessments.filters import ActionFilter
from advice.assessments.models import AssessmentAction
from advice.assessments.services import actions
from advice.assessments.tables import ActionTable
from advice.assessments.views.page import EXPECTED, NO_DRAFT, OfPiece
from medvirkning.web.views import ListView, UpdateView


class ActionList(ListView):
    """Actions of all units seen, those whose deadline has passed first."""

    model = AssessmentAction
    title: str | Promise = gettext_lazy("Tiltak")
    lede = gettext_lazy("Det enhetene har bestemt seg for å gjøre. Tiltakene følger enheten fra år til år.")
    permission = "assessments.list"
    table_class = ActionTable
    filterset_class = ActionFilter
    empty_title = gettext_lazy("Ingen tiltak ennå")
    empty_text = gettext_lazy("Lag tiltak fra rådene som ikke er på plass i egenvurderingen.")

    def refine(self, rows: QuerySet[Any]) -> Any:
        return rows.with_list_data().overdue_first()

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Egenvurdering"), reverse("assessments:home")), (self.title, "")]


class AddAction(OfPiece):
    """Agree on something to do about a piece."""

    title = gettext_lazy("Lag tiltak")
    permission = "assessments.act"
    form_class = ActionForm
    template_name = "advice/assessments/action.html"
    makes_once = True
    draft_key = "assessments.action"
    success_message = gettext_lazy("Tiltaket er lagret.")

    def get_draft_object(self) -> None:
        """It is new."""

    def save(self, form: ActionForm) -> AssessmentAction:
        data = form.cleaned_data
        return actions.add_action(
            actor=self.request.user,
            assessment=self.object,
            advice=self.line.version.of,
            text=data["text"],
            owner_name=data["owner_name"],
            due_on=data["due_on"],
        )

    def get_success_url_for(self, saved: AssessmentAction) -> str:
        return self.page


class FollowUp(UpdateView):
    """One action: change it, or say how it went. Who may only read it, reads it."""

    model = AssessmentAction
    form_class = FollowUpForm
    template_name = "advice/assessments/follow_up.html"
    draft_key = "assessments.follow-up"
    expected_errors = EXPECTED
    success_message = gettext_lazy("Tiltaket er lagret.")
    object: AssessmentAction

    def refine(self, rows: Any) -> Any:
        return rows.with_list_data()

    def get_title(self) -> str:
        return _("Tiltak for råd %(number)s") % {"number": self.object.advice.number}

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [
            (_("Egenvurdering"), reverse("assessments:home")),
            (_("Tiltak"), reverse("assessments:actions")),
            (self.get_title(), ""),
        ]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("assessments.act", self.object):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(), "instance": self.object, "cancel_url": reverse("assessments:actions")
        }  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_act = self.request.user.has_perm("assessments.act", self.object)
        context = super().get_context_data(one=self.object, may_act=may_act, **kwargs)
        return context if may_act else context | NO_DRAFT

    def save(self, form: FollowUpForm) -> AssessmentAction:
        data = form.cleaned_data
        return actions.change_action(
            actor=self.request.user,
            action=self.object,
            expected_version=data["version"],
            text=data["text"],
            owner_name=data["owner_name"],
            due_on=data["due_on"],
            state=data["state"],
            done_on=data["done_on"],
            outcome=data["outcome"],
        )

    def get_success_url_for(self, saved: AssessmentAction) -> str:
        return reverse("assessments:actions")
