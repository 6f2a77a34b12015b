"""The API of organisations: `GET organisations/`. Never a person: neither contacts nor whoever signed one up."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from medvirkning.accounts.enums import Scope
from medvirkning.api import queries
from medvirkning.api.pagination import CursorPages
from medvirkning.api.views import StrictView
from representatives.geography.enums import County
from representatives.organisations.enums import OrganisationKind, RegistryState
from representatives.organisations.models import Organisation
from representatives.organisations.querysets import OrganisationQuerySet

YES, NO = "yes", "no"


class OrganisationsQuery(queries.Query):
    """What may be asked for."""

    kind = queries.one_of(OrganisationKind.values, required=False)
    registered = queries.one_of((YES, NO), required=False, help_text="Whether it stands in the register today.")


class OrganisationSerializer(serializers.ModelSerializer):
    """An organisation by the names that files give its columns."""

    external_id = serializers.CharField(allow_null=True, help_text="Of those without a number.")
    kind = serializers.ChoiceField(
        choices=OrganisationKind.values, allow_blank=True, help_text="Empty where a file left it unknown."
    )
    subject_areas = serializers.SerializerMethodField(help_text="Codes.")
    umbrella_number = serializers.SerializerMethodField(help_text="Its number, else its own code; null without one.")
    counties = serializers.ListField(
        child=serializers.ChoiceField(choices=County.values), help_text="Official county numbers."
    )
    registry_state = serializers.ChoiceField(
        choices=RegistryState.values, help_text="What the national register of legal entities said last."
    )

    class Meta:
        model = Organisation
        fields = (
            "organisation_number", "external_id", "name", "kind", "subject_areas", "umbrella_number", "is_national",
            "counties", "registered_on", "closed_on", "registry_state",
        )  # fmt: skip

    def get_subject_areas(self, organisation: Organisation) -> list[str]:
        return sorted(subject.pk for subject in organisation.subject_areas.all())

    def get_umbrella_number(self, organisation: Organisation) -> str | None:
        umbrella = organisation.umbrella
        return None if umbrella is None else umbrella.organisation_number or umbrella.external_id


class OrganisationsView(StrictView, GenericAPIView):
    """The organisations that the portal knows, in the order in which they came."""

    read_scope = Scope.REGISTER_READ
    pagination_class = CursorPages
    query_class = OrganisationsQuery
    serializer_class = OrganisationSerializer
    queryset = Organisation.objects.none()

    @extend_schema(operation_id="organisations_list", responses=OrganisationSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Organisations that are only known from the log have no `registered_on`."""
        rows = self._rows().select_related("umbrella").prefetch_related("subject_areas")
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(OrganisationSerializer(page, many=True).data)

    def _rows(self) -> QuerySet[Organisation]:
        rows: OrganisationQuerySet = Organisation.objects.all()
        if "kind" in self.asked:
            rows = rows.filter(kind=self.asked["kind"])
        match self.asked.get("registered"):
            case "yes":
                return rows.registered()
            case "no":
                return rows.exclude(pk__in=Organisation.objects.registered().values("pk"))
            case _:
                return rows
