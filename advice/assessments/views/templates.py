"""The Centre's templates: each with its wordings, and the next one with what it changes."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from advice.assessments.forms import AdoptForm
from advice.assessments.models import AssessmentTemplate
from advice.assessments.querysets import newest_template, templates_for
from advice.assessments.reading import items_of
from advice.assessments.services import templates
from advice.assessments.services.templates import PieceChange
from advice.assessments.views.page import EXPECTED
from advice.catalogue.models import Edition
from advice.catalogue.querysets import main_edition
from medvirkning.web.pages import Action, AllowedMixin, PageMixin
from medvirkning.web.views import DetailView, FormView


class TemplateList(AllowedMixin, PageMixin, generic.TemplateView):
    """All templates, the one in use first."""

    title = gettext_lazy("Maler for egenvurdering")
    lede = gettext_lazy("En mal er rådene slik de lød den dagen malen ble tatt i bruk. Den endres aldri.")
    template_name = "advice/assessments/templates.html"
    permission = "assessments.templates"

    def get_actions(self) -> list[Action]:
        return [Action(_("Ta i bruk rådene slik de står nå"), reverse("assessments:adopt"))]

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Egenvurdering"), reverse("assessments:home")), (self.title, "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = templates_for(self.request.user).with_use().newest()
        edition, newest = main_edition(), newest_template()
        waiting = templates.changes_since(newest, edition) if edition else []
        return super().get_context_data(templates=list(rows), waiting=waiting, **kwargs)


class TemplatePage(DetailView):
    """What a template asks, word by word."""

    model = AssessmentTemplate
    permission = "assessments.templates"
    template_name = "advice/assessments/template.html"
    slug_field = "number"
    slug_url_kwarg = "number"

    def refine(self, rows: Any) -> Any:
        return rows.of_main_edition().select_related("edition", "adopted_by")

    def get_title(self) -> str:
        return _("Mal %(number)s") % {"number": self.object.number}

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [
            (_("Egenvurdering"), reverse("assessments:home")),
            (_("Maler"), reverse("assessments:templates")),
            (self.get_title(), ""),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(template=self.object, items=items_of(self.object.pk), **kwargs)


class Adopt(FormView):
    """What the next template changes, piece by piece, and the button that makes it."""

    title = gettext_lazy("Ta i bruk rådene slik de står nå")
    permission = "assessments.templates"
    form_class = AdoptForm
    template_name = "advice/assessments/adopt.html"
    expected_errors = EXPECTED
    success_message = gettext_lazy("Den nye malen er tatt i bruk. Egenvurderinger som er begynt, beholder sin.")

    @cached_property
    def newest(self) -> AssessmentTemplate | None:
        return newest_template()

    @cached_property
    def edition(self) -> Edition:
        edition = main_edition()
        if edition is None:
            raise Http404
        return edition

    @cached_property
    def changes(self) -> list[PieceChange]:
        return templates.changes_since(self.newest, self.edition)

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [
            (_("Egenvurdering"), reverse("assessments:home")),
            (_("Maler"), reverse("assessments:templates")),
            (self.title, ""),
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "cancel_url": reverse("assessments:templates")}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "against": self.newest.number if self.newest else 0}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(newest=self.newest, changes=self.changes, **kwargs)

    def save(self, form: AdoptForm) -> AssessmentTemplate:
        return templates.adopt(
            actor=self.request.user,
            edition=self.edition,
            expected_number=form.cleaned_data["against"],
            note=form.cleaned_data["note"],
        )

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("assessments:templates")
