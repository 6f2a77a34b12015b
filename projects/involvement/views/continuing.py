"""Each January the owner of a group that goes on says whether it met in the year passed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from medvirkning.web.pages import AllowedMixin, PageMixin
from medvirkning.web.refusals import RefusedError
from medvirkning.web.views import UpdateView
from projects.involvement import presenters
from projects.involvement.models import Involvement
from projects.involvement.querysets import involvements_for
from projects.involvement.services import states
from projects.involvement.state_forms import GoesOnForm
from projects.involvement.tables import address_of
from projects.involvement.views.record import breadcrumbs
from projects.work.presenters import capitalised


def year_passed() -> int:
    return timezone.localdate().year - 1


class Continuing(AllowedMixin, PageMixin, generic.TemplateView):
    """My groups that went on past the turn of the year and that nobody has confirmed."""

    title = gettext_lazy("Grupper som fortsetter")
    template_name = "projects/involvement/continuing.html"
    permission = "work.list"

    def get_lede(self) -> str:
        return _(
            "Møttes gruppene i %(year)s? En gruppe som ikke gjorde det, avsluttes den dagen den sist møttes. "
            "Svar innen 31. januar. En gruppe som ingen svarer for, avslutter portalen i februar."
        ) % {"year": year_passed()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        rows = involvements_for(user).owned_by(user).going_on_from(year_passed()).with_list_data()
        lines = [
            {
                "title": row.work_item.title,
                "form": capitalised(row.event.form),
                "when": presenters.when(row.event),
                "url": reverse("involvement:goes-on", args=[row.pk]),
                "page": address_of(row),
            }
            for row in rows.order_by("event__ended_on", "pk")
        ]
        return super().get_context_data(lines=lines, **kwargs)


class GoesOn(UpdateView):
    """It met and goes on, or it ended."""

    model = Involvement
    permission = "involvement.change"
    form_class = GoesOnForm
    expected_errors = (ValidationError, RefusedError)
    success_message = gettext_lazy("Lagret.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.going_on_from(year_passed()).with_list_data()

    @cached_property
    def year(self) -> int:
        return year_passed()

    def get_title(self) -> str:
        return _("Fortsetter gruppen")

    def get_lede(self) -> str:
        event = self.object.event
        return f"{capitalised(event.form)}: {self.object.work_item.title}, {presenters.when(event)}"

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return breadcrumbs(self.object, _("Fortsetter gruppen"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "year": self.year, "cancel_url": reverse("involvement:continuing")}

    def save(self, form: GoesOnForm) -> None:
        user = self.request.user
        if form.cleaned_data["answer"] == GoesOnForm.MET:
            states.confirm_met(actor=user, involvement=self.object, year=self.year)
        else:
            last = form.cleaned_data["ended_on"].last
            states.set_planned_end(actor=user, involvement=self.object, ended_on=last)

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("involvement:continuing")
