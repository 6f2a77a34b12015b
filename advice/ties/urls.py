"""Addresses of the ties between work and advice."""

from django.urls import include, path

from advice.ties import views
from medvirkning.web import converters  # noqa: F401 - registers <key:…>

patterns = [
    path("oppdrag/<key:reference>/rad/", views.EditTies.as_view(), name="edit"),
    path("rad/<int:number>/arbeid/", views.TiedWork.as_view(), name="work"),
    path("rad/utgave/<slug:edition>/<int:number>/arbeid/", views.TiedWork.as_view(), name="edition-work"),
]
urlpatterns = [path("", include((patterns, "ties")))]
