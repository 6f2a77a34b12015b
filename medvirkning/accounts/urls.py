from django.urls import include, path

from medvirkning.accounts import admin

admin.register_value_lists()

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("verdilister/", admin.site.urls),
]
