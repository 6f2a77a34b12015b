"""The embedded cluster: what it does when the last run ended badly."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from medvirkning.local import processes
from medvirkning.local.errors import LocalError
from medvirkning.local.places import LONGEST_SOCKET, POSTGRES_SOCKET, Place, private_folder, service_account
from medvirkning.local.postgres import PostgresServer, is_listening

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root starts servers as another user")


def _ask(server: PostgresServer, query: str) -> object:
    with psycopg.connect(host=str(server.sockets), dbname="medvirkning", user="medvirkning") as connection:
        row = connection.execute(query).fetchone()
        assert row is not None
        return row[0]


def _until(condition, *, seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_a_stale_pid_file_naming_a_living_stranger_is_no_hindrance(postgres: PostgresServer) -> None:
    started = int(time.time())
    for path in (postgres.cluster / "postmaster.pid", postgres.sockets / ".s.PGSQL.5432.lock"):
        path.write_text(f"{os.getpid()}\n{postgres.cluster}\n{started}\n5432\n{postgres.sockets}\n\n")
    postgres.start(patience=20)
    postgres.ensure_database()
    assert _ask(postgres, "SELECT 1") == 1


def test_an_orphan_in_the_folder_is_ended_and_its_data_is_there(postgres: PostgresServer) -> None:
    postgres.start()
    postgres.ensure_database()
    with psycopg.connect(host=str(postgres.sockets), dbname="medvirkning", user="medvirkning") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    postgres.stop()
    # As a server whose parent did not take it along.
    account = postgres.account
    orphan = subprocess.Popen(
        [postgres.binaries / "postgres", "-D", postgres.cluster, "-c", "listen_addresses=",
         "-c", f"unix_socket_directories={postgres.sockets}"],
        cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        user=account.uid if account else None, group=account.gid if account else None,
        extra_groups=[] if account else None,
    )  # fmt: skip
    assert _until(lambda: is_listening(postgres.sockets))
    postgres.start()
    assert orphan.wait(10) is not None
    assert _ask(postgres, "SELECT number FROM kept") == 7


def test_a_shell_standing_in_the_folder_is_left_alone(postgres: PostgresServer) -> None:
    shell = subprocess.Popen(["sleep", "60"], cwd=postgres.cluster)
    try:
        postgres.start()
        assert shell.poll() is None
    finally:
        shell.kill()
        shell.wait()


def test_making_the_cluster_heals_after_being_cut_off(run_place: Place, postgres: PostgresServer) -> None:
    shutil.rmtree(postgres.cluster)
    half = postgres.cluster.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    postgres.create(initdb=["--no-sync"])
    postgres.start()
    assert not half.exists()


def test_a_folder_with_something_else_in_it_is_refused_and_kept(postgres: PostgresServer) -> None:
    (postgres.cluster / "PG_VERSION").unlink()
    with pytest.raises(LocalError, match="holds no PostgreSQL cluster"):
        postgres.create(initdb=["--no-sync"])
    assert (postgres.cluster / "base").is_dir()


START_AND_WAIT = """
import time
from medvirkning.local.places import Place, data_folder
from medvirkning.local.postgres import PostgresServer, THROW_AWAY
place = Place(data_folder())
server = PostgresServer(cluster=place.cluster, sockets=place.sockets, binaries=place.postgres_bin,
                        log=place.logs / "postgres.log", account=place.account, options=THROW_AWAY)
server.start()
print("started", flush=True)
time.sleep(60)
"""


def test_the_server_dies_with_its_parent(postgres: PostgresServer, start_python) -> None:
    parent = start_python("-c", START_AND_WAIT)
    assert parent.stdout.readline() == "started\n"
    folder = postgres.cluster.resolve()
    assert processes.postgres_in(folder)
    os.kill(parent.pid, signal.SIGKILL)
    assert _until(lambda: not processes.postgres_in(folder))


def test_norwegian_letters_are_letters_and_the_stemmer_is_norwegian(postgres: PostgresServer) -> None:
    postgres.start()
    postgres.ensure_database()
    with psycopg.connect(host=str(postgres.sockets), dbname="medvirkning", user="medvirkning") as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        assert connection.execute("SELECT cardinality(show_trgm('øå'))").fetchone() == (3,)
        assert connection.execute("SELECT upper('æøå')").fetchone() == ("ÆØÅ",)
        assert connection.execute("SELECT to_tsvector('representantene')::text").fetchone() == ("'representant':1",)
        assert connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)


def test_a_path_too_long_for_a_socket_gets_a_short_private_folder(run_data: Path) -> None:
    place = Place(run_data / ("langt-mappenavn-" * 6) / "data")
    place.prepare()
    sockets = place.make_sockets()
    try:
        assert len(os.fsencode(sockets / POSTGRES_SOCKET)) <= LONGEST_SOCKET
        assert sockets.stat().st_mode & 0o777 == 0o700
        assert place.sockets == Place(place.data).sockets
    finally:
        sockets.rmdir()


def test_a_socket_folder_laid_by_another_is_refused(tmp_path: Path) -> None:
    open_to_all = tmp_path / "run"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    with pytest.raises(LocalError, match="is not a private folder"):
        private_folder(open_to_all, None)
    link = tmp_path / "link"
    link.symlink_to(open_to_all)
    with pytest.raises(LocalError, match="is not a private folder"):
        private_folder(link, None)


@as_root
def test_root_runs_the_server_as_a_user_of_the_system(run_place: Place, postgres: PostgresServer) -> None:
    postgres.start()
    assert postgres.account is not None
    assert Path(f"/proc/{postgres.pid}").stat().st_uid == postgres.account.uid != 0
    # One made later does not shut the door on an existing cluster.
    assert Place(run_place.data).account == postgres.account


@as_root
def test_where_that_user_cannot_reach_the_data_lie_with_the_system_and_no_mode_changes(run_data: Path) -> None:
    run_data.mkdir()
    run_data.chmod(0o700)
    place = Place(run_data)
    place.prepare()
    assert place.account == service_account()
    assert place.home.is_relative_to("/var/lib/medvirkning")
    place.make_sockets()
    try:
        assert run_data.stat().st_mode & 0o777 == 0o700
        assert Place(run_data).cluster == place.cluster
    finally:
        shutil.rmtree(place.home)
