"""Grants from a file: it becomes a job, whose page names every bad row."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from medvirkning.jobs.models import Job
from medvirkning.web import exports
from medvirkning.web.pages import AllowedMixin
from medvirkning.web.views import FormView
from representatives.grants.file_format import GRANTS
from representatives.grants.forms import ImportForm
from representatives.grants.uploads import PERMISSION, order_import

# A whole row as it is written; the number is no organisation's in the demonstration set or elsewhere.
EXAMPLE = {
    "scheme_code": "OPPDIKTET-1",
    "scheme_name": gettext_lazy("Oppdiktet eksempel: slett denne raden"),
    "year": "2026",
    "municipality_number": "5501",
    "municipality_name": gettext_lazy("Oppdiktet kommune"),
    "amount": "250 000",
    "report_due_on": "2027-04-01",
    "requirement_state": "unknown",
    "requirement": "",
}


class ImportTemplate(AllowedMixin, generic.View):
    """The columns, and one row that is made up and says so."""

    http_method_names = ("get", "head", "options")
    permission = PERMISSION

    def get(self, request: HttpRequest) -> HttpResponseBase:
        columns = [column.name for column in GRANTS.columns]
        rows = [columns, [EXAMPLE.get(name, "") for name in columns]]
        return exports.respond(iter(rows), kind="csv", title=_("Mal for tilskudd"))


class ImportGrants(FormView):
    """Choosing the file. It is saved as a whole or not at all."""

    title = gettext_lazy("Importer tilskudd fra fil")
    lede = gettext_lazy("Har én rad en feil, blir ingenting lagret, og du får se hver rad som må rettes.")
    permission = PERMISSION
    form_class = ImportForm
    template_name = "representatives/grants/import.html"
    makes_once = True

    def get_breadcrumbs(self) -> list[tuple[Any, str]]:
        return [(_("Tilskudd"), reverse("grants:list")), (self.title, "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(columns=GRANTS.columns, **kwargs)

    def save(self, form: ImportForm) -> Job:
        return order_import(actor=self.request.user, file=form.cleaned_data["upload"], dry_run=form.only_checks)

    def get_success_url_for(self, saved: Job) -> str:
        return reverse("jobs:detail", args=[saved.key])
