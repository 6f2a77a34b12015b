"""Addresses of erasing somebody on request. No address holds a name."""

from django.urls import include, path

from representatives.people import views

patterns = [
    path("personer/slett/", views.FindToErase.as_view(), name="find"),
    path("personer/<int:pk>/slett/", views.EraseOnRequest.as_view(), name="erase"),
]
urlpatterns = [path("", include((patterns, "people")))]
