"""Who signed in belongs to the history context of the request that did it."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from medvirkning import audit


@receiver(user_logged_in)
def name_actor(sender: Any, user: Any, **kwargs: Any) -> None:
    """Nothing but the context: what signing in changes is allauth's."""
    audit.amend(actor=user)
