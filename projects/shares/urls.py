"""Addresses of the API of shares."""

from django.urls import path

from projects.shares import api

urlpatterns = [
    path("api/v1/shares/", api.SharesView.as_view(), name="api-shares"),
    path(
        "api/v1/shares/<int:year>/<str:department>/work-items/",
        api.ShareRecordsView.as_view(),
        name="api-share-records",
    ),
]
