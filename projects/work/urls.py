"""Addresses of work."""

from django.urls import include, path

from medvirkning.web import converters  # noqa: F401 - registers <key:…>
from projects.work.views import closing, decisions, lists, record, write

patterns = [
    path("oppdrag/", lists.WorkList.as_view(), name="list"),
    path("oppdrag/ny/", write.CreateWork.as_view(), name="create"),
    path("oppdrag/<key:reference>/", record.Overview.as_view(), name="detail"),
    path("oppdrag/<key:reference>/historikk/", record.History.as_view(), name="history"),
    path("oppdrag/<key:reference>/endre/", write.EditWork.as_view(), name="edit"),
    path("oppdrag/<key:reference>/status/", write.ChangeStatus.as_view(), name="status"),
    path("oppdrag/<key:reference>/flytt/", write.MoveWork.as_view(), name="move"),
    path("oppdrag/<key:reference>/bidrag/", write.Contribute.as_view(), name="contribute"),
    path("oppdrag/<key:reference>/unntak/", decisions.AskExemption.as_view(), name="ask-exemption"),
    path(
        "oppdrag/<key:reference>/ikke-gjennomfort/",
        decisions.AskNotPerformed.as_view(),
        name="ask-not-performed",
    ),
    path("unntak/", decisions.Decisions.as_view(), name="decisions"),
    path("unntak/<slug:kind>/<int:pk>/", decisions.Decide.as_view(), name="decide"),
    path("til-opprydding/", lists.ToMend.as_view(), name="to-mend"),
    path("enheter/<key:code>/legg-ned/", closing.CloseDepartment.as_view(), name="close-department"),
]
urlpatterns = [path("", include((patterns, "work")))]
