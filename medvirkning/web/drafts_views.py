"""Saving a draft while one types, and discarding it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from medvirkning.web import drafts, parking


@require_POST
def draft_save(request: HttpRequest, form_key: str) -> HttpResponse:
    """Keep the posted fields; answers with the line that says so."""
    object_key = request.GET.get("object", "")
    if reason := drafts.why_closed(user=request.user, form_key=form_key, object_key=object_key):
        return render(request, "web/_draft_closed.html", {"reason": reason}, status=409)
    version = request.GET.get("version", "")
    try:
        draft = drafts.save_draft(
            user=request.user,
            form_key=form_key,
            object_key=object_key,
            data=request.POST,
            version_seen=int(version) if version.isdecimal() and len(version) < 10 else None,
        )
    except drafts.UnknownFormError:
        return HttpResponseBadRequest()
    request.keeps_typed = True  # type: ignore[attr-defined]
    return render(request, "web/_draft_saved.html", {"draft": draft})


@require_POST
def draft_discard(request: HttpRequest, form_key: str) -> HttpResponse:
    """What was kept for this form is thrown away: to start afresh, or (`kept`) since the stored version stands."""
    address = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        address = "/"
    drafts.discard_draft(user=request.user, form_key=form_key, object_key=request.GET.get("object", ""))
    parking.forget_parked(user=request.user, path=request.GET.get("form", address))
    if "kept" in request.GET:
        messages.success(request, _("Det som var lagret, er beholdt."))
    return HttpResponseRedirect(address)
