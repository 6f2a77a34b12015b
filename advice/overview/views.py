"""The overview's pages. Figures come from `figures` and `like`; nothing is counted here."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from advice.assessments.models import Assessment
from advice.catalogue.models import Edition
from advice.overview import board, departments, figures, like, querysets, readings, selection
from advice.overview.figures import Overview, Selection
from advice.overview.release import is_released, released_on
from advice.overview.selection import SelectionFilters, SelectionForm
from advice.overview.tables import BehindTable
from advice.units.querysets import unit_keys_under
from medvirkning.web import exports
from medvirkning.web.pages import AllowedMixin, Breadcrumbs, PageMixin
from medvirkning.web.views import DetailView, ListView


class SelectionMixin(AllowedMixin, PageMixin):
    """A page about a year and a group of units."""

    @cached_property
    def editions(self) -> list[Edition]:
        return list(querysets.editions())

    @cached_property
    def edition(self) -> Edition:
        """The one asked for, else the main one."""
        if not self.editions:
            raise Http404
        asked = self.request.GET.get(selection.EDITION, "")
        return next((one for one in self.editions if str(one.pk) == asked), self.editions[0])

    @cached_property
    def selection_form(self) -> SelectionForm:
        return SelectionForm(
            self.request.GET,
            years=readings.years(self.edition.pk),
            today=timezone.localdate(),
            edition=self.edition,
            editions=querysets.editions(),
            as_of_today=self.sees_units,
            own=frozenset() if self.sees_units else unit_keys_under(self.request.user),
        )

    @cached_property
    def sees_units(self) -> bool:
        """The Centre reads every assessment, so its figures are those of the day."""
        return bool(self.request.user.has_perm("overview.behind"))

    @property
    def selection(self) -> Selection:
        return self.selection_form.selection


class NationalView(SelectionMixin, TemplateView):
    """The overview over all units that have answered."""

    permission = "overview.view"
    template_name = "advice/overview/national.html"
    fragment_name = "advice/overview/_national.html"
    title = gettext_lazy("Oversikt over egenvurderingene")
    lede = gettext_lazy("Hvor langt tjenestene som har svart, er kommet med rådene.")

    @cached_property
    def overview(self) -> Overview:
        return figures.build(self.selection)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind = request.GET.get("format", "")
        if kind in exports.FORMATS and self.selection.is_released:
            title = _("Oversikt over egenvurderingene %(year)s") % {"year": self.selection.year}
            return exports.respond(iter(board.export_rows(self.overview)), kind=kind, title=title)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            overview=self.overview,
            board=board.build(self.overview, links=self.sees_units),
            departments=departments.build(self.overview) if self.selection.is_released else None,
            sees_units=self.sees_units,
            is_running=not is_released(self.selection.year),
            released_on=released_on(self.selection.year),
            filterset=SelectionFilters(self.selection_form),
            exports=exports.FORMATS,
            **kwargs,
        )


class BehindView(SelectionMixin, ListView):
    """The assessments behind a figure, for the Centre."""

    permission = "overview.behind"
    model = Assessment
    table_class = BehindTable
    title = gettext_lazy("Egenvurderingene bak tallet")
    empty_title = gettext_lazy("Ingen egenvurderinger bak dette tallet")
    empty_text = gettext_lazy("Tallet er 0.")

    @cached_property
    def asked(self) -> tuple[int | None, str]:
        """The piece and the step, where the address names them."""
        piece, step = self.request.GET.get("rad", ""), self.request.GET.get("trinn", "")
        if (step and step not in querysets.STEPS) or (piece and not (piece.isascii() and piece.isdigit())):
            raise Http404
        if (step and not piece) or len(piece) > 3:
            raise Http404
        return (int(piece) if piece else None), step

    def get_queryset(self) -> Any:
        piece, step = self.asked
        if not self.selection_form.is_valid():
            raise Http404
        chosen = self.selection
        rows = querysets.assessments_behind(
            self.request.user,
            edition_id=chosen.edition_id,
            year=chosen.year,
            group=chosen.group,
            piece=piece,
            step=step,
        )
        return rows.order_by("unit__sort_key", "pk")

    def get_lede(self) -> str:
        piece, _step = self.asked
        if piece is None:
            return _("Godkjente egenvurderinger for %(year)s.") % {"year": self.selection.year}
        return _("Godkjente egenvurderinger for %(year)s, råd %(piece)s.") % {
            "year": self.selection.year,
            "piece": piece,
        }

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(_("Oversikt"), selection.national(self.selection)), (self.get_title(), "")]


class LikeView(DetailView):
    """A unit's assessment beside those of like units."""

    model = Assessment
    permission = "overview.view"
    template_name = "advice/overview/like.html"

    def refine(self, rows: Any) -> Any:
        """Service units only: departments have no like."""
        return rows.filter(unit__isnull=False).select_related("unit", "template")

    def get_title(self) -> str:
        return _("%(unit)s og lignende enheter") % {"unit": self.object.unit}

    def get_lede(self) -> str:
        return _("Lignende enheter er av samme type og i samme størrelse.")

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [(str(self.object), self.object.get_absolute_url()), (_("Lignende enheter"), "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            likeness=like.compare(self.request.user, self.object),
            national_url=reverse("overview:national"),
            **kwargs,
        )
