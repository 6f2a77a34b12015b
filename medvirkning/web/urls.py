"""Addresses of the page furniture."""

from django.urls import include, path

from medvirkning.web import styleguide
from medvirkning.web.language_switch import switch_language

urlpatterns = [
    path("sprak/", switch_language, name="language"),
    path("", include("medvirkning.web.drafts_urls")),
    path("_stil/", styleguide.overview, name="styleguide"),
    path("_stil/<slug:part>/", styleguide.part, name="styleguide-part"),
]
