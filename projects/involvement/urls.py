"""Addresses of the log: under the work item it belongs to."""

from django.urls import include, path

from medvirkning.web import converters  # noqa: F401 - registers <key:…>
from projects.involvement.views import continuing, log, parts, record

ITEM = "oppdrag/<key:reference>/"
ONE = f"{ITEM}medvirkning/<int:pk>/"
patterns = [
    path(f"{ITEM}plan/", parts.Plan.as_view(), name="plan"),
    path(f"{ITEM}medvirkning/", parts.Involvements.as_view(), name="list"),
    path(f"{ITEM}personer/", parts.People.as_view(), name="people"),
    path(f"{ITEM}innspill/", parts.Inputs.as_view(), name="inputs"),
    path(f"{ITEM}medvirkning/ny/", log.LogInvolvement.as_view(), name="log"),
    path(ONE, record.InvolvementPage.as_view(), name="detail"),
    path(f"{ONE}endre/", record.EditInvolvement.as_view(), name="edit"),
    path(f"{ONE}avslutt/", record.CloseInvolvement.as_view(), name="close"),
    path(f"{ONE}annuller/", record.AnnulInvolvement.as_view(), name="annul"),
    path(f"{ONE}forkast/", record.DiscardDraft.as_view(), name="discard"),
    path(f"{ONE}innspill/ny/", record.AddInput.as_view(), name="add-input"),
    path(
        f"{ITEM}medvirkning/<int:involvement>/innspill/<int:pk>/svar/",
        record.AnswerInput.as_view(),
        name="answer-input",
    ),
    path("medvirkning/videre/", continuing.Continuing.as_view(), name="continuing"),
    path("medvirkning/videre/<int:pk>/", continuing.GoesOn.as_view(), name="goes-on"),
]
urlpatterns = [path("", include((patterns, "involvement")))]
