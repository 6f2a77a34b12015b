"""One address of Redis in the forms that its users want."""

from urllib.parse import parse_qs, urlsplit


def celery_url(redis_url: str) -> str:
    """Celery writes a socket's address in its own way; every other address it takes as it is."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    database = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={database}"
