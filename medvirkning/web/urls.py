"""Addresses of the page furniture."""

from django.urls import include, path

from medvirkning.web import saved_filters_views, styleguide
from medvirkning.web.language_switch import switch_language

urlpatterns = [
    path("sprak/", switch_language, name="language"),
    path("", include("medvirkning.web.drafts_urls")),
    path("filtre/", saved_filters_views.SavedFilters.as_view(), name="saved-filters"),
    path("filtre/ny/<path:address>", saved_filters_views.SaveFilter.as_view(), name="save-filter"),
    path("filtre/<int:pk>/navn/", saved_filters_views.RenameFilter.as_view(), name="rename-filter"),
    path("filtre/<int:pk>/slett/", saved_filters_views.DeleteFilter.as_view(), name="delete-filter"),
    path("_stil/", styleguide.overview, name="styleguide"),
    path("_stil/<slug:part>/", styleguide.part, name="styleguide-part"),
]
