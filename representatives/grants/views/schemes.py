"""Schemes and their rules."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning import audit
from medvirkning.web.dates import format_date
from medvirkning.web.pages import Action, State
from medvirkning.web.views import CreateView, DetailView, ListView, UpdateView
from representatives.grants import services
from representatives.grants.forms import NewRulesForm, NewSchemeForm, RulesForm, SchemeForm
from representatives.grants.models import GrantScheme, SchemeRules
from representatives.grants.querysets import grants_for, rules_of, schemes_for
from representatives.grants.tables import SchemeTable, YearTable


def way_here(*steps: tuple[Any, str]) -> list[tuple[Any, str]]:
    """From the list of grants by the list of schemes."""
    return [(_("Tilskudd"), reverse("grants:list")), (_("Ordninger"), reverse("grants:schemes")), *steps]


class SchemeList(ListView):
    """All schemes, those that have ended too."""

    model = GrantScheme
    title = gettext_lazy("Tilskuddsordninger")
    permission = "grants.list"
    table_class = SchemeTable
    empty_text = gettext_lazy("Ordninger legges inn av Senter for brukermedvirkning.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.with_list_data().order_by("sort_key", "pk")

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Tilskudd"), reverse("grants:list")), (_("Ordninger"), "")]

    def get_actions(self) -> list[Action]:
        if not self.request.user.has_perm("grants.change"):
            return []
        return [Action(_("Ny ordning"), reverse("grants:add-scheme"))]


class SchemePage(DetailView):
    """One scheme: its rules by version, newest first, and what was given."""

    model = GrantScheme
    slug_field = slug_url_kwarg = "code"
    context_object_name = "scheme"
    template_name = "representatives/grants/scheme.html"

    def get_state(self) -> State | None:
        closed_on = self.object.closed_on
        return State(_("Avsluttet %(date)s") % {"date": format_date(closed_on)}) if closed_on else None

    def get_facts(self) -> list[Any]:
        return [_("Kode %(code)s") % {"code": self.object.code}]

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return way_here((self.object.name, ""))

    def get_actions(self) -> list[Action]:
        if not self.request.user.has_perm("grants.change"):
            return []
        key = [self.object.code]
        add = f"{reverse('grants:add')}?ordning={self.object.code}"
        return [
            Action(_("Nytt regelverk"), reverse("grants:add-rules", args=key)),
            Action(_("Legg inn tilskudd"), add, "secondary"),
            Action(_("Endre"), reverse("grants:edit-scheme", args=key), "tertiary"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        totals = grants_for(user).filter(scheme=self.object).totals_by_year()
        reads_history = user.has_perm("grants.history")
        return super().get_context_data(
            versions=rules_of(self.object, user),
            year_table=YearTable(totals, query={"ordning": self.object.code}) if totals else None,
            may_change=user.has_perm("grants.change"),
            sees_all=user.has_perm("grants.overview"),
            reads_history=reads_history,
            history=audit.history_of(self.object) if reads_history else [],
            **kwargs,
        )


class AddScheme(CreateView):
    """A scheme that isn't entered yet."""

    title = gettext_lazy("Ny tilskuddsordning")
    permission = "grants.change"
    form_class = NewSchemeForm
    success_message = gettext_lazy("Ordningen er lagt inn. Legg inn regelverket, så vet alle hva den krever.")

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return way_here((self.title, ""))

    def save(self, form: NewSchemeForm) -> GrantScheme:
        return services.make_scheme(actor=self.request.user, code=form.cleaned_data["code"], facts=form.facts())


class ChangeScheme(UpdateView):
    """What a scheme is called, and when it ended."""

    model = GrantScheme
    slug_field = slug_url_kwarg = "code"
    title = gettext_lazy("Endre ordningen")
    permission = "grants.change"
    form_class = SchemeForm
    success_message = gettext_lazy("Ordningen er endret.")

    def get_lede(self) -> str:
        return self.object.name

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return way_here((self.object.name, self.object.get_absolute_url()), (self.title, ""))

    def save(self, form: SchemeForm) -> GrantScheme:
        return services.change_scheme(
            actor=self.request.user,
            scheme=self.object,
            expected_version=form.cleaned_data["version"],
            facts=form.facts(),
        )


class AddRules(CreateView):
    """New rules of a scheme, from a year on."""

    title = gettext_lazy("Nytt regelverk")
    permission = "grants.change"
    form_class = NewRulesForm
    template_name = "representatives/grants/rules.html"
    success_message = gettext_lazy("Regelverket er lagt inn.")

    @cached_property
    def scheme(self) -> GrantScheme:
        return get_object_or_404(schemes_for(self.request.user), code=self.kwargs["code"])

    def check_permission(self) -> None:
        """A scheme out of reach answers 404 before anything is asked."""
        _found = self.scheme
        super().check_permission()

    def get_lede(self) -> str:
        return self.scheme.name

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return way_here((self.scheme.name, self.scheme.get_absolute_url()), (self.title, ""))

    def save(self, form: NewRulesForm) -> SchemeRules:
        return services.add_rules(actor=self.request.user, scheme=self.scheme, **form.values())

    def get_success_url_for(self, saved: Any) -> str:
        return self.scheme.get_absolute_url()


class ChangeRules(UpdateView):
    """Mending rules that no grant rests on."""

    model = SchemeRules
    title = gettext_lazy("Endre regelverket")
    permission = "grants.change"
    form_class = RulesForm
    template_name = "representatives/grants/rules.html"
    success_message = gettext_lazy("Regelverket er endret.")

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("scheme")

    def get_lede(self) -> str:
        return self.object.scheme.name

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        scheme = self.object.scheme
        return way_here((scheme.name, scheme.get_absolute_url()), (self.title, ""))

    def save(self, form: RulesForm) -> SchemeRules:
        return services.change_rules(
            actor=self.request.user,
            rules=self.object,
            expected_version=form.cleaned_data["version"],
            **form.values(),
        )

    def get_success_url_for(self, saved: Any) -> str:
        return self.object.scheme.get_absolute_url()
