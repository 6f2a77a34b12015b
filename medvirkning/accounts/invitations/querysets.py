"""Reading invitations."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from medvirkning.accounts.services import hash_token


class InvitationQuerySet(models.QuerySet):
    """Invitations of one kind. Each room adds who sees them."""

    def open(self) -> Self:
        """Neither accepted, withdrawn nor expired."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def unanswered(self) -> Self:
        """Not accepted, with an address still there."""
        return self.exclude(email="").filter(accepted_at=None)

    def by_token(self, token: str) -> Self:
        """The invitation of a link."""
        return self.filter(token_hash=hash_token(token))

    def to_address(self, email: str) -> Self:
        return self.filter(email=email)

    def done_before(self, day: datetime.date) -> Self:
        """Accepted, withdrawn or expired before a day, with a name still there."""
        over = Q(expires_at__date__lt=day) | Q(withdrawn_at__date__lt=day) | Q(accepted_at__date__lt=day)
        return self.filter(over).exclude(name="", email="")
