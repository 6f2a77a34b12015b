from django.urls import path

from medvirkning.web import drafts_views

urlpatterns = [
    path("kladd/<str:form_key>/", drafts_views.draft_save, name="draft-save"),
    path("kladd/<str:form_key>/forkast/", drafts_views.draft_discard, name="draft-discard"),
]
