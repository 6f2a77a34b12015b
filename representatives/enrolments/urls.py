"""Addresses of organisations' people. Only the page behind an invitation is for visitors."""

from django.urls import URLPattern, URLResolver, include, path

from representatives.enrolments import views

people: list[URLPattern] = [
    path("", views.PostList.as_view(), name="list"),
    path("ny/", views.Enter.as_view(), name="enter"),
    path("<int:pk>/", views.PostPage.as_view(), name="person"),
    path("<int:pk>/verv/", views.SetTerms.as_view(), name="terms"),
    path("<int:pk>/nei/", views.LetGo.as_view(), name="let-go"),
    path("<int:pk>/forleng/", views.Prolong.as_view(), name="prolong"),
    path("<int:pk>/avslutt/", views.End.as_view(), name="end"),
    path("<int:pk>/opplaering/", views.NoteTraining.as_view(), name="note-training"),
    path("<int:pk>/opplaering/<int:record>/fjern/", views.RemoveTraining.as_view(), name="remove-training"),
    path("<int:pk>/pa-nytt/", views.Renew.as_view(), name="renew"),
    path("<int:pk>/trekk/", views.Cancel.as_view(), name="cancel"),
]
patterns: list[URLPattern | URLResolver] = [
    path("organisasjoner/<int:organisation>/personer/<slug:kind>/", include(people)),
    path("min-side/verv/<slug:kind>/<int:pk>/avslutt/", views.Leave.as_view(), name="leave"),
    path("registeret/invitasjon/<str:token>/", views.InvitationPage.as_view(), name="invitation"),
]
urlpatterns = [path("", include((patterns, "enrolments")))]
