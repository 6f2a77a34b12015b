"""The catalogue, for anyone: an edition, a piece, all pieces in full, and every version there has been."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import generic

from advice.catalogue import addresses, metadata, pdf, reading
from advice.catalogue.filters import AdviceFilter
from advice.catalogue.models import Advice, AdviceVersion, Edition
from advice.catalogue.querysets import editions_for, published_for
from advice.content import views as content
from advice.content.kinds import ContentKind, kind_of
from medvirkning.web.caching import PublicPageMixin
from medvirkning.web.pages import Action, Breadcrumbs, PageMixin


class EditionMixin:
    """The edition of the address: by its slug, else the main one. The main one has one address only."""

    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def edition(self) -> Edition:
        rows = editions_for(self.request.user)
        slug = self.kwargs.get("edition_slug")
        return get_object_or_404(rows.main() if slug is None else rows.filter(slug=slug))

    @cached_property
    def pieces(self) -> list[Advice]:
        return reading.pieces_of(self.edition, self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "edition_slug" in kwargs and self.edition.is_main:
            return HttpResponsePermanentRedirect(self.main_address())
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def main_address(self) -> str:
        """The page of the main edition that this address is another name of."""
        match = self.request.resolver_match
        given = {name: value for name, value in self.kwargs.items() if name != "edition_slug"}
        page = match.url_name.removeprefix("edition-") if match.url_name != "edition" else "list"
        return reverse(f"catalogue:{page}", kwargs=given)

    def trail(self) -> list[tuple[Any, str]]:
        """The way from the front of the catalogue to the edition."""
        front: list[tuple[Any, str]] = [(_("Råd"), reverse("catalogue:list"))]
        return front if self.edition.is_main else [*front, (self.edition.title, addresses.of_edition(self.edition))]


class PieceMixin(EditionMixin):
    """The piece of the address, as far as it is published: drafts are read where they are edited."""

    @cached_property
    def piece(self) -> Advice:
        found = published_for(self.request.user)
        piece: Advice = get_object_or_404(found, edition=self.edition, number=self.kwargs["number"])
        return piece

    @property
    def piece_name(self) -> str:
        return _("Råd %(number)s") % {"number": self.piece.number}

    def trail_of_piece(self) -> list[tuple[Any, str]]:
        return [*self.trail(), (self.piece_name, addresses.of_piece(self.piece))]


class FilteredMixin(EditionMixin):
    """The pieces that the filters of the address choose."""

    @cached_property
    def filterset(self) -> AdviceFilter:
        rows = published_for(self.request.user).filter(edition=self.edition)
        return AdviceFilter(self.request.GET, queryset=rows, request=self.request, pieces=self.pieces)

    @cached_property
    def found(self) -> list[Advice]:
        """All of them are read already; a filter that can't be read finds none, and its field says why."""
        if not self.filterset.is_valid():
            return []
        return list(self.filterset.qs) if self.filterset.active_count else self.pieces


