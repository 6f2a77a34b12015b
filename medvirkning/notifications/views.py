"""What a person wants to hear of, the outbox' doubtful cases, and the local mail view."""

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from medvirkning.notifications import services
from medvirkning.notifications.forms import ChoicesForm
from medvirkning.notifications.querysets import local_mail, looks_after_mail, outbox_for
from medvirkning.notifications.tables import LocalMailTable, OutboxTable
from medvirkning.web.views import FormView

PAGE_SIZE = 50
# A mail may style itself; nothing in it runs, nothing is fetched.
MAIL_POLICY = {"default-src": ["'none'"], "script-src": ["'none'"], "style-src": ["'unsafe-inline'"], "sandbox": True}


class ChoicesView(FormView):
    """Which mails a person wants."""

    form_class = ChoicesForm
    template_name = "notifications/choices.html"
    title = gettext_lazy("Varsler på e-post")
    lede = gettext_lazy("Meldinger om kontoen din og innlogging får du alltid.")
    success_message = gettext_lazy("Valgene er lagret.")
    success_url = reverse_lazy("notifications:choices")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {"kinds": services.wanted_kinds(user=self.request.user)}

    def save(self, form: Any) -> None:
        services.choose(actor=self.request.user, wanted=form.cleaned_data["kinds"])


def _may_look_after_mail(request: HttpRequest) -> None:
    if not looks_after_mail(request.user):
        raise PermissionDenied


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Messages nobody knows the fate of, and those that failed."""
    _may_look_after_mail(request)
    page = Paginator(outbox_for(request.user).to_look_at(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"title": _("E-post som må ses på"), "page": page, "table": OutboxTable(page.object_list)}
    return render(request, "notifications/outbox.html", context)


@require_POST
def outbox_resend(request: HttpRequest, pk: int) -> HttpResponse:
    """A person decides that a message goes out again."""
    _may_look_after_mail(request)
    message = get_object_or_404(outbox_for(request.user), pk=pk)
    try:
        services.resend(actor=request.user, message=message)
    except services.NotResendableError:
        messages.error(request, _("Denne meldingen kan ikke sendes på nytt."))
    else:
        messages.success(request, _("Meldingen er lagt i kø og sendes på nytt."))
    return redirect("notifications:outbox")


def _only_locally() -> None:
    if not settings.MEDVIRKNING_LOCAL_MAIL:
        raise Http404


@login_not_required
@require_GET
def local_list(request: HttpRequest) -> HttpResponse:
    """Every mail the portal has written: on one's own machine there is no mail server."""
    _only_locally()
    page = Paginator(local_mail(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"title": _("E-post på denne maskinen"), "page": page, "table": LocalMailTable(page.object_list)}
    return render(request, "notifications/local_list.html", context)


@login_not_required
@require_GET
def local_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as text."""
    _only_locally()
    message = get_object_or_404(local_mail(), pk=pk)
    return render(request, "notifications/local_detail.html", {"title": message.subject, "message": message})


@login_not_required
@csp_replace(MAIL_POLICY)  # its type knows no view with arguments
@require_GET
def local_html(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as a mail reader would show it."""
    _only_locally()
    message = get_object_or_404(local_mail(), pk=pk)
    if not message.html:
        raise Http404
    return HttpResponse(message.words_as_html)
