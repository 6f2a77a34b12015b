"""Addresses of the Centre's pages on consents. A person's own are on «Min side»."""

from django.urls import include, path

from representatives.consents import views

patterns = [
    path("samtykketekster/", views.TextList.as_view(), name="texts"),
    path("samtykketekster/<int:pk>/", views.TextPage.as_view(), name="text"),
    path("samtykketekster/ny/<str:purpose>/<str:audience>/", views.PublishText.as_view(), name="publish"),
    path("samtykketekster/personer/trukket/", views.PersonLeft.as_view(), name="left"),
    path("samtykketekster/personer/<int:pk>/", views.PersonConsents.as_view(), name="person"),
]
urlpatterns = [path("", include((patterns, "consents")))]
