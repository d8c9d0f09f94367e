"""The engine for several servers: PostgreSQL, or what speaks as it does, through psycopg."""

from __future__ import annotations

import threading
from collections import Counter
from functools import partial
from typing import ClassVar, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from store.engines import Engines
from store.errors import ConfigurationError

_SCHEMES: Final = ("postgresql", "postgres", "postgresql+psycopg")
_SECRETS: Final = ("password", "sslpassword")
_CONNECTIONS: Final = 5
_MORE_CONNECTIONS: Final = 15
# One row for each school, which a change takes before it reads anything: so the changes of one school follow one
# another, whatever isolation the server gives, and numbers made as "the highest so far and one" appear in their order.
_TURN: Final = text(
    "INSERT INTO turns (school, taken) VALUES (:school, 1) ON CONFLICT (school) DO UPDATE SET taken = turns.taken + 1"
)
# A server that froze, or whose host is gone, must not keep the turn from the others for long.
_SETTINGS: Final = ("lock_timeout = '30s'", "idle_in_transaction_session_timeout = '60s'")


def database_url(told: str) -> URL:
    """Return the address of a database, or raise ConfigurationError, in whose words nothing of it is repeated."""
    try:
        url = make_url(told.strip())
    except (ArgumentError, ValueError):
        raise _no_address() from None
    if url.drivername not in _SCHEMES or not url.database:
        raise _no_address()
    hidden = url.query.get("password")
    if isinstance(hidden, str):
        # There it would stand in every text that is made of the address.
        url = url.difference_update_query(["password"]).set(password=hidden)
    return url.set(drivername="postgresql+psycopg")


def has_password(url: URL) -> bool:
    """Whether the address holds a secret, so that it may not stand where others can read it."""
    return bool(url.password) or any(name in url.query for name in _SECRETS)


def engines(url: URL, school: bytes) -> Engines:
    """Return how the database at `url` is read, how it is written on behalf of one school."""
    share = _Share(url)
    reader = share.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(reader, share.engine, partial(_take_turn, school), share.let_go, _wiped)


class _Share:
    """One school's share of the connections to a database, which are closed when nobody has a share any more."""

    _lock: ClassVar = threading.Lock()
    _engines: ClassVar[dict[URL, Engine]] = {}
    _shares: ClassVar[Counter[URL]] = Counter()

    def __init__(self, url: URL) -> None:
        self._url = url
        self._is_held = True
        with self._lock:
            if url not in self._engines:
                self._engines[url] = _engine(url)
            self._shares[url] += 1
            self.engine = self._engines[url]

    def let_go(self) -> None:
        """Give the share back; used after that, the connections are this share's own, until it is let go again."""
        with self._lock:
            if self._is_held:
                self._is_held = False
                self._shares[self._url] -= 1
                if not self._shares[self._url]:
                    del self._shares[self._url], self._engines[self._url]
            if self._engines.get(self._url) is not self.engine:
                self.engine.dispose()


def _take_turn(school: bytes, connection: Connection) -> None:
    connection.execute(_TURN, {"school": school})


def _wiped() -> bool:
    """Leave it to the server, which clears what was erased away by itself."""
    return True


def _engine(url: URL) -> Engine:
    try:
        engine = create_engine(
            url,
            pool_size=_CONNECTIONS,
            max_overflow=_MORE_CONNECTIONS,
            # The server may have been started anew since a connection was used last.
            pool_pre_ping=True,
            connect_args={"application_name": "mentor kiosk", "connect_timeout": 10},
            hide_parameters=True,
        )
    except ModuleNotFoundError:
        raise ConfigurationError(
            "This computer has no driver for PostgreSQL. Nothing was started. "
            "Install it with pip install 'mentor-kiosk[postgres]'."
        ) from None

    @event.listens_for(engine, "connect")
    def _set_up(driver: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = driver.cursor()
        for setting in _SETTINGS:
            cursor.execute(f"SET {setting}")
        cursor.execute("SHOW synchronous_commit")
        # A receipt says that something is on the disk, so a server that was told not to wait for the disk waits here.
        if cursor.fetchone() == ("off",):
            cursor.execute("SET synchronous_commit = on")
        cursor.close()
        driver.commit()

    return engine


def _no_address() -> ConfigurationError:
    return ConfigurationError(
        "That is not the address of a database that this program can use. Nothing was started. "
        "It looks like postgresql://ACCOUNT@HOST/DATABASE."
    )
