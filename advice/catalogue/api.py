"""The API of the advice: the pieces as they are in force, for anyone. What the source does not say is empty."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from advice.catalogue.enums import AdviceLevel, Strength, TextLanguage
from advice.catalogue.models import Advice
from medvirkning.api import queries
from medvirkning.api.pagination import CursorPages
from medvirkning.api.views import StrictView


class AdviceQuery(queries.Query):
    """What may be asked for; without anything every published piece of every edition."""

    edition = queries.code(required=False, max_length=60, help_text="The edition's slug.")
    level = queries.one_of(AdviceLevel.values, required=False)
    strength = queries.one_of(Strength.values, required=False)


def _text(name: str, help_text: str = "") -> serializers.CharField:
    return serializers.CharField(source=f"current.{name}", help_text=help_text or "Empty: the source does not say.")


class AdviceSerializer(serializers.ModelSerializer):
    """A piece of advice in the version that is in force. Longer texts are CommonMark."""

    edition = serializers.SlugField(source="edition.slug")
    edition_title = serializers.CharField(source="edition.title")
    version = serializers.IntegerField(source="current.number")
    published_at = serializers.DateTimeField(source="current.published_at", help_text="Of this version.")
    wording = _text("wording", "As its source has it.")
    language = serializers.ChoiceField(source="current.language", choices=TextLanguage.values)
    level = serializers.ChoiceField(source="current.level", choices=AdviceLevel.values)
    strength = serializers.ChoiceField(
        source="current.strength", choices=Strength.values, help_text="`shall` is «skal», `should` is «bør»."
    )
    addressee = _text("addressee")
    population = _text("population")
    chapter = serializers.SerializerMethodField(help_text="Null: the source does not say.")
    elaboration = _text("elaboration")
    practical_steps = serializers.SerializerMethodField(help_text="Empty: the source does not say.")
    rationale = _text("rationale")
    legal_basis = _text("legal_basis", "Empty: not set.")
    references = _text("references")
    published_url = serializers.SerializerMethodField(help_text="Where the piece, else its edition, is published.")
    source = _text("source")  # type: ignore[assignment]
    source_place = _text("source_place")
    url = serializers.SerializerMethodField(help_text="The page that people read.")

    class Meta:
        model = Advice
        fields = (
            "edition", "edition_title", "number", "version", "published_at", "wording", "language", "level",
            "strength", "addressee", "population", "chapter", "elaboration", "practical_steps", "rationale",
            "legal_basis", "references", "published_url", "source", "source_place", "url",
        )  # fmt: skip

    def get_chapter(self, piece: Advice) -> str | None:
        text: Any = piece.current
        return text.chapter.title if text.chapter else None

    def get_practical_steps(self, piece: Advice) -> list[str]:
        text: Any = piece.current
        steps: list[str] = text.steps
        return steps

    def get_published_url(self, piece: Advice) -> str:
        text: Any = piece.current
        return text.published_url or piece.edition.published_url

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, piece: Advice) -> str:
        address: str = self.context["request"].build_absolute_uri(piece.get_absolute_url())
        return address


class _AdviceView(StrictView, GenericAPIView):
    """Published advice is public: a token adds nothing and hinders nothing."""

    permission_classes = (AllowAny,)
    serializer_class = AdviceSerializer
    queryset = Advice.objects.none()

    def rows(self) -> QuerySet[Advice]:
        return Advice.objects.published().select_related("edition", "current__chapter")


class AdviceListView(_AdviceView):
    """Every piece that is published."""

    query_class = AdviceQuery
    pagination_class = CursorPages
    ordering = ("edition_id", "number")

    @extend_schema(operation_id="advice_list", responses=AdviceSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The pieces in the order of their edition and number."""
        names = {"edition": "edition__slug", "level": "current__level", "strength": "current__strength"}
        rows = self.rows().filter(**{names[name]: value for name, value in self.asked.items()})
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class AdvicePieceView(_AdviceView):
    """One piece."""

    @extend_schema(
        operation_id="advice_retrieve",
        parameters=[
            OpenApiParameter("edition", OpenApiTypes.STR, OpenApiParameter.PATH, description="The edition's slug."),
            OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH),
        ],
        responses=AdviceSerializer,
    )
    def get(self, request: Request, edition: str, number: int) -> Response:
        """The piece as it is in force."""
        piece = self.rows().filter(edition__slug=edition, number=number).first()
        if piece is None:
            raise NotFound(_("Det finnes ikke noe slikt råd."))
        return Response(self.get_serializer(piece).data)
