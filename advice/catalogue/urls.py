"""Addresses of the catalogue. A page of the main edition has a twin for every other edition, under its slug."""

from typing import Any

from django.urls import URLPattern, include, path, register_converter
from django.urls.converters import IntConverter
from django.views.decorators.http import conditional_page

from advice.catalogue import api, editing_views, feedback_views, views


class PieceNumberConverter(IntConverter):
    """A piece's number without leading zeros: it has one address."""

    regex = "[1-9][0-9]*"


register_converter(PieceNumberConverter, "piece")

# The same for every edition: what comes after its address, the view, the name.
OF_EDITION: tuple[tuple[str, Any, str], ...] = (
    ("", views.CatalogueView, "list"),
    ("alle/", views.AllView, "all"),
    ("alle/rad.pdf", views.AllPdfView, "all-pdf"),
)
OF_PIECE: tuple[tuple[str, Any, str], ...] = (
    ("", views.PieceView, "detail"),
    ("versjoner/", views.PieceVersionsView, "versions"),
    ("versjon/<int:version_number>/", views.PieceVersionView, "version"),
    ("rad.pdf", views.PiecePdfView, "pdf"),
    ("tilbakemelding/", feedback_views.FeedbackView, "feedback"),
)


def _twins() -> list[URLPattern]:
    found = []
    for end, view, name in OF_EDITION:
        found.append(path(f"rad/{end}", view.as_view(), name=name))
        other = "edition" if name == "list" else f"edition-{name}"
        found.append(path(f"rad/utgave/<slug:edition_slug>/{end}", view.as_view(), name=other))
    for end, view, name in OF_PIECE:
        found.append(path(f"rad/<piece:number>/{end}", view.as_view(), name=name))
        found.append(
            path(f"rad/utgave/<slug:edition_slug>/<piece:number>/{end}", view.as_view(), name=f"edition-{name}")
        )
    return found


patterns = [
    path("rad/tilbakemeldinger/", feedback_views.FeedbackListView.as_view(), name="feedback-list"),
    path("rad/tilbakemeldinger/<int:pk>/", feedback_views.HandleView.as_view(), name="handle-feedback"),
    path("rad/ny-utgave/", editing_views.NewEditionView.as_view(), name="new-edition"),
    path("rad/utgave/<slug:edition_slug>/endre/", editing_views.EditEditionView.as_view(), name="edit-edition"),
    path("rad/utgave/<slug:edition_slug>/nytt-rad/", editing_views.NewPieceView.as_view(), name="new-piece"),
    *_twins(),
]

urlpatterns = [
    path("", include((patterns, "catalogue"))),
    path("api/v1/advice/", conditional_page(api.AdviceListView.as_view()), name="api-advice"),
    path(
        "api/v1/advice/<slug:edition>/<int:number>/",
        conditional_page(api.AdvicePieceView.as_view()),
        name="api-advice-piece",
    ),
]
