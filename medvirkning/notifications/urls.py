from django.urls import path

from medvirkning.notifications import views

app_name = "notifications"
urlpatterns = [
    path("varsler/", views.ChoicesView.as_view(), name="choices"),
    path("varsler/utboks/", views.outbox, name="outbox"),
    path("varsler/utboks/<int:pk>/send/", views.outbox_resend, name="resend"),
    path("_post/", views.local_list, name="local-list"),
    path("_post/<int:pk>/", views.local_detail, name="local-detail"),
    path("_post/<int:pk>/html/", views.local_html, name="local-html"),
]
