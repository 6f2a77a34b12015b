"""Which pieces a work item serves, and the work that serves a piece."""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.catalogue.models import Advice
from advice.catalogue.querysets import published_for
from advice.ties import services
from advice.ties.addresses import work_of
from advice.ties.forms import TiesForm
from medvirkning.web.conflicts import ConflictRow
from medvirkning.web.pages import Breadcrumbs
from projects.work.models import WorkItem
from projects.work.views.lists import WorkList
from projects.work.views.write import ChangeWork, page_of


class EditTies(ChangeWork):
    """Tick the pieces. Whoever comes second sees what is stored beside what was ticked."""

    title = gettext_lazy("Råd som arbeidet tjener")
    lede = gettext_lazy("Kryss av rådene dette arbeidet bidrar til. Det endrer ingen tall for medvirkning.")
    form_class = TiesForm
    success_message = gettext_lazy("Rådene er lagret.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "work_item": self.object,
            "user": self.request.user,
            "cancel_url": page_of(self.object),
        }

    def save(self, form: TiesForm) -> WorkItem:
        return services.set_ties(
            actor=self.request.user,
            work_item=self.object,
            served=form.served(),
            shown=form.cleaned_data["shown"],
        )

    def get_conflict_rows(self, form: Any, current: Any) -> list[ConflictRow]:
        """Of the texts beside the pieces only those that somebody wrote."""
        return [row for row in super().get_conflict_rows(form, current) if row.typed or row.stored]

    def _form_to_go_on_with(self, request: HttpRequest, current: models.Model | None) -> Any:
        """What was ticked, with the mark of the set that is stored now."""
        data = request.POST.copy()
        data["shown"] = services.mark_of(services.served_by(self.object))
        return self.get_form_class()(**{**self.get_form_kwargs(), "data": data})


class TiedWork(WorkList):
    """The work that serves a piece, with the filters of the list of work.

    Restricted work is left out where the reader may not open it: that it serves this piece would tell about it.
    """

    title = gettext_lazy("Arbeid som tjener et råd")
    empty_title = gettext_lazy("Ingen arbeid er knyttet til rådet ennå")
    empty_text = gettext_lazy("Åpne et oppdrag som tjener rådet, og kryss av for det der.")

    @cached_property
    def piece(self) -> Advice:
        pieces = published_for(self.request.user)
        slug = self.kwargs.get("edition")
        pieces = pieces.filter(edition__slug=slug) if slug else pieces.filter(edition__is_main=True)
        found = pieces.filter(number=self.kwargs["number"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list of a piece has one address only."""
        own = work_of(self.piece)
        return super().get(request, *args, **kwargs) if request.path == own else HttpResponsePermanentRedirect(own)

    def get_title(self) -> str:
        return _("Arbeid som tjener råd %(number)s") % {"number": self.piece.number}

    def get_lede(self) -> str:
        """The wording, quoted in the language of its source."""
        text = self.piece.current
        return format_html('<span lang="{}">{}</span>', text.language, text.wording) if text else ""

    def get_breadcrumbs(self) -> Breadcrumbs:
        edition = self.piece.edition
        return [
            (_("Råd"), edition.get_absolute_url()),
            (str(self.piece), self.piece.get_absolute_url()),
            (_("Arbeid"), ""),
        ]

    def get_actions(self) -> list[Any]:
        return []

    def refine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(advice_ties__advice=self.piece, is_open_to_reader=True)
