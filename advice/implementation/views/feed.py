"""The calendar, and how to subscribe to it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from advice.implementation import calendar
from advice.implementation.filters import about_piece
from advice.implementation.forms import SubscribeForm
from advice.implementation.querysets import open_activities
from advice.implementation.views.plan import crumbs
from medvirkning.web.caching import PublicPageMixin
from medvirkning.web.pages import Breadcrumbs, PageMixin

FILTERS = ("rad", "arena")


class CalendarFeed(PublicPageMixin, generic.View):
    """The public activities as a calendar; the same whoever asks, so that it can be shared."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = SubscribeForm(request.GET, user=AnonymousUser())
        if not asked.is_valid():
            return HttpResponseBadRequest(_("Kalenderen har ingen slik filtrering."), content_type="text/plain")
        rows = open_activities()
        if asked.cleaned_data["rad"]:
            rows = about_piece(rows, asked.cleaned_data["rad"])
        if asked.cleaned_data["arena"]:
            rows = rows.filter(arena=asked.cleaned_data["arena"])
        written = calendar.write(rows, title=_("Slik tas rådene i bruk"), absolute=request.build_absolute_uri)
        response = HttpResponse(written, content_type=calendar.CONTENT_TYPE)
        response["Content-Disposition"] = 'inline; filename="implementering.ics"'
        return response


class Subscribe(PublicPageMixin, PageMixin, generic.TemplateView):
    """The calendar's address, for all of it or a part."""

    template_name = "advice/implementation/subscribe.html"
    title = gettext_lazy("Abonner på kalenderen")
    lede = gettext_lazy("Få aktivitetene inn i din egen kalender. Endringer og avlysninger kommer av seg selv.")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return crumbs((_("Abonner"), ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SubscribeForm(self.request.GET or None, user=self.request.user)
        chosen = form.cleaned_data if form.is_valid() else {}
        query = {name: chosen[name] for name in FILTERS if chosen.get(name)}
        path = reverse("implementation:calendar") + (f"?{urlencode(query)}" if query else "")
        address = self.request.build_absolute_uri(path)
        return super().get_context_data(
            filter_form=form,
            address=address,
            webcal=f"webcal://{address.partition('://')[2]}",
            path=path,
            **kwargs,
        )
