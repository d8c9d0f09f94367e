"""What tests of every room share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from kiosk import cli
from store.language import ENGLISH, speak
from tests.new_database import copy_casebooks
from tests.postgres import Postgres, running_postgres

OBJECTS_BETWEEN_COLLECTIONS = 100_000


def pytest_configure() -> None:
    """Look less often for what is no longer used than Python does by itself, for a tenth of the time goes there."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)


def pytest_collection_finish() -> None:
    """Spare the collector what lives as long as the run: all modules and tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _words_of_statements_are_found_once() -> Iterator[None]:
    """Let all databases in files share the words of their statements, for each test opens a dozen of them anew."""
    words = LRUCache(5000)

    class OfAnyFile(SQLiteDialect_pysqlite):
        supports_statement_cache = True

        def __eq__(self, other: object) -> bool:
            return isinstance(other, OfAnyFile)

        def __hash__(self) -> int:
            return hash(OfAnyFile)

    def share(connection: Connection) -> None:
        engine = connection.engine
        if type(engine.dialect) is SQLiteDialect_pysqlite:
            engine.dialect.__class__ = OfAnyFile
        if isinstance(engine.dialect, OfAnyFile):
            engine._compiled_cache = words

    event.listen(Engine, "engine_connect", share)
    yield
    event.remove(Engine, "engine_connect", share)


@pytest.fixture(scope="session", autouse=True)
def _made_once_in_a_process() -> Iterator[None]:
    """Migrate one casebook of each key, build the command line once: nothing that a test does changes either."""
    with pytest.MonkeyPatch.context() as patch:
        copy_casebooks(patch)
        patch.setattr(cli, "parser", cache(cli.parser))
        yield


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Leave the process in English, whatever a test switched on."""
    yield
    speak(ENGLISH)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """One server for the whole run, or for one worker of it."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres(postgres_server: Postgres) -> Iterator[Postgres]:
    """A server whose databases of this test are gone afterwards."""
    yield postgres_server
    postgres_server.drop_all()
