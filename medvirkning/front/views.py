"""The first page of each role, and the public statements."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from medvirkning.accounts.enums import Role
from medvirkning.audit import retention
from medvirkning.front import my_work
from medvirkning.web.views import PageMixin


@method_decorator(login_not_required, name="dispatch")
class FrontView(PageMixin, TemplateView):
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
            context["tasks"] = my_work.tasks_of(user)
            context["happenings"] = my_work.happenings_of(user)
            context["my_share"] = my_work.share_of(user)
        elif user.is_authenticated:
            context["roles"] = [Role(role).label for role in sorted(user.roles_on())]
        return context


class StatementView(PageMixin, TemplateView):
    """A public statement. What the body that runs the portal has not said stands as «ikke satt»."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            body_name=settings.MEDVIRKNING_BODY_NAME, body_contact=settings.MEDVIRKNING_BODY_CONTACT, **kwargs
        )


@method_decorator(login_not_required, name="dispatch")
class AccessibilityView(StatementView):
    template_name = "front/accessibility.html"
    title = gettext_lazy("Tilgjengelighet")


@method_decorator(login_not_required, name="dispatch")
class PrivacyView(StatementView):
    """How long things are kept is read from the rules that erase them."""

    template_name = "front/privacy.html"
    title = gettext_lazy("Personvern")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kept=[rule for rule in retention.rules() if rule.days_kept], **kwargs)
