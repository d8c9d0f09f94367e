"""The store's rows in PostgreSQL: durable, in order, side by side with other servers and other schools."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, create_engine, text

from store.columns import METADATA
from store.database import SCRIPTS, Database, migrate, open_shared
from store.database_errors import said_plainly
from store.errors import (
    ConfigurationError,
    DamagedDatabase,
    DiskFull,
    NewerVersion,
    Overlapped,
    ReadOnly,
    StorageError,
)
from store.feeds.dropping import Dropping
from store.feeds.feeds import Feeds
from store.feeds.log import EntryLog
from store.feeds.run import encode_run
from store.postgres import database_url, has_password
from store.signed import cose
from tests.feed_parts import SCHOOL, Registry, chain, entries, key
from tests.postgres import Postgres, serializable

OTHER_SCHOOL = b"o" * 16


@pytest.fixture
def opened() -> Iterator[Callable[..., Database]]:
    with ExitStack() as stack:

        def opening(url: URL, school: bytes = SCHOOL) -> Database:
            database = open_shared(url, school)
            stack.callback(database.close)
            return database

        yield opening


def admitting(*numbers: int) -> Registry:
    registry = Registry()
    for number in numbers:
        registry.admit(key(number))
    return registry


def test_the_tables_declared_are_the_tables_migrated(postgres: Postgres, opened: Callable[..., Database]) -> None:
    for room in ("feeds", "scheme", "notebook.common", "service"):
        importlib.import_module(f"store.{room}.tables")
    with opened(postgres.empty()).read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_two_servers_that_start_at_the_same_moment_make_the_tables_once(
    postgres: Postgres, opened: Callable[..., Database]
) -> None:
    url, told = postgres.empty(), list[Database]()
    first = create_engine(url)
    with first.begin() as connection:
        migrate(connection, SCRIPTS)
        second = threading.Thread(target=lambda: told.append(opened(url)))
        second.start()
        _until_somebody_waits(postgres)
    second.join()
    first.dispose()
    with told[0].read() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1


def test_a_database_of_a_newer_version_is_left_alone(postgres: Postgres, opened: Callable[..., Database]) -> None:
    url = postgres.fresh()
    with opened(url).write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerVersion, match="Nothing in it was changed"):
        open_shared(url, SCHOOL)


def test_numbers_of_entries_may_be_as_large_as_the_format_allows(
    postgres: Postgres, opened: Callable[..., Database]
) -> None:
    from store.feeds.chain import Link

    feeds = Feeds(opened(postgres.fresh()), SCHOOL, admitting(1), None)
    run = chain(key(1), 2, start=Link(2**53 - 3, b"p" * 32, b""))
    with feeds.database.write() as connection:
        assert feeds.take(connection, encode_run(run)) == []
        assert [one.last for one in feeds.held(connection)] == [2**53 - 1]


@pytest.mark.parametrize("isolation", ["as PostgreSQL has it", "serializable"])
def test_a_reader_never_skips_an_entry_that_commits_late(
    postgres: Postgres, opened: Callable[..., Database], isolation: str
) -> None:
    """Two servers with several writers each, one reader that asks for what came after the last it saw."""
    url = postgres.fresh()
    url = serializable(url) if isolation == "serializable" else url
    registry = admitting(1, 2, 3, 4)
    servers = [Feeds(opened(url), SCHOOL, registry, None) for _ in range(2)]
    runs = {number: [encode_run([item]) for item in chain(key(number), 12)] for number in (1, 2, 3, 4)}
    writers_left = threading.Semaphore(0)

    def deliver(number: int) -> None:
        feeds = servers[number % 2]
        for run in runs[number]:
            feeds.database.change(lambda connection, run=run: feeds.take(connection, run))
        writers_left.release()

    threads = [threading.Thread(target=deliver, args=(number,)) for number in runs]
    for thread in threads:
        thread.start()
    reader, seen, after, done = Feeds(opened(url), SCHOOL, registry, None), list[bytes](), 0, 0
    while True:
        done += writers_left.acquire(blocking=False)
        with reader.database.read() as connection:
            page = reader.entries(connection, after=after, limit=3)
        seen += [one.hash for one in page]
        after = page[-1].arrival if page else after
        if done == len(threads) and not page:
            break
    for thread in threads:
        thread.join()
    every = entries(reader)
    assert seen == [one.hash for one in every]
    assert [one.arrival for one in every] == list(range(1, 49))


def test_a_change_in_the_way_of_another_server_is_begun_anew(
    postgres: Postgres, opened: Callable[..., Database]
) -> None:
    """Under serializable changes PostgreSQL itself says 40001 to whoever waited for the turn."""
    url = serializable(postgres.fresh())
    feeds = [Feeds(opened(url), SCHOOL, admitting(1, 2), None) for _ in range(2)]
    first, second = (encode_run(chain(key(number), 1)) for number in (1, 2))
    began = list[int]()
    with feeds[0].database.write() as connection:
        feeds[0].take(connection, first)

    def waiting() -> None:
        with pytest.raises(Overlapped), feeds[1].database.write():
            pass
        began.append(0)

    with feeds[0].database.write() as connection:
        waits = threading.Thread(target=waiting)
        waits.start()
        _until_somebody_waits(postgres)
    waits.join()
    assert began == [0]

    def taken(connection: object) -> object:
        began.append(1)
        return feeds[1].take(connection, second)  # type: ignore[arg-type]

    with feeds[0].database.write() as connection:
        changes = threading.Thread(target=feeds[1].database.change, args=(taken,))
        changes.start()
        _until_somebody_waits(postgres)
    changes.join()
    assert {one.device for one in entries(feeds[0])} == {key(1).id, key(2).id}


def _until_somebody_waits(postgres: Postgres) -> None:
    engine = create_engine(postgres.url)
    with engine.connect() as connection:
        while not connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar():
            pass
    engine.dispose()


def test_a_change_that_is_always_in_the_way_ends_after_some_tries(
    postgres: Postgres, opened: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database._LONGEST_SECONDS", 0.001)
    database, tries = opened(postgres.fresh()), list[int]()

    def never(_connection: object) -> None:
        tries.append(1)
        raise Overlapped("in the way")

    with pytest.raises(Overlapped):
        database.change(never)
    assert 2 < len(tries) < 30


def test_schools_in_one_database_see_nothing_of_one_another(
    postgres: Postgres, opened: Callable[..., Database]
) -> None:
    url = postgres.fresh()
    here = Feeds(opened(url), SCHOOL, admitting(1), None)
    there = Feeds(opened(url, OTHER_SCHOOL), OTHER_SCHOOL, admitting(1), None)
    # The one school's change does not wait for the other's, though both are open at once.
    with here.database.write() as connection, there.database.write() as other:
        here.take(connection, encode_run(chain(key(1), 2)))
        there.take(other, encode_run(chain(key(1), 3, school=OTHER_SCHOOL)))
    assert [one.arrival for one in entries(here)] == [1, 2]
    assert [one.arrival for one in entries(there)] == [1, 2, 3]
    with there.database.read() as connection:
        assert [one.last for one in there.held(connection)] == [3]


def test_what_was_not_committed_is_not_there(postgres: Postgres, opened: Callable[..., Database]) -> None:
    feeds = Feeds(opened(postgres.fresh()), SCHOOL, admitting(1), None)
    with pytest.raises(ZeroDivisionError), feeds.database.write() as connection:
        feeds.take(connection, encode_run(chain(key(1), 1)))
        _ = 1 // 0
    assert entries(feeds) == []


def test_a_connection_that_the_server_ended_is_made_anew(postgres: Postgres, opened: Callable[..., Database]) -> None:
    url = postgres.fresh()
    database = opened(url)
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mentor kiosk'"
    with pytest.raises(StorageError, match="can't be reached"), database.read() as connection:
        connection.execute(text("SELECT 1"))
        postgres.run(end)
        connection.execute(text("SELECT 1"))
    postgres.run(end)
    with database.write() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


def test_a_receipt_waits_for_the_disk_whatever_the_server_is_told(
    postgres: Postgres, opened: Callable[..., Database]
) -> None:
    url = postgres.fresh()
    postgres.run(f"ALTER DATABASE {url.database} SET synchronous_commit = off")
    with opened(url).write() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"


def test_a_server_that_is_not_there_is_said_without_its_address_or_password() -> None:
    url = database_url("postgresql://teacher:s3cret@127.0.0.1:1/school")
    with pytest.raises(StorageError, match="can't be reached") as caught:
        open_shared(url, SCHOOL)
    told = f"{caught.value!r} {caught.value.__cause__!r} {url!r}"
    assert "s3cret" not in told
    assert "127.0.0.1" not in repr(caught.value)


@pytest.mark.parametrize(
    "told", ["", "postgresql://", "sqlite:///x.db", "mysql://u:s3cret@h/d", "postgresql://u:s3cret@h:port/d", "x" * 99]
)
def test_what_is_no_address_is_refused_without_repeating_it(told: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        database_url(told)
    assert "s3cret" not in str(caught.value)


def test_a_password_is_found_wherever_it_stands_in_an_address() -> None:
    assert not has_password(database_url("postgres://u@h/d?sslmode=verify-full"))
    assert has_password(database_url("postgresql://u:s3cret@h/d"))
    moved = database_url("postgresql://u@h/d?password=s3cret")
    assert has_password(moved)
    assert "s3cret" not in repr(moved)


@pytest.mark.parametrize(
    ("state", "expected", "words"),
    [
        ("40001", Overlapped, "same moment"),
        ("40P01", Overlapped, "same moment"),
        ("53100", DiskFull, "no room"),
        ("53300", StorageError, "too much to do"),
        ("55P03", StorageError, "too much to do"),
        ("42501", ReadOnly, "does not let the store write"),
        ("XX001", DamagedDatabase, "damaged"),
        ("57P01", StorageError, "can't be reached"),
        ("22003", StorageError, "did not do what it was asked"),
    ],
)
def test_each_state_of_a_server_has_its_sentence(state: str, expected: type[StorageError], words: str) -> None:
    from sqlalchemy.exc import OperationalError

    class Told(Exception):
        sqlstate = state

    with pytest.raises(expected, match=words), said_plainly():
        raise OperationalError("SELECT 'Sam'", None, Told("Sam"))


def test_a_store_in_postgresql_has_no_file_to_copy(postgres: Postgres, opened: Callable[..., Database]) -> None:
    database = opened(postgres.fresh())
    assert not database.is_file
    with pytest.raises(ConfigurationError, match="tools of PostgreSQL"):
        _ = Path(database.path)


def test_what_is_erased_there_is_gone_and_taken_from_nowhere_again(
    postgres: Postgres, opened: Callable[..., Database]
) -> None:
    database = opened(postgres.fresh())
    feeds = Feeds(database, SCHOOL, admitting(1), None)
    run = chain(key(1), 3)
    hashes = [cose.digest(signed) for signed, _body in run]
    with database.write() as connection:
        feeds.take(connection, encode_run(run[:2]))
        assert Dropping(EntryLog(SCHOOL)).erase(connection, [hashes[1], hashes[2]], bytes(32))
    with database.write() as connection:
        feeds.take(connection, encode_run(run))
    assert [one.body is None for one in sorted(entries(feeds), key=lambda one: one.seq)] == [False, True, True]
    with database.read() as connection:
        assert [one.without_body for one in feeds.held(connection)] == [()]
