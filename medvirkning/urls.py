"""All addresses. Rooms bring their own; Norwegian addresses, English names."""

from django.urls import include, path

urlpatterns = [
    path("", include("medvirkning.front.urls")),
    path("", include("medvirkning.accounts.urls")),
    path("", include("medvirkning.web.urls")),
    path("", include("medvirkning.jobs.urls")),
    path("", include("medvirkning.notifications.urls")),
    path("", include("medvirkning.api.urls")),
    path("", include("representatives.urls")),
    path("", include("projects.urls")),
    path("", include("advice.urls")),
    path("", include("medvirkning.search.urls")),
    # Last: an address of the API that no room knows.
    path("", include("medvirkning.api.fallback_urls")),
]

handler400 = "medvirkning.web.errors.bad_request"
handler403 = "medvirkning.web.errors.forbidden"
handler404 = "medvirkning.web.errors.not_found"
handler500 = "medvirkning.web.errors.server_error"
