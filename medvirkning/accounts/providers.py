"""Identity providers by OpenID Connect, from the environment. Read by the settings: nothing of Django here.

For each of the three, `MEDVIRKNING_OIDC_<NAME>_URL`, `_CLIENT_ID` and `_SECRET`; one without a client id is off.
"""

from typing import Any, Protocol
from urllib.parse import urlsplit

PROVIDERS = {
    "entra": "Entra ID",
    "idporten": "ID-porten",
    "ansattporten": "Ansattporten",
}
# An address given by these is trusted: the directorate's own directory knows its people.
TRUSTED_ADDRESSES = frozenset({"entra"})


class Env(Protocol):
    def __call__(self, name: str, *, default: str) -> str: ...


def openid_apps(env: Env) -> list[dict[str, Any]]:
    """What allauth wants to know of each provider that is set up."""
    apps = []
    for key, name in PROVIDERS.items():
        prefix = f"MEDVIRKNING_OIDC_{key.upper()}"
        client_id = env(f"{prefix}_CLIENT_ID", default="")
        if not client_id:
            continue
        apps.append(
            {
                "provider_id": key,
                "name": name,
                "client_id": client_id,
                "secret": env(f"{prefix}_SECRET", default=""),
                "settings": {
                    "server_url": env(f"{prefix}_URL", default=""),
                    "fetch_userinfo": True,
                    "oauth_pkce_enabled": True,
                    "email_authentication": key in TRUSTED_ADDRESSES,
                },
            }
        )
    return apps


def form_targets(apps: list[dict[str, Any]]) -> list[str]:
    """The origins a sign-in form leads to; the content security policy must let it."""
    addresses = (urlsplit(app["settings"]["server_url"]) for app in apps)
    return [f"{address.scheme}://{address.netloc}" for address in addresses if address.netloc]
