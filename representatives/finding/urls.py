"""Addresses of finding people."""

from django.urls import include, path

from representatives.finding import views

patterns = [
    path("representanter/", views.FindPeople.as_view(), name="list"),
    path("representanter/<int:pk>/", views.PersonPage.as_view(), name="person"),
]
urlpatterns = [path("", include((patterns, "finding")))]
