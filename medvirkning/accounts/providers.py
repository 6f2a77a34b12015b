"""Identity providers by OpenID Connect, from the environment. Read by the settings: nothing of Django here.

For each of the three, `MEDVIRKNING_OIDC_<NAME>_URL`, `_CLIENT_ID` and `_SECRET`; one without a client id is off.

A person is known by the provider's own identifier, once that is tied to an account. It is tied at the first sign-in
by an address that the provider vouches for, and by nothing else: whoever could make a provider say another's address
would take over the account. ID-porten and Ansattporten vouch for no address. Entra ID says none is verified, and lets
its users' addresses be changed, so only addresses in the domains that the directorate itself owns are taken
(`MEDVIRKNING_OIDC_ENTRA_DOMAINS`), from its own tenant alone.
"""

from typing import Any, Protocol
from urllib.parse import urlsplit

PROVIDERS = {
    "entra": "Entra ID",
    "idporten": "ID-porten",
    "ansattporten": "Ansattporten",
}
# The directorate's own directory knows its people by their address.
TRUSTED_ADDRESSES = frozenset({"entra"})
# Addresses at which Entra ID lets every organisation in.
ANYBODYS_TENANT = frozenset({"common", "organizations", "consumers"})


class Env(Protocol):
    def __call__(self, name: str, *, default: str) -> str: ...


class AnybodysTenantError(ValueError):
    """The address of the provider takes sign-ins from every organisation."""


def openid_apps(env: Env) -> list[dict[str, Any]]:
    """What allauth wants to know of each provider that is set up."""
    apps = []
    for key, name in PROVIDERS.items():
        prefix = f"MEDVIRKNING_OIDC_{key.upper()}"
        client_id = env(f"{prefix}_CLIENT_ID", default="")
        if not client_id:
            continue
        address = env(f"{prefix}_URL", default="")
        trusted = key in TRUSTED_ADDRESSES
        if trusted and ANYBODYS_TENANT.intersection(urlsplit(address).path.lower().split("/")):
            raise AnybodysTenantError(f"{prefix}_URL must name the tenant of the directorate itself, not {address}")
        domains = env(f"{prefix}_DOMAINS", default="") if trusted else ""
        apps.append(
            {
                "provider_id": key,
                "name": name,
                "client_id": client_id,
                "secret": env(f"{prefix}_SECRET", default=""),
                "settings": {
                    "server_url": address,
                    "fetch_userinfo": True,
                    "oauth_pkce_enabled": True,
                    "email_authentication": trusted,
                    "verified_email": [domain.strip().lower() for domain in domains.split(",") if domain.strip()],
                },
            }
        )
    return apps


def form_targets(apps: list[dict[str, Any]]) -> list[str]:
    """The origins a sign-in form leads to; the content security policy must let it."""
    addresses = (urlsplit(app["settings"]["server_url"]) for app in apps)
    return [f"{address.scheme}://{address.netloc}" for address in addresses if address.netloc]
