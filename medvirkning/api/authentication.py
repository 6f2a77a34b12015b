"""`Authorization: Bearer <token>`."""

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from medvirkning import audit
from medvirkning.accounts.machines import Machine
from medvirkning.accounts.models import ApiToken
from medvirkning.accounts.services import hash_token, note_use

SCHEME = "bearer"


class BearerAuthentication(BaseAuthentication):
    """A token makes a machine of the caller; a wrong one is refused, none leaves a visitor."""

    def authenticate(self, request: Request) -> tuple[Machine, ApiToken] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME:
            return None
        token = ApiToken.objects.usable().filter(token_hash=hash_token(secret.strip())).first()
        if token is None:
            raise AuthenticationFailed(_("Nøkkelen er ukjent, utløpt eller trukket tilbake."))
        audit.amend(token=token.pk)
        note_use(token=token)
        return Machine(token), token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class BearerScheme(OpenApiAuthenticationExtension):
    """How the schema tells of it."""

    target_class = "medvirkning.api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": SCHEME}
