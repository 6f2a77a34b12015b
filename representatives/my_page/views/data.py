"""Everything about me: who has looked, all that is held, to take along, and to have erased."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import generic

from medvirkning.audit.models import AccessLog
from medvirkning.web import exports
from medvirkning.web.pages import AllowedMixin
from medvirkning.web.pagination import Count
from medvirkning.web.tables import Table
from medvirkning.web.views import FormView, ListView
from representatives.consents.keeping import erased_after_days
from representatives.my_page.forms import EraseForm
from representatives.my_page.reading import looks_at, looks_by_day
from representatives.my_page.tables import LooksFile, LooksTable
from representatives.my_page.views.own import OwnMixin, OwnPage
from representatives.people import my_data, services
from representatives.people.erasing import Erased
from representatives.people.reading import organisations_acted_for


class Looks(OwnMixin, ListView):
    """Who has looked at what the portal holds about me."""

    model = AccessLog
    title = gettext_lazy("Hvem har sett opplysningene mine")
    lede = gettext_lazy(
        "Hver gang noen andre enn deg ser hvordan du nås, eller noe særlig om deg, blir det skrevet ned her. "
        "Søker noen blant flere etter et tema eller en erfaring, står det også her, selv om de ikke så navnet ditt."
    )
    empty_title = gettext_lazy("Ingen har sett noe")
    empty_text = gettext_lazy("Når noen åpner opplysningene dine, står de her med navn, rolle og tidspunkt.")

    @property
    def table_class(self) -> type[Table]:
        """A file tells each look; the page gathers those of a day."""
        return LooksFile if self._is_file else LooksTable

    def get_queryset(self) -> Any:
        return looks_at(self.person) if self._is_file else looks_by_day(self.person)

    @property
    def _is_file(self) -> bool:
        return self.request.GET.get("format", "") in exports.FORMATS

    def get_count_text(self, count: Count) -> str:
        """They are no hits: nothing was searched for."""
        return ""


class MyData(OwnPage):
    """Everything, to read on the screen and to print."""

    title = gettext_lazy("Alt vi har om deg")
    template_name = "representatives/my_page/data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sections=my_data.told_sections(self.person), **kwargs)


class FileView(OwnMixin, AllowedMixin, generic.View):
    """The same, as a file to take along."""

    http_method_names = ("get", "head", "options")
    content_type = ""
    file_name = ""

    def content(self) -> str:
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(self.content(), content_type=self.content_type)
        response["Content-Disposition"] = f'attachment; filename="{self.file_name}"'
        add_never_cache_headers(response)
        return response


class JsonFile(FileView):
    content_type = "application/json"
    file_name = "mine-opplysninger.json"

    def content(self) -> str:
        told = my_data.for_machines(self.person)
        made = timezone.localtime().isoformat(timespec="seconds")
        return json.dumps({"made_at": made, "about_me": told}, ensure_ascii=False, indent=2)


class HtmlFile(FileView):
    content_type = "text/html; charset=utf-8"
    file_name = "mine-opplysninger.html"

    def content(self) -> str:
        context = {"sections": my_data.told_sections(self.person), "made_at": timezone.now()}
        return render_to_string("representatives/my_page/data_file.html", context, request=self.request)


class Erase(OwnMixin, FormView):
    """What goes and what stays, one word, one button."""

    title = gettext_lazy("Slett opplysningene mine")
    form_class = EraseForm
    template_name = "representatives/my_page/erase.html"
    erased: Erased

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            account_goes=services.account_goes_with(self.person),
            acts_for=organisations_acted_for(self.person),
            days=erased_after_days(),
            **kwargs,
        )

    def save(self, form: EraseForm) -> Erased:
        self.erased = services.erase(actor=self.request.user, person=self.person)
        return self.erased

    def get_success_url_for(self, saved: Any) -> str:
        return reverse("front:home")

    def go_on(self, made: Any) -> HttpResponse:
        """The session went with the account; nobody is signed in any more."""
        if not self.erased.account:
            messages.success(
                self.request, _("Opplysningene dine i registeret er slettet. Kontoen din er der fortsatt.")
            )
            return HttpResponseRedirect(reverse("front:home"))
        logout(self.request)
        return render(
            self.request, "representatives/my_page/erased.html", {"title": _("Opplysningene dine er slettet")}
        )
