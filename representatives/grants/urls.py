"""Addresses of grants. None is for visitors."""

from django.urls import include, path

from medvirkning.web import converters  # noqa: F401 - registers <key:…>
from representatives.grants import views

patterns = [
    path("tilskudd/", views.GrantList.as_view(), name="list"),
    path("tilskudd/krav/", views.RequirementPage.as_view(), name="requirement"),
    path("tilskudd/ny/", views.AddGrant.as_view(), name="add"),
    path("tilskudd/importer/", views.ImportGrants.as_view(), name="import"),
    path("tilskudd/importer/mal.csv", views.ImportTemplate.as_view(), name="import-template"),
    path("tilskudd/<int:pk>/", views.GrantPage.as_view(), name="detail"),
    path("tilskudd/<int:pk>/endre/", views.ChangeGrant.as_view(), name="edit"),
    path("tilskudd/<int:pk>/vurder/", views.JudgeGrant.as_view(), name="judge"),
    path("tilskudd/<int:pk>/rapport/", views.NoteReport.as_view(), name="report"),
    path("tilskudd/regelverk/<int:pk>/endre/", views.ChangeRules.as_view(), name="edit-rules"),
    path("tilskudd/ordninger/", views.SchemeList.as_view(), name="schemes"),
    path("tilskudd/ordninger/ny/", views.AddScheme.as_view(), name="add-scheme"),
    path("tilskudd/ordninger/<key:code>/", views.SchemePage.as_view(), name="scheme"),
    path("tilskudd/ordninger/<key:code>/endre/", views.ChangeScheme.as_view(), name="edit-scheme"),
    path("tilskudd/ordninger/<key:code>/regelverk/", views.AddRules.as_view(), name="add-rules"),
]
urlpatterns = [path("", include((patterns, "grants")))]
