"""Periods and trainings: each list on one page, with the form that adds to it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medvirkning.web.views import CreateView, UpdateView
from representatives.my_page.reading import availability_of, training_of
from representatives.my_page.views.own import OwnAct, TellingMixin
from representatives.my_page.who_sees import AVAILABILITY, TRAINING
from representatives.profiles import services
from representatives.profiles.forms import PeriodForm, TrainingForm
from representatives.profiles.models import AvailabilityPeriod, TrainingRecord
from representatives.profiles.reading import profile_of


class Availability(TellingMixin, CreateView):
    """When I can take part."""

    title = _("Når jeg kan delta")
    page = AVAILABILITY
    form_class = PeriodForm
    template_name = "representatives/my_page/availability.html"
    success_message = _("Perioden er lagt til.")

    def get_told(self) -> dict[str, Any]:
        return {"periods": list(availability_of(self.person))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            periods=list(availability_of(self.person)),
            hours=profile_of(self.person).hours_a_month,
            today=timezone.localdate(),
            **kwargs,
        )

    def save(self, form: PeriodForm) -> AvailabilityPeriod:
        return services.add_period(actor=self.request.user, person=self.person, **form.cleaned_data)

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("my_page:availability")


class Training(TellingMixin, CreateView):
    """What I have learnt."""

    title = _("Opplæring")
    page = TRAINING
    form_class = TrainingForm
    template_name = "representatives/my_page/training.html"
    success_message = _("Opplæringen er lagt til.")

    def get_told(self) -> dict[str, Any]:
        return {"training": list(training_of(self.person))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(training=list(training_of(self.person)), **kwargs)

    def save(self, form: TrainingForm) -> TrainingRecord:
        return services.add_training(actor=self.request.user, person=self.person, **form.cleaned_data)

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("my_page:training")


class ActOnRow(OwnAct, UpdateView):
    """A button on one of the own rows; another person's is nobody's here, the Centre's reader's neither."""

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(person=self.person).select_related("person")

    def get_object(self, queryset: Any = None) -> Any:
        self.check_permission()
        return super().get_object(queryset)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return OwnAct.post(self, request, *args, **kwargs)


class EndPeriod(ActOnRow):
    model = AvailabilityPeriod
    back = "my_page:availability"
    done = _("Perioden er avsluttet.")

    def act(self) -> None:
        services.end_period(actor=self.request.user, period=self.object)


class RemovePeriod(ActOnRow):
    model = AvailabilityPeriod
    back = "my_page:availability"
    done = _("Perioden er fjernet.")

    def act(self) -> None:
        services.remove_period(actor=self.request.user, period=self.object)


class RemoveTraining(ActOnRow):
    model = TrainingRecord
    back = "my_page:training"
    done = _("Opplæringen er fjernet.")

    def act(self) -> None:
        services.remove_training(actor=self.request.user, record=self.object)
