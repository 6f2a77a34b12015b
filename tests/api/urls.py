"""Addresses for the tests of what every API path has."""

from django.urls import include, path
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from medvirkning.accounts.enums import Scope
from medvirkning.accounts.models import User
from medvirkning.api.pagination import NumberedPages
from medvirkning.api.problems import Conflict
from medvirkning.api.versions import expected_version
from medvirkning.api.views import StrictView
from medvirkning.urls import urlpatterns as site
from medvirkning.web.concurrency import StaleVersion


class UserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id"]


class UsersView(StrictView, ListAPIView):
    serializer_class = UserSerializer
    read_scope = Scope.REGISTER_READ

    def get_queryset(self):
        return User.objects.all()


class NumbersView(StrictView, GenericAPIView):
    pagination_class = NumberedPages
    read_scope = Scope.SHARES_READ
    write_scope = Scope.REGISTER_WRITE
    public_read = True

    def get(self, request: Request) -> Response:
        return self.get_paginated_response(self.paginate_queryset(list(range(250))))

    def post(self, request: Request) -> Response:
        kind = request.data.get("kind")
        if kind == "stale":
            raise StaleVersion(None)
        if kind == "conflict":
            raise Conflict
        if kind == "bad":
            raise serializers.ValidationError({"name": ["is missing"], "rows": [{}, {"date": ["is wrong"]}]})
        if kind == "crash":
            raise RuntimeError("secret detail")
        return Response({"version": expected_version(request)})


urlpatterns = [
    path("api/v1/test-users/", UsersView.as_view()),
    path("api/v1/test-numbers/", NumbersView.as_view()),
    path("", include(site)),
]
