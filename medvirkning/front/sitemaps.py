"""The map of the public pages, for search engines."""

import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from advice.catalogue.models import Advice, Edition

AN_HOUR = 60 * 60
PAGES = (
    "front:home", "catalogue:list", "catalogue:all", "glossary:list", "background:purpose", "background:knowledge",
    "background:publication", "background:process", "background:law", "implementation:plan", "units:register",
    "insight:method",
    "front:accessibility", "front:privacy",
)  # fmt: skip


class PagesSitemap(Sitemap):
    """Pages of which there is one."""

    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class EditionsSitemap(Sitemap):
    """Editions beside the main one, which is a page of its own."""

    def items(self) -> QuerySet[Edition]:
        return Edition.objects.filter(is_main=False, pieces__current__isnull=False).distinct().order_by("pk")


class AdviceSitemap(Sitemap):
    """Every published piece, and when its text was last changed."""

    def items(self) -> QuerySet[Advice]:
        return Advice.objects.published().with_text()

    def lastmod(self, item: Advice) -> datetime.datetime | None:
        return item.current.published_at if item.current else None


MAPS: dict[str, Any] = {"pages": PagesSitemap, "editions": EditionsSitemap, "advice": AdviceSitemap}


@login_not_required
@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def sitemap_view(request: HttpRequest) -> TemplateResponse:
    """All in one file: the public pages are far fewer than the 50,000 that one may hold."""
    return sitemap(request, sitemaps=MAPS)
