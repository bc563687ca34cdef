"""What a store lies on where a process dies: the files of a folder, and what a server has committed of its database."""

import pickle
import shutil
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import create_engine

from respond.store.tables import METADATA
from stores import new_database

Disk = dict[str, bytes]

_ELSEWHERE = ".url"
"""How the file ends that stands in a folder for a database that lies on a server, and says where."""


def on_server(folder: Path, server: str, *names: str) -> Path:
    """Give a folder in which the databases of some names (`store.db`) lie on a server instead, each an own one.

    It is clients that die, so that the server need not wait for its disk.
    """
    for name in names:
        url = new_database(server)
        with psycopg.connect(url, autocommit=True) as connection:
            own = sql.Identifier(connection.info.dbname)
            connection.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit TO off").format(own))
        (folder / f"{name}{_ELSEWHERE}").write_text(url, "utf-8")
    return folder


def database_in(folder: Path, name: str) -> str | Path:
    """Give where the database of a name lies: its file, or its URL on a server."""
    elsewhere = folder / f"{name}{_ELSEWHERE}"
    return elsewhere.read_text("utf-8") if elsewhere.exists() else folder / name


def disk_of(folder: Path) -> Disk:
    """Read every file but the index SQLite makes anew, which is memory that processes share.

    Of a database on a server it is what another connection sees of it: of a client that dies the server keeps that.
    """
    found = {}
    for each in sorted(folder.iterdir()):
        if each.name.endswith(_ELSEWHERE):
            found[each.name.removesuffix(_ELSEWHERE)] = _committed(each.read_text("utf-8"))
        elif each.is_file() and not each.name.endswith("-shm"):
            with suppress(FileNotFoundError):
                found[each.name] = each.read_bytes()
    return found


def put(disk: Disk, folder: Path) -> Path:
    """Lay what was read into a folder and its databases, which then have nothing else."""
    servers = {each.name.removesuffix(_ELSEWHERE): each.read_text("utf-8") for each in _elsewhere(folder)}
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, url in servers.items():
        (folder / f"{name}{_ELSEWHERE}").write_text(url, "utf-8")
        _lay(disk[name], url)
    for name in disk.keys() - servers.keys():
        (folder / name).write_bytes(disk[name])
    return folder


def _elsewhere(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_ELSEWHERE}"))


_looking: dict[str, psycopg.Connection] = {}
"""A connection of nobody else's to each database, kept from one look to the next."""
_seen: dict[str, tuple[str, bytes]] = {}
"""Of each database what was committed at the last look, and by which snapshot."""


def let_go() -> None:
    """Look no more at any server."""
    for connection in _looking.values():
        connection.close()
    _looking.clear()
    _seen.clear()


def _connected(url: str) -> psycopg.Connection:
    if url not in _looking:
        _looking[url] = psycopg.connect(url)
    return _looking[url]


def _committed(url: str) -> bytes:
    """Read all that is committed, of one moment; what is open in another transaction is none of it."""
    connection = _connected(url)
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        (snapshot,) = cursor.execute("SELECT pg_current_snapshot()::text").fetchone()
        if _seen.get(url, ("",))[0] != snapshot:
            tables = {}
            for name in _tables(cursor):
                with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))) as copy:
                    tables[name] = b"".join(map(bytes, copy))
            _seen[url] = (snapshot, pickle.dumps(tables))
    return _seen[url][1]


def _tables(cursor: psycopg.Cursor) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return [name for (name,) in cursor.fetchall()]


def _lay(data: bytes, url: str) -> None:
    """Have a database hold just what was read of another."""
    tables = pickle.loads(data)  # noqa: S301 - of this process
    connection = _connected(url)
    with connection.transaction(), connection.cursor() as cursor:
        there = bool(_tables(cursor))
    if there is not bool(tables):
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
        METADATA.create_all(engine) if tables else METADATA.drop_all(engine)
        engine.dispose()
    with connection.transaction(), connection.cursor() as cursor:
        for name, rows in tables.items():
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
            if rows:
                with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))) as copy:
                    copy.write(rows)
