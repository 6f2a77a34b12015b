"""The import through the web: files, preview with faults row by row, and the import itself."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from medvirkning.accounts.models import User
from medvirkning.jobs.models import Job
from medvirkning.jobs.querysets import jobs_of
from medvirkning.web.pages import AllowedMixin, Breadcrumbs, PageMixin, Text
from medvirkning.web.refusals import RefusedError
from medvirkning.web.views import FormView
from projects.register.files import FILES
from projects.register.forms import PerformForm, UploadForm
from projects.register.listings import FilesTable, ProblemTable
from projects.register.uploads import IMPORT, PERMISSION, PREVIEW, order_import, order_preview

PAGE_SIZE = 50


class NewImport(FormView):
    """Choosing the files. They are checked first; nothing is written before that is seen."""

    title = gettext_lazy("Importer fra fil")
    lede = gettext_lazy(
        "Filene blir kontrollert først. Du får se hva de fører til, og hver rad som har feil, før noe lagres."
    )
    template_name = "projects/register/new.html"
    form_class = UploadForm
    makes_once = True
    permission = PERMISSION

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(specs=FILES, **kwargs)

    def save(self, form: UploadForm) -> Job:
        return order_preview(actor=cast("User", self.request.user), files=form.cleaned_data["upload"])

    def get_success_url_for(self, saved: Job) -> str:
        return reverse("register:detail", args=[saved.key])


class OwnImport(AllowedMixin):
    """A preview or an import that the person has ordered."""

    permission = PERMISSION
    kwargs: dict[str, Any]

    @cached_property
    def job(self) -> Job:
        own = jobs_of(self.request.user).filter(kind__in=[PREVIEW, IMPORT])
        return get_object_or_404(own, key=self.kwargs["key"])


class ImportDetail(OwnImport, PageMixin, generic.TemplateView):
    """How far it has come; then what the files lead to, row by row where something is wrong."""

    template_name = "projects/register/detail.html"
    fragment_name = "projects/register/_import.html"

    def get_title(self) -> Text:
        return self.job.title

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Mine filer og importer"), reverse("jobs:list")), (self.job.title, "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        result = self.job.parameters.get("result")
        problems = [] if result is None else [*_told(result["errors"], True), *_told(result["warnings"], False)]
        page = Paginator(problems, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            job=self.job,
            result=result,
            files_table=FilesTable(result["files"] if result else []),
            problem_table=ProblemTable(page.object_list),
            is_preview=self.job.kind == PREVIEW,
            kept=sum(file["kept"] for file in result["files"]) if result else 0,
            changes=sum(file["created"] + file["updated"] for file in result["files"]) if result else 0,
            import_key=self.job.parameters.get("import"),
            page=page,
            **kwargs,
        )


def _told(problems: list[dict[str, Any]], is_error: bool) -> list[dict[str, Any]]:
    return [{**problem, "is_error": is_error} for problem in problems]


class PerformImport(OwnImport, generic.View):
    """Going on from the preview."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PerformForm(request.POST)
        overwrite = form.is_valid() and form.cleaned_data["overwrite"]
        try:
            job = order_import(actor=cast("User", request.user), preview=self.job, overwrite=overwrite)
        except RefusedError as error:
            messages.error(request, str(error))
            job = self.job
        return HttpResponseRedirect(reverse("register:detail", args=[job.key]))
