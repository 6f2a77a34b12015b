from django.urls import include, path

from medvirkning.front import sitemaps, views

patterns = [
    path("", views.FrontView.as_view(), name="home"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_view, name="sitemap"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("tilgjengelighet/", views.AccessibilityView.as_view(), name="accessibility"),
    path("personvern/", views.PrivacyView.as_view(), name="privacy"),
]

urlpatterns = [path("", include((patterns, "front")))]
