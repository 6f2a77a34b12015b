"""Addresses of the import."""

from django.urls import include, path

from projects.register import views

patterns = [
    path("importer/ny/", views.NewImport.as_view(), name="new"),
    path("importer/<uuid:key>/", views.ImportDetail.as_view(), name="detail"),
    path("importer/<uuid:key>/gjennomfor/", views.PerformImport.as_view(), name="perform"),
]
urlpatterns = [path("", include((patterns, "register")))]
