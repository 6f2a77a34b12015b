"""Addresses of the overview."""

from django.urls import include, path

from advice.overview import views

patterns = [
    path("", views.NationalView.as_view(), name="national"),
    path("bak-tallet/", views.BehindView.as_view(), name="behind"),
    path("like/<int:pk>/", views.LikeView.as_view(), name="like"),
]

urlpatterns = [path("egenvurdering/oversikt/", include((patterns, "overview")))]
