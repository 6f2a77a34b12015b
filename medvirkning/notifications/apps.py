from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from medvirkning.notifications.querysets import looks_after_mail
from medvirkning.web import navigation


class NotificationsConfig(AppConfig):
    name = "medvirkning.notifications"
    label = "notifications"
    verbose_name = _("Varsler")

    def ready(self) -> None:
        import_module("medvirkning.notifications.retention")
        place = navigation.Place.ACCOUNT
        navigation.register(
            navigation.NavItem("notifications", _("Varsler på e-post"), "notifications:choices", 60, place=place)
        )
        navigation.register(
            navigation.NavItem(
                "outbox", _("E-post som må ses på"), "notifications:outbox", 70, visible=looks_after_mail, place=place
            )
        )
