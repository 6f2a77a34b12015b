"""A Valkey server on a socket of its own. It keeps nothing on disk: what it held is made again from PostgreSQL."""

import signal
import socket
import subprocess
import time
from pathlib import Path

from medvirkning.local import processes
from medvirkning.local.errors import LocalError
from medvirkning.local.processes import Account

SOCKET = "valkey.sock"


class ValkeyServer:
    """A server in a private folder, a child of this process."""

    def __init__(
        self, *, program: Path, sockets: Path, log: Path, account: Account | None = None, databases: int = 64
    ) -> None:
        self.program = program
        self.socket = sockets / SOCKET
        self.log = log
        self.account = account
        self.databases = databases
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def url(self, database: int = 0) -> str:
        return f"unix://{self.socket}?db={database}"

    def start(self, *, patience: float = 20.0) -> None:
        self.socket.unlink(missing_ok=True)
        self._process = processes.start(
            [
                self.program,
                *("--port", "0"),
                *("--unixsocket", self.socket, "--unixsocketperm", "700"),
                *("--dir", self.socket.parent),
                *("--save", "", "--appendonly", "no"),
                *("--databases", str(self.databases)),
            ],
            log=self.log,
            account=self.account,
        )
        deadline = time.monotonic() + patience
        while not self.answers():
            if self.has_ended():
                raise LocalError(f"Valkey did not start. Its log is {self.log}")
            if time.monotonic() > deadline:
                self.stop()
                raise LocalError(f"Valkey did not answer within {patience:.0f} seconds. Its log is {self.log}")
            time.sleep(0.02)

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(2)
            try:
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def stop(self) -> None:
        if self._process is not None:
            processes.stop(self._process, signum=signal.SIGTERM)
            self._process = None
        self.socket.unlink(missing_ok=True)

    def has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None
