"""The database under a store: one SQLite file, or a PostgreSQL server; transactions that hold against other writers."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from os import devnull
from pathlib import Path
from threading import Event
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from respond.errors import InputError, Text, fault

_WAIT: Final = 30  # seconds to wait for another writer
_LOCK: Final = 823_911  # any number, the same for all who write to a store on PostgreSQL
_WRITING: Final = "respond_writing"
_BELL: Final = "respond_written"
_LOOK_EVERY: Final = timedelta(seconds=1)
_WAIT_FOR: Final = 5  # seconds a server is listened to before the caller is asked whether to go on


class Database:
    """Where the tables lie; every access is a transaction, and only one of those that write runs at a time."""

    def __init__(self, where: str | Path, *, readonly: bool = False) -> None:
        """Take a file, or the URL of a server (`postgresql://...`); raise InputError (E840) for what is neither."""
        self.readonly = readonly
        self.name = shown(where)
        self.path = _file(where)
        nothing = readonly and self.path == Path(
            devnull
        )  # a store that is none, for whoever only asks of plans
        if self.path is not None and not nothing and _is_other(self.path):
            raise InputError([fault("E842", name=self.name, reason=_NO_FILE)])
        self._engine = _engine(where, self.path, self.name, readonly=readonly)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state throughout."""
        with self._told(), self._engine.connect() as connection, connection.begin():
            if not self.path:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that no other writer can come between; all of it is kept, or nothing."""
        if self.readonly:
            raise InputError([fault("E841", name=self.name)])
        with self._told(), self._engine.connect() as connection:
            if self.path:
                connection = connection.execution_options(**{_WRITING: True})  # noqa: PLW2901
            with connection.begin():
                if not self.path:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
                yield connection
                if not self.path:
                    connection.execute(text(f"NOTIFY {_BELL}"))

    @property
    def exists(self) -> bool:
        """Say whether there is anything there; a server is thought to be."""
        return self.path is None or self.path.exists()

    @property
    def size(self) -> int:
        """Give how many bytes it takes: of a file with what stands beside it until it is written into it."""
        if self.path is not None:
            beside = self.path.with_name(f"{self.path.name}-wal")
            return sum(each.stat().st_size for each in (self.path, beside) if each.exists())
        with self.reading() as connection:
            return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def waiter(self) -> "Waiter":
        """Give what waits for somebody to write, in this process or another."""
        return Waiter(self)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what the database refuses as a fault of ours."""
        try:
            yield
        except DBAPIError as error:
            raise InputError([fault("E842", name=self.name, reason=_reason(error))]) from error
        except SQLAlchemyError as error:
            raise InputError([fault("E842", name=self.name, reason=str(error).splitlines()[0])]) from error


class Waiter:
    """Waits until somebody writes: a server tells, a file is looked at every second. Has a connection of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Any = None
        self._seen: list[tuple[int, int]] = []
        self._closed = Event()

    def changed(self) -> bool:
        """Wait a while; say whether somebody wrote meanwhile. A database that is away is waited for, too."""
        try:
            return self._look_at_file() if self._database.path else self._hear_server()
        except (DBAPIError, OSError, InputError):
            self._drop()
            self._closed.wait(_LOOK_EVERY.total_seconds())
            return False

    def _look_at_file(self) -> bool:
        self._closed.wait(_LOOK_EVERY.total_seconds())
        path = self._database.path
        assert path is not None  # noqa: S101 - it is a file
        found = []
        for each in (path, path.with_name(f"{path.name}-wal")):
            with suppress(OSError):
                told = each.stat()
                found.append((told.st_mtime_ns, told.st_size))
        before, self._seen = self._seen, found
        return before != found

    def _hear_server(self) -> bool:
        if self._connection is None:
            made = self._database._engine.connect()  # noqa: SLF001 - of this module
            self._connection = made.execution_options(isolation_level="AUTOCOMMIT")
            self._connection.execute(text(f"LISTEN {_BELL}"))
            return True  # what was written before anybody listened
        driver = self._connection.connection.driver_connection
        return bool(list(driver.notifies(timeout=_WAIT_FOR, stop_after=1)))

    def close(self) -> None:
        """Wait no more."""
        self._closed.set()
        self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.invalidate()  # it listens: nobody else is to get it from the pool
                connection.close()


_NO_FILE: Final = Text("是文件夹、设备或管道", "it is a folder, a device or a pipe")


def _is_other(path: Path) -> bool:
    """Say whether something is there that is no file."""
    try:
        return path.exists() and not path.is_file()
    except OSError:  # a name too long for any: the database says so
        return False


def shown(where: str | Path) -> str:
    """Give the name of a store for messages, without the password of its URL; raises InputError (E840) for no URL."""
    text_ = str(where)
    if "://" not in text_:
        return text_
    try:
        return make_url(text_).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        raise InputError([fault("E840", name=text_.partition("://")[0] + "://…")]) from None


def _file(where: str | Path) -> Path | None:
    return None if isinstance(where, str) and "://" in where else Path(where)


def _engine(where: str | Path, path: Path | None, name: str, *, readonly: bool) -> Engine:
    if path is not None:
        return _sqlite(path, readonly=readonly)
    try:
        url = make_url(str(where))
        if url.get_backend_name() != "postgresql":
            raise InputError([fault("E840", name=name)])
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        # a connection of its own for every access took most of the time of a round of the watch
        return create_engine(url, pool_size=1, max_overflow=-1, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError):
        raise InputError([fault("E840", name=name)]) from None


def _sqlite(path: Path, *, readonly: bool) -> Engine:
    """Open a file: a log beside it takes the writes, and each is on the disk before it counts as done."""
    mode = "ro" if readonly else "rwc"
    quoted = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    engine = create_engine(
        "sqlite+pysqlite://",
        poolclass=NullPool,
        creator=lambda: _connect(f"file:{quoted}?mode={mode}", readonly=readonly),
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(_WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _connect(uri: str, *, readonly: bool) -> Any:  # noqa: ANN401 - of the driver
    import sqlite3  # noqa: PLC0415 - only where the store is a file

    connection = sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None)
    # one text that is damaged must not keep all others from being read: its hash shows that it was
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    if not readonly:
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


_REASONS: Final = (
    ("readonly", Text("只读", "it is read-only")),
    ("read-only", Text("只读", "it is read-only")),
    ("disk is full", Text("磁盘已满", "the disk is full")),
    ("no space", Text("磁盘已满", "the disk is full")),
    ("disk i/o", Text("磁盘读写出错", "the disk cannot be read or written")),
    ("locked", Text("另一个程序占用超过30秒", "another program held it for more than 30 seconds")),
    ("malformed", Text("文件已损坏", "the file is damaged")),
    ("not a database", Text("不是值班记录库", "it is no store")),
    ("unable to open", Text("打不开", "it cannot be opened")),
    ("refused", Text("服务器没有应答", "the server does not answer")),
    ("authentication", Text("服务器拒绝登录", "the server refuses the account")),
)


def _reason(error: DBAPIError) -> Text:
    said = str(error.orig)
    known = next((words for piece, words in _REASONS if piece in said.lower()), None)
    first = said.strip().splitlines()[0] if said.strip() else type(error.orig).__name__
    return known or Text(first, first)
