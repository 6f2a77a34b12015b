from django.urls import path

from medvirkning.jobs import views

app_name = "jobs"
urlpatterns = [
    path("mine-filer/", views.job_list, name="list"),
    path("mine-filer/<uuid:key>/", views.job_detail, name="detail"),
    path("mine-filer/<uuid:key>/resultat/", views.job_result, name="result"),
    path("mine-filer/<uuid:key>/avbryt/", views.job_cancel, name="cancel"),
]
