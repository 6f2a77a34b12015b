"""The first page of each role, and the public statements."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from medvirkning.accounts.enums import Role
from medvirkning.audit.purposes import purposes
from medvirkning.front import my_work, outside
from medvirkning.web.caching import PublicPageMixin
from medvirkning.web.pages import PageMixin

# What anyone may read, and so what search engines may take in; all other pages ask who is there.
PUBLIC = ("insight:method", "front:accessibility", "front:privacy", "catalogue:list")
# Below the advice, and yet only for those who edit it.
NOT_FOR_SEARCH = ("content:list", "catalogue:feedback-list")
A_DAY = 24 * 60 * 60


class FrontView(PublicPageMixin, PageMixin, TemplateView):
    """A visitor reads what this is; staff and the Centre see what waits for them; others what they can do here."""

    def get_template_names(self) -> list[str]:
        user = self.request.user
        if not user.is_authenticated:
            return ["front/public.html"]
        return ["front/my_work.html" if user.has_role(Role.STAFF, Role.CENTRE) else "front/welcome.html"]

    def get_title(self) -> str:
        user = self.request.user
        if not user.is_authenticated:
            return _("Medvirkning")
        return _("God dag, %(name)s") % {"name": user.name.split(" ")[0]} if user.name else _("God dag")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        if user.is_authenticated and user.has_role(Role.STAFF, Role.CENTRE):
            context["waits"] = my_work.waits_for(user)
            context["happenings"] = my_work.happenings_of(user)
            context["my_share"] = my_work.share_of(user)
        elif user.is_authenticated:
            context["roles"] = [Role(role).label for role in sorted(user.roles_on())]
            context["pages"] = outside.pages_of(user)
            context["waits"] = outside.waits_for(user)
        return context


class StatementView(PageMixin, TemplateView):
    """A public statement. What the body that runs the portal has not said stands as «ikke satt»."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            body_name=settings.MEDVIRKNING_BODY_NAME, body_contact=settings.MEDVIRKNING_BODY_CONTACT, **kwargs
        )


class AccessibilityView(PublicPageMixin, StatementView):
    template_name = "front/accessibility.html"
    title = gettext_lazy("Tilgjengelighet")


class PrivacyView(PublicPageMixin, StatementView):
    """Purpose by purpose, from the table that the rooms fill; the days are read from the rules that erase."""

    template_name = "front/privacy.html"
    title = gettext_lazy("Personvern")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(purposes=purposes(), **kwargs)


@login_not_required
@require_safe
@cache_control(public=True, max_age=A_DAY)
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines are welcome on the public pages and nowhere else."""
    allowed = [f"Allow: {address}" for address in ("/$", static(""), *(reverse(name) for name in PUBLIC))]
    closed = [f"Disallow: {address}" for address in ("/", *(reverse(name) for name in NOT_FOR_SEARCH))]
    sitemap = f"Sitemap: {request.build_absolute_uri(reverse('front:sitemap'))}"
    lines = ["User-agent: *", *allowed, *closed, "", sitemap, ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@cache_control(public=True, max_age=A_DAY)
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """For what asks by the old name, whatever the page says: the portal's own mark."""
    return HttpResponseRedirect(static("img/mark.svg"))
