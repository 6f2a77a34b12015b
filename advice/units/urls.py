"""Addresses of service units. Only those under /rad/ are for visitors."""

from django.urls import include, path

from advice.units import views

patterns = [
    path("rad/registrer-tjeneste/", views.RegisterUnit.as_view(), name="register"),
    path("rad/registrer-tjeneste/takk/", views.Registered.as_view(), name="registered"),
    path("rad/invitasjon/<str:token>/", views.InvitationPage.as_view(), name="invitation"),
    path("egenvurdering/enheter/", views.UnitList.as_view(), name="list"),
    path("egenvurdering/enheter/<int:pk>/", views.UnitPage.as_view(), name="detail"),
    path("egenvurdering/enheter/<int:pk>/ny/", views.AddBelow.as_view(), name="add-below"),
    path("egenvurdering/enheter/<int:pk>/avgjor/", views.DecideUnit.as_view(), name="decide"),
    path("egenvurdering/enheter/<int:pk>/endre/", views.ChangeUnit.as_view(), name="edit"),
    path("egenvurdering/enheter/<int:pk>/flytt/", views.MoveUnit.as_view(), name="move"),
    path("egenvurdering/enheter/<int:pk>/legg-ned/", views.CloseUnit.as_view(), name="close"),
    path("egenvurdering/enheter/<int:pk>/inviter/", views.InviteLeader.as_view(), name="invite"),
    path("egenvurdering/enheter/ledere/<int:pk>/avslutt/", views.EndLeadership.as_view(), name="end-leadership"),
    path("egenvurdering/enheter/invitasjoner/<int:pk>/pa-nytt/", views.RenewInvitation.as_view(), name="renew"),
    path("egenvurdering/enheter/invitasjoner/<int:pk>/trekk/", views.WithdrawInvitation.as_view(), name="withdraw"),
]
urlpatterns = [path("", include((patterns, "units")))]
