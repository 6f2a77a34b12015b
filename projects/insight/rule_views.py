"""The counting rule in words for anyone, its versions for the Centre, and the control of the count."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from medvirkning.web.caching import PublicPageMixin
from medvirkning.web.pages import Action, Breadcrumbs, PageMixin
from medvirkning.web.views import FormView, ListView
from projects.insight import control, method
from projects.insight.rule_forms import RuleVersionForm, WithdrawForm
from projects.insight.tables import DifferenceTable
from projects.shares.models import CountDifference, RuleVersion
from projects.shares.versions import decide_rule_version, withdraw_rule_version


class MethodView(PublicPageMixin, PageMixin, TemplateView):
    """«Målebeskrivelse»: the counting rule in words, for anyone."""

    template_name = "projects/shares/method.html"
    title = gettext_lazy("Målebeskrivelse")
    lede = gettext_lazy("Slik teller portalen oppdrag og faste oppgaver med bruker- og pårørendemedvirkning.")

    def get_actions(self) -> list[Action]:
        if not self.request.user.has_perm("shares.decide_rule"):
            return []
        return [Action(_("Ny versjon av regelen"), reverse("insight:decide-rule"), "secondary")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_withdraw = self.request.user.has_perm("shares.decide_rule")
        return super().get_context_data(method=method.described(), may_withdraw=may_withdraw, **kwargs)


class RuleFormView(FormView):
    """A form about the rule's versions, for the Centre."""

    permission = "shares.decide_rule"
    success_url = reverse_lazy("insight:method")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Målebeskrivelse"), reverse("insight:method")), (self.get_title(), "")]


class DecideRule(RuleFormView):
    """The Centre decides a new version, from a 1 January."""

    title = gettext_lazy("Ny versjon av telleregelen")
    lede = gettext_lazy(
        "Tidligere år beholder sin versjon. Det første året vises etter både den nye og den forrige, og utviklingen "
        "får et merke der regelen skifter."
    )
    template_name = "projects/shares/decide_rule.html"
    form_class = RuleVersionForm

    @cached_property
    def newest(self) -> RuleVersion:
        return method.described().newest

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "newest": self.newest}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(newest=self.newest, **kwargs)

    def save(self, form: RuleVersionForm) -> RuleVersion:
        return decide_rule_version(actor=self.request.user, **form.cleaned_data)

    def get_success_message(self, saved: RuleVersion) -> str:
        return _("Versjon %(number)s er vedtatt og gjelder fra %(year)s.") % {
            "number": saved.number,
            "year": saved.from_year,
        }


class WithdrawRule(RuleFormView):
    """The Centre takes back a version that has not begun."""

    form_class = WithdrawForm
    success_message = gettext_lazy("Versjonen er trukket.")

    @cached_property
    def version(self) -> RuleVersion:
        version = next((one for one in method.described().coming if one.number == self.kwargs["number"]), None)
        if version is None:
            raise Http404
        return version

    def get_title(self) -> str:
        return _("Trekk versjon %(number)s") % {"number": self.version.number}

    def get_lede(self) -> str:
        return _("Versjonen skulle gjelde fra %(year)s. Ingenting er talt etter den ennå.") % {
            "year": self.version.from_year
        }

    def save(self, form: WithdrawForm) -> RuleVersion:
        withdraw_rule_version(actor=self.request.user, version=self.version)
        return self.version


class ControlView(ListView):
    """What the nightly full count found to differ from the stored figures. It should be empty."""

    permission = "shares.see_control"
    model = CountDifference
    table_class = DifferenceTable
    template_name = "projects/insight/control.html"
    title = gettext_lazy("Kontrolltellingen")
    empty_title = gettext_lazy("Ingen avvik")

    def get_lede(self) -> str:
        return control.latest_in_words()

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Målebeskrivelse"), reverse("insight:method")), (self.get_title(), "")]

    def refine(self, rows: Any) -> QuerySet[Any]:
        return rows.select_related("work_item", "department")
