"""Addresses of the file with all texts; they are part of `content`."""

from django.urls import path

from advice.content.exchange import views

patterns = [
    path("rad/redigering/fil/", views.FileView.as_view(), name="file"),
    path("rad/redigering/fil/tekster.xlsx", views.DownloadView.as_view(), name="file-download"),
    path("rad/redigering/fil/forhandsvisning/", views.PreviewView.as_view(), name="file-preview"),
    path("rad/redigering/publiser/", views.PublishManyView.as_view(), name="publish-many"),
]
