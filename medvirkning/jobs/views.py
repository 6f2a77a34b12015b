"""«Mine filer og importer»: what was ordered, how far it has come, and its result."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from medvirkning.jobs import services
from medvirkning.jobs.models import Job
from medvirkning.jobs.querysets import jobs_of
from medvirkning.jobs.tables import JobTable, fault_table
from medvirkning.web.pages import wants_fragment

PAGE_SIZE = 50


def _job(request: HttpRequest, key: Any) -> Job:
    return get_object_or_404(jobs_of(request.user), key=key)


@require_GET
def job_list(request: HttpRequest) -> HttpResponse:
    """My jobs, newest first; the list refreshes itself while one is running."""
    page = Paginator(jobs_of(request.user).recent(), PAGE_SIZE).get_page(request.GET.get("page"))
    running = any(not job.is_finished for job in page.object_list)
    context = {
        "title": _("Mine filer og importer"),
        "page": page,
        "table": JobTable(page.object_list),
        "running": running,
    }
    return render(request, "jobs/_list.html" if wants_fragment(request) else "jobs/list.html", context)


@require_GET
def job_detail(request: HttpRequest, key: Any) -> HttpResponse:
    """One job: progress, errors row by row, result."""
    job = _job(request, key)
    context = {"title": job.title, "job": job, "faults": fault_table(job)}
    return render(request, "jobs/_status.html" if wants_fragment(request) else "jobs/detail.html", context)


@require_GET
def job_result(request: HttpRequest, key: Any) -> FileResponse:
    """The file, for its owner alone."""
    job = _job(request, key)
    if not job.result_file:
        raise Http404
    try:
        content = job.result_file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(content, as_attachment=True, filename=str(job.result_file.name).rsplit("/", 1)[-1])


@require_POST
def job_cancel(request: HttpRequest, key: Any) -> HttpResponse:
    """Stop a job that is no longer wanted."""
    job = _job(request, key)
    try:
        services.cancel_job(actor=request.user, job=job)
    except services.JobFinishedError:
        messages.info(request, _("Jobben var alt ferdig."))
    else:
        messages.success(request, _("Jobben er avbrutt."))
    return redirect("jobs:detail", key=job.key)
