"""Addresses of «Min side». None names a person: they are about the one who is signed in."""

from django.urls import include, path

from representatives.my_page import views

patterns = [
    path("min-side/", views.Home.as_view(), name="home"),
    path("min-side/kontakt/", views.Contact.as_view(), name="contact"),
    path("min-side/om-meg/", views.About.as_view(), name="about"),
    path("min-side/delta/", views.TakingPart.as_view(), name="taking-part"),
    path("min-side/bindinger/", views.Interests.as_view(), name="interests"),
    path("min-side/fjern/<str:name>/", views.Remove.as_view(), name="remove"),
    path("min-side/tilgjengelig/", views.Availability.as_view(), name="availability"),
    path("min-side/tilgjengelig/<int:pk>/avslutt/", views.EndPeriod.as_view(), name="end-period"),
    path("min-side/tilgjengelig/<int:pk>/fjern/", views.RemovePeriod.as_view(), name="remove-period"),
    path("min-side/opplaring/", views.Training.as_view(), name="training"),
    path("min-side/opplaring/<int:pk>/fjern/", views.RemoveTraining.as_view(), name="remove-training"),
    path("min-side/samtykker/bekreft/", views.Renew.as_view(), name="renew"),
    path("min-side/samtykker/<str:purpose>/gi/", views.Agree.as_view(), name="agree"),
    path("min-side/samtykker/<str:purpose>/trekk/", views.Withdraw.as_view(), name="withdraw"),
    path("min-side/innsyn/", views.Looks.as_view(), name="looks"),
    path("min-side/opplysninger/", views.MyData.as_view(), name="data"),
    path("min-side/opplysninger/fil.json", views.JsonFile.as_view(), name="json"),
    path("min-side/opplysninger/fil.html", views.HtmlFile.as_view(), name="html"),
    path("min-side/slett/", views.Erase.as_view(), name="erase"),
]
urlpatterns = [path("", include((patterns, "my_page")))]
