"""What a token must hold."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from medvirkning.accounts.machines import Machine


class HasScope(BasePermission):
    """The view names `read_scope` and `write_scope`; one without a write scope takes no writing.

    `public_read = True` lets a visitor without a token read: the view gives such a one only what is public.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        reading = request.method in SAFE_METHODS
        if reading and getattr(view, "public_read", False) and not isinstance(request.user, Machine):
            return True
        scope = getattr(view, "read_scope" if reading else "write_scope", None)
        return isinstance(request.user, Machine) and scope is not None and request.user.has_scope(scope)


class HasToken(BasePermission):
    """Any token will do."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.user, Machine)
