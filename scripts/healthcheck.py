"""Whether a service of docker-compose.yml is well: `web` answers, `worker` and `beat` answer a ping by the broker."""

import os
import socket
import sys
from urllib.request import Request, urlopen


def web() -> bool:
    # As the proxy would ask: by a name the portal answers to, over TLS.
    host = os.environ["MEDVIRKNING_HOSTS"].split(",")[0]
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    with urlopen(Request("http://127.0.0.1:8000/healthz", headers=headers), timeout=4) as answer:
        return answer.status == 200


def celery(role: str) -> bool:
    from celery import Celery  # noqa: PLC0415  (the web server's check need not pay for it)

    from medvirkning.settings.addresses import celery_url  # noqa: PLC0415

    app = Celery(broker=celery_url(os.environ["REDIS_URL"]))
    node = f"{role}@{socket.gethostname()}"
    return bool(app.control.ping(destination=[node], timeout=8))


def main() -> int:
    role = sys.argv[1]
    return 0 if (web() if role == "web" else celery(role)) else 1


if __name__ == "__main__":
    sys.exit(main())
