"""Looking for a word wherever the portal may have kept it: tables, indexes, files, caches and dumps."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.db import connection
from psycopg import sql

from medvirkning.local import database
from medvirkning.local.postgres import ADMINISTRATOR

TRIES = 10


def in_tables(word: str) -> list[str]:
    """Tables with a row that holds the word, in whatever column and case."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        for (table,) in cursor.fetchall():
            query = sql.SQL("SELECT count(*) FROM {table} AS row WHERE row::text ILIKE %s").format(
                table=sql.Identifier(table)
            )
            cursor.execute(query, [f"%{word}%"])
            if (number := cursor.fetchone()[0]) > 0:
                found.append(f"{table}: {number}")
    return found


def in_relation_files(word: str, *, is_there: bool = False) -> list[str]:
    """Tables and indexes whose files hold the word, once what was deleted has been swept away.

    Sweeping is what the server does by itself in time: here it is done at once. Left out is what the server
    overwrites as it goes on (docs/operations.md): the write-ahead log. A word that `is_there` is looked for once.
    """
    found: list[str] = []
    for _try in range(TRIES):
        _end_strays()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM FULL")
        found = _files_with(word)
        if not found or is_there:
            break
        # Whoever read at that moment, the server's own workers among them, kept the rows once more.
        time.sleep(1)
    return found


def _files_with(word: str) -> list[str]:
    folder = _written_to_disk()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_relation_filepath(oid) FROM pg_class "
            "WHERE relkind IN ('r', 'i', 't', 'm') AND pg_relation_filepath(oid) IS NOT NULL"
        )
        files = cursor.fetchall()
    return [name for name, path in files if word.encode() in (folder / path).read_bytes()]


def in_samples(word: str) -> list[str]:
    """Columns of which the planner has kept a sample with the word: in files they may be packed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, attname FROM pg_stats WHERE schemaname = 'public' AND concat_ws(' ', "
            "most_common_vals::text, histogram_bounds::text, most_common_elems::text) ILIKE %s ORDER BY 1, 2",
            [f"%{word}%"],
        )
        return [f"sample of {table}.{column}" for table, column in cursor.fetchall()]


def take_samples() -> None:
    """As the server does by itself after many changes; until a table is looked at anew, it keeps them."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _end_strays() -> None:
    """Nobody else is in this database: an open transaction of an earlier test would keep what was deleted since."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        own = cursor.fetchone()[0]
    with _administrator() as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND pid <> %s AND backend_type IN ('client backend', 'autovacuum worker')",
            [connection.settings_dict["NAME"], own],
        )


def _administrator() -> psycopg.Connection:
    """The server's own, who may do what the portal may not."""
    host = connection.settings_dict["HOST"]
    return psycopg.connect(host=host, dbname="postgres", user=ADMINISTRATOR, autocommit=True)


def _written_to_disk() -> Path:
    """The folder of the cluster, once everything in it lies on the disk: the server's administrator may ask."""
    with _administrator() as administrator:
        administrator.execute("CHECKPOINT")
        (folder,) = administrator.execute("SELECT current_setting('data_directory')").fetchone() or ("",)
    return Path(folder)


def in_dump(word: str) -> bool:
    """Whether a dump of the database, as a backup is one, holds the word."""
    known = connection.settings_dict
    command = [
        str(database.program("pg_dump")),
        f"--host={known['HOST']}",
        f"--username={known['USER']}",
        f"--dbname={known['NAME']}",
    ]
    dump = subprocess.run(command, check=True, capture_output=True).stdout
    return word.lower().encode() in dump.lower()


def in_files(word: str) -> list[str]:
    """Uploaded and produced files with the word in name or content."""
    root = Path(settings.MEDIA_ROOT)
    paths = [path for path in root.rglob("*") if path.is_file()]
    return [str(path) for path in paths if word in path.name or word.encode() in path.read_bytes()]


def in_redis(word: str) -> list[str]:
    """Keys of this test's Redis with the word in them or in what they hold."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    # Not by DUMP, which packs what it gives. What ran out since it was named is gone.
    read: dict[bytes, Callable[[bytes], Any]] = {
        b"none": lambda _key: None,
        b"string": client.get,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"hash": client.hgetall,
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1),
    }
    held = ((key, read[client.type(key)](key)) for key in client.scan_iter())
    return [key.decode() for key, value in held if word.encode() in key or word in _readable(value)]


def _readable(value: Any) -> str:
    """Whatever Redis gives, with its letters as letters."""
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    parts = [*value, *value.values()] if isinstance(value, dict) else list(value or ())
    return " ".join(_readable(part) if isinstance(part, bytes) else str(part) for part in parts)


def of(*words: str, are_there: bool = False) -> dict[str, list[str]]:
    """Every trace of the words, by where it was found. Those that `are_there` are not waited for to go."""
    found: dict[str, list[str]] = {}
    for word in words:
        traces = [*in_tables(word), *in_samples(word), *in_files(word), *in_redis(word)]
        traces += in_relation_files(word, is_there=are_there)
        if in_dump(word):
            traces.append("dump")
        if traces:
            found[word] = traces
    return found
