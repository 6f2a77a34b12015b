"""Addresses for tests of the furniture alone."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


urlpatterns = [
    path("", include("medvirkning.web.urls")),
    path("", page, name="front"),
    path("oppdrag/", page, name="work"),
    path("oppdrag/arkiv/", page, name="archive"),
    path("accounts/login/", page, name="account_login"),
    path("accounts/logout/", page, name="account_logout"),
    path("accounts/mfa/", page, name="mfa_index"),
    path("mine-filer/", page, name="job-list"),
]