class CatalogueView(PublicPageMixin, FilteredMixin, PageMixin, generic.TemplateView):
    """An edition: whom its pieces are for, the pieces by level, and its chapters."""

    template_name = "advice/catalogue/list.html"
    fragment_name = "advice/catalogue/_pieces.html"

    def get_title(self) -> str:
        return self.edition.title

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [] if self.edition.is_main else [*self.trail()[:-1], (self.edition.title, "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filterset = self.filterset
        filtered = bool(filterset.active_count)
        found = self.found
        return super().get_context_data(
            edition=self.edition,
            editions=editions_for(self.request.user).exclude(pk=self.edition.pk),
            filterset=filterset,
            filtered=filtered,
            found=found,
            groups=reading.by_level(found),
            count_text=self._count_text(len(found), filtered),
            addressees=reading.by_addressee(self.pieces),
            leaders=reading.by_leaders(self.pieces),
            chapters=reading.by_chapter(self.edition, self.pieces),
            changed=reading.last_changed(self.pieces),
            all_url=addresses.of_edition(self.edition, "all"),
            pdf_url=self._pdf_url(filtered and bool(found)),
            may_edit=self.request.user.has_perm("advice.edit"),
            metadata=metadata.of_edition(self.edition, self.pieces),
            **kwargs,
        )

    def _pdf_url(self, filtered: bool) -> str:
        """The file holds what the list shows."""
        address = addresses.of_edition(self.edition, "all-pdf")
        return f"{address}?{self.request.GET.urlencode()}" if filtered else address

    @staticmethod
    def _count_text(number: int, filtered: bool) -> str:
        if filtered:
            return ngettext("%(n)s råd passer.", "%(n)s råd passer.", number) % {"n": number}
        return ngettext("%(n)s råd.", "%(n)s råd.", number) % {"n": number}


class AllView(PublicPageMixin, EditionMixin, PageMixin, generic.TemplateView):
    """All pieces of an edition in full, to read from end to end or on paper."""

    template_name = "advice/catalogue/all.html"

    def get_title(self) -> str:
        return _("Alle rådene: %(edition)s") % {"edition": self.edition.title}

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [*self.trail(), (_("Alle rådene"), "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            edition=self.edition,
            groups=reading.by_level(self.pieces),
            changed=reading.last_changed(self.pieces),
            pdf_url=addresses.of_edition(self.edition, "all-pdf"),
            metadata=metadata.of_edition(self.edition, self.pieces, page="all"),
            **kwargs,
        )


class PieceView(PublicPageMixin, PieceMixin, PageMixin, generic.TemplateView):
    """A piece as it is in force."""

    template_name = "advice/catalogue/detail.html"

    def get_title(self) -> str:
        return f"{self.piece_name}: {self.piece.current}"

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [*self.trail(), (self.piece_name, "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        neighbours = reading.neighbours_of(self.piece, self.request.user)
        return super().get_context_data(
            piece=self.piece,
            piece_name=self.piece_name,
            record=self.piece,
            version=self.piece.current,
            before=neighbours.before,
            after=neighbours.after,
            versions_url=addresses.of_piece(self.piece, "versions"),
            pdf_url=addresses.of_piece(self.piece, "pdf"),
            feedback_url=addresses.of_piece(self.piece, "feedback"),
            may_edit=self.request.user.has_perm("advice.edit"),
            metadata=metadata.of_piece(self.piece),
            **kwargs,
        )


class PieceVersionsView(PieceMixin, content.VersionsView):
    """The published versions of a piece, each to be read as it stood, and what differs between two."""

    template_name = "advice/catalogue/versions.html"

    @cached_property
    def kind(self) -> ContentKind:
        kind = kind_of(Advice.__name__.lower())
        if kind is None:
            raise Http404
        return kind

    @property
    def record(self) -> Advice:
        return self.piece

    def get_title(self) -> str:
        return _("Versjoner av råd %(number)s") % {"number": self.piece.number}

    def get_breadcrumbs(self) -> Breadcrumbs:
        return [*self.trail_of_piece(), (_("Versjoner"), "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["lines"] = [
            (version, addresses.of_piece(self.piece, "version", version.number)) for version in context["versions"]
        ]
        return context


class PieceVersionView(PublicPageMixin, PieceMixin, PageMixin, generic.TemplateView):
    """A version as it stood. One that is replaced says so, and what is in force is one step away."""

    template_name = "advice/catalogue/version.html"

    @cached_property
    def version(self) -> AdviceVersion:
        version = reading.published_version(self.piece, self.kwargs["version_number"])
        if version is None:
            raise Http404
        return version

    def get_title(self) -> str:
        return _("Råd %(number)s, versjon %(version)s") % {
            "number": self.piece.number,
            "version": self.version.number,
        }

    def get_breadcrumbs(self) -> Breadcrumbs:
        versions = (_("Versjoner"), addresses.of_piece(self.piece, "versions"))
        return [*self.trail_of_piece(), versions, (str(self.version.number), "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            piece=self.piece,
            record=self.piece,
            version=self.version,
            is_current=self.version.pk == self.piece.current_id,
            versions_url=addresses.of_piece(self.piece, "versions"),
            metadata=metadata.of_piece(self.piece),
            **kwargs,
        )


class PiecePdfView(PublicPageMixin, PieceMixin, generic.View):
    """A piece as PDF."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _as_pdf(pdf.of_piece(self.piece), f"rad-{self.piece.number}.pdf")


class AllPdfView(PublicPageMixin, FilteredMixin, generic.View):
    """An edition as PDF, or what the filters of the list choose from it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.found:
            raise Http404
        return _as_pdf(
            pdf.of_edition(self.edition, self.found, chosen=self.filterset.in_words), f"rad-{self.edition.slug}.pdf"
        )


def _as_pdf(content_of: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content_of, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def actions_for_the_centre(edition: Edition) -> list[Action]:
    """What the Centre does from an edition's page."""
    return [
        Action(_("Nytt råd"), reverse("catalogue:new-piece", args=[edition.slug]), "secondary"),
        Action(_("Endre utgaven"), reverse("catalogue:edit-edition", args=[edition.slug]), "tertiary"),
    ]
