"""What lets its reader in is kept sealed in the outbox until it is sent, and then not at all (docs/adr/0188).

The key follows from the secret key of the portal, which lies in no table: whoever reads the database, a copy of it or
a page of the portal finds no link to follow.
"""

import base64
import datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"medvirkning.notifications.sealing"


class SealBrokenError(ValueError):
    """The words were sealed with a key that the portal has no more, too long ago, or not at all."""


def seal(words: str) -> str:
    """The words as only the portal reads them; nothing where there are none."""
    return _box().encrypt(words.encode()).decode() if words else ""


def unseal(sealed: str, *, within: datetime.timedelta | None = None) -> str:
    """What was sealed, not longer ago than `within`. Raises `SealBrokenError`."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode(), ttl=int(within.total_seconds()) if within else None).decode()
    except InvalidToken as error:
        raise SealBrokenError from error


def _box() -> MultiFernet:
    """By the key of today, and by earlier ones that are still honoured."""
    return MultiFernet([Fernet(_key(one)) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str | bytes) -> bytes:
    raw = secret if isinstance(secret, bytes) else secret.encode()
    return base64.urlsafe_b64encode(HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(raw))
