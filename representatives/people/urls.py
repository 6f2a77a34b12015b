"""Addresses of erasing somebody on request, and the own account. No address holds a name."""

from django.urls import include, path

from representatives.people import views

patterns = [
    path("personer/slett/", views.FindToErase.as_view(), name="find"),
    path("personer/<int:pk>/slett/", views.EraseOnRequest.as_view(), name="erase"),
    path("personer/andre/<slug:kind>/<int:pk>/slett/", views.EraseOutsider.as_view(), name="erase-other"),
    path("konto/slett/", views.EraseOwnAccount.as_view(), name="erase-account"),
]
urlpatterns = [path("", include((patterns, "people")))]
