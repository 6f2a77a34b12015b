"""A server that answers as Enhetsregisteret does, on this machine alone, and one that does everything wrong."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SLOW_SECONDS = 0.6


def entity(number: str, name: str = "NÆRLYS BRUKERFORENING", **values: Any) -> dict[str, Any]:
    """An entity by the fields that the real API gives it; those that the portal reads, and a few besides."""
    return {
        "organisasjonsnummer": number,
        "navn": name,
        "organisasjonsform": {"kode": "FLI", "beskrivelse": "Forening/lag/innretning"},
        "registreringsdatoEnhetsregisteret": "1996-05-02",
        "registrertIFrivillighetsregisteret": True,
        "konkurs": False,
        "underAvvikling": False,
        "underTvangsavviklingEllerTvangsopplosning": False,
        "_links": {"self": {"href": f"https://data.brreg.no/enhetsregisteret/api/enheter/{number}"}},
    } | values


class FakeRegister:
    """What the server says to each number, and what it was asked. A number it doesn't know gets 404."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.asked: list[str] = []
        self.slow: dict[str, str] = {}

    def has(self, number: str, name: str = "NÆRLYS BRUKERFORENING", **values: Any) -> None:
        self.says(number, 200, json.dumps(entity(number, name, **values)).encode())

    def says(self, number: str, status: int, content: bytes = b"") -> None:
        self.answers[number] = (status, content)

    def waits(self, number: str, how: str = "before") -> None:
        """Answers late: before the first byte, or with a byte now and then."""
        self.slow[number] = how


class _Handler(BaseHTTPRequestHandler):
    register: FakeRegister

    def do_GET(self) -> None:
        number = self.path.rpartition("/")[2]
        self.register.asked.append(self.path)
        how = self.register.slow.get(number, "")
        if how == "before":
            time.sleep(SLOW_SECONDS)
        status, content = self.register.answers.get(number, (404, b""))
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            if how == "drops":
                for byte in content[:30]:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(SLOW_SECONDS / 10)
            self.wfile.write(content)
        except OSError:
            # Whoever asked has gone.
            return

    def log_message(self, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def running() -> Iterator[FakeRegister]:
    """The server, for as long as the block lasts."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    register = FakeRegister(f"http://127.0.0.1:{server.server_address[1]}/enhetsregisteret/api")
    handler.register = register  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield register
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
