"""Behind all rooms: an unknown address of the API answers as the API does."""

from django.urls import re_path

from medvirkning.api.views import unknown_address

urlpatterns = [re_path(r"^api/", unknown_address, name="api-unknown")]
