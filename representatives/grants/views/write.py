"""Writing grants: a new one, what is said of one, the judgement and the report."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medvirkning.web.views import CreateView, UpdateView
from representatives.grants import services
from representatives.grants.forms import GrantForm, JudgementForm, NewGrantForm, ReportForm
from representatives.grants.models import Grant
from representatives.grants.querysets import schemes_for


class AddGrant(CreateView):
    """A grant that isn't entered yet; `?ordning=` chooses the scheme."""

    title = gettext_lazy("Legg inn tilskudd")
    permission = "grants.change"
    form_class = NewGrantForm
    template_name = "representatives/grants/add.html"
    success_message = gettext_lazy("Tilskuddet er lagt inn.")

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Tilskudd"), reverse("grants:list")), (self.title, "")]

    def get_form_kwargs(self) -> dict[str, Any]:
        user = self.request.user
        code = self.request.GET.get("ordning", "").replace("\x00", "")
        scheme = schemes_for(user).filter(code=code).first() if code else None
        return {**super().get_form_kwargs(), "user": user, "scheme": scheme}

    def save(self, form: NewGrantForm) -> Grant:
        return services.make_grant(actor=self.request.user, scheme=form.cleaned_data["scheme"], facts=form.facts())


class GrantFormView(UpdateView):
    """A form that changes a grant the account sees."""

    model = Grant
    permission = "grants.change"

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("scheme", "organisation", "rules")

    def get_lede(self) -> str:
        return str(self.object)

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [
            (_("Tilskudd"), reverse("grants:list")),
            (self.object.recipient, self.object.get_absolute_url()),
            (self.title, ""),
        ]

    def get_success_url_for(self, saved: Any) -> str:
        return self.object.get_absolute_url()


class ChangeGrant(GrantFormView):
    """Another amount, recipient, year or scheme."""

    title = gettext_lazy("Endre tilskuddet")
    form_class = GrantForm
    success_message = gettext_lazy("Tilskuddet er endret.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def save(self, form: GrantForm) -> Grant:
        return services.change_grant(
            actor=self.request.user,
            grant=self.object,
            expected_version=form.cleaned_data["version"],
            scheme=form.cleaned_data["scheme"],
            facts=form.facts(),
        )


class JudgeGrant(GrantFormView):
    """Whether the requirement was met; it stands beside the form word for word."""

    title = gettext_lazy("Vurder kravet om medvirkning")
    form_class = JudgementForm
    template_name = "representatives/grants/judge.html"
    success_message = gettext_lazy("Vurderingen er lagret.")

    def save(self, form: JudgementForm) -> Grant:
        return services.judge(
            actor=self.request.user,
            grant=self.object,
            expected_version=form.cleaned_data["version"],
            state=form.cleaned_data["requirement_state"],
            reason=form.cleaned_data["requirement_reason"],
        )


class NoteReport(GrantFormView):
    """When the report came, and what it says about involvement."""

    title = gettext_lazy("Registrer rapport")
    form_class = ReportForm
    success_message = gettext_lazy("Rapporten er registrert.")

    def save(self, form: ReportForm) -> Grant:
        return services.note_report(
            actor=self.request.user,
            grant=self.object,
            expected_version=form.cleaned_data["version"],
            received_on=form.cleaned_data["report_received_on"],
            report=form.cleaned_data["report"],
        )
