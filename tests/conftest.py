"""What tests of every room share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.language import ENGLISH, speak
from tests.postgres import Postgres, running_postgres


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
