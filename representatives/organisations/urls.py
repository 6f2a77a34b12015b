"""Addresses of organisations. Only signing up and tokened links are for visitors."""

from django.urls import include, path

from representatives.organisations import api, views

patterns = [
    path("organisasjoner/", views.OrganisationList.as_view(), name="list"),
    path("organisasjoner/registrer/", views.RegisterNumber.as_view(), name="register"),
    path("organisasjoner/registrer/opplysninger/", views.RegisterFacts.as_view(), name="register-facts"),
    path("organisasjoner/registrer/takk/", views.Registered.as_view(), name="registered"),
    path("organisasjoner/registrer/<str:token>/", views.MendApplication.as_view(), name="mend"),
    path("organisasjoner/innmeldinger/", views.ApplicationList.as_view(), name="applications"),
    path("organisasjoner/innmeldinger/<int:pk>/", views.ApplicationPage.as_view(), name="application"),
    path(
        "organisasjoner/innmeldinger/<int:pk>/sla-opp/",
        views.LookUpApplication.as_view(),
        name="look-up-application",
    ),
    path("organisasjoner/innmeldinger/<int:pk>/ny-lenke/", views.RenewLink.as_view(), name="renew-link"),
    path("organisasjoner/<int:pk>/", views.OrganisationPage.as_view(), name="detail"),
    path("organisasjoner/<int:pk>/historikk/", views.OrganisationHistory.as_view(), name="history"),
    path("organisasjoner/<int:pk>/endre/", views.ChangeOrganisation.as_view(), name="edit"),
    path("organisasjoner/<int:pk>/bekreft/", views.ConfirmOrganisation.as_view(), name="confirm"),
    path("organisasjoner/<int:pk>/legg-ned/", views.CloseOrganisation.as_view(), name="close"),
    path("organisasjoner/<int:pk>/sla-opp/", views.LookUpOrganisation.as_view(), name="look-up"),
    path("organisasjoner/<int:pk>/inviter/", views.InviteContact.as_view(), name="invite"),
    path("organisasjoner/kontakter/<int:pk>/avslutt/", views.EndContact.as_view(), name="end-contact"),
    path("organisasjoner/invitasjoner/<int:pk>/pa-nytt/", views.RenewInvitation.as_view(), name="renew"),
    path("organisasjoner/invitasjoner/<int:pk>/trekk/", views.WithdrawInvitation.as_view(), name="withdraw"),
    path("registeret/kontakt/<str:token>/", views.InvitationPage.as_view(), name="invitation"),
]
urlpatterns = [
    path("", include((patterns, "organisations"))),
    path("api/v1/organisations/", api.OrganisationsView.as_view(), name="api-organisations"),
]
