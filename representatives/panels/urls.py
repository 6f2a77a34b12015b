"""Addresses of panels. Visitors reach only the open ones and the tokened ones."""

from django.urls import include, path

from representatives.panels import views

patterns = [
    path("paneler/", views.PanelList.as_view(), name="list"),
    path("paneler/ny/", views.AddPanel.as_view(), name="add"),
    path("paneler/apne/", views.OpenPanels.as_view(), name="open"),
    path("paneler/apne/<int:pk>/", views.Apply.as_view(), name="apply"),
    path("paneler/apne/<int:pk>/takk/", views.Applied.as_view(), name="applied"),
    path("paneler/<int:pk>/", views.PanelPage.as_view(), name="detail"),
    path("paneler/<int:pk>/endre/", views.ChangePanel.as_view(), name="edit"),
    path("paneler/<int:pk>/legg-ned/", views.ClosePanel.as_view(), name="close"),
    path("paneler/<int:pk>/inviter/", views.InviteMember.as_view(), name="invite"),
    path("paneler/<int:pk>/ledere/ny/", views.AddManager.as_view(), name="add-manager"),
    path("paneler/<int:pk>/moter/nytt/", views.PlanMeeting.as_view(), name="plan"),
    path("paneler/ledere/<int:pk>/avslutt/", views.EndManager.as_view(), name="end-manager"),
    path("paneler/medlemmer/<int:pk>/", views.MemberPage.as_view(), name="member"),
    path("paneler/medlemmer/<int:pk>/periode/", views.ChangeTerm.as_view(), name="term"),
    path("paneler/medlemmer/<int:pk>/avslutt/", views.EndSeat.as_view(), name="end-seat"),
    path("paneler/medlemmer/<int:pk>/ga-ut/", views.LeavePanel.as_view(), name="leave"),
    path("paneler/medlemmer/<int:pk>/svar/", views.AnswerForOneself.as_view(), name="answer"),
    path("paneler/medlemmer/<int:pk>/ta-inn/", views.TakeIn.as_view(), name="take-in"),
    path("paneler/medlemmer/<int:pk>/si-nei/", views.RefuseApplication.as_view(), name="refuse"),
    path("paneler/medlemmer/<int:pk>/pa-nytt/", views.RenewInvitation.as_view(), name="renew"),
    path("paneler/medlemmer/<int:pk>/trekk/", views.CancelInvitation.as_view(), name="cancel"),
    path("paneler/moter/<int:pk>/", views.MeetingPage.as_view(), name="meeting"),
    path("paneler/moter/<int:pk>/endre/", views.ChangeMeeting.as_view(), name="change-meeting"),
    path("paneler/moter/<int:pk>/gjennomfort/", views.HoldMeeting.as_view(), name="hold"),
    path("paneler/moter/<int:pk>/avlys/", views.CancelMeeting.as_view(), name="cancel-meeting"),
    path("paneler/moter/<int:pk>/kalender.ics", views.MeetingCalendar.as_view(), name="calendar"),
    path("registeret/soknad/<str:token>/", views.ApplicationPage.as_view(), name="application"),
    path("registeret/panel/<str:token>/", views.InvitationPage.as_view(), name="invitation"),
    path("registeret/foresatt/<str:token>/", views.GuardianPage.as_view(), name="guardian"),
]
urlpatterns = [path("", include((patterns, "panels")))]
