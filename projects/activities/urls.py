from django.urls import include, path

from projects.activities.views import Activities2023View

urlpatterns = [
    path(
        "innsikt/aktiviteter-2023/",
        include(([path("", Activities2023View.as_view(), name="activities-2023")], "activities")),
    ),
]
