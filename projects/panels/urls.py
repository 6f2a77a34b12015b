"""The address where a held meeting of a panel is logged."""

from django.urls import include, path

from projects.panels import views

patterns = [path("paneler/moter/<int:pk>/loggen/", views.LogMeeting.as_view(), name="log")]
urlpatterns = [path("", include((patterns, "panel_meetings")))]
