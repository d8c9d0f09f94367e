"""What tests of every room share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import Postgres, running_postgres


@pytest.fixture(scope="session")
def _postgres_server() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres(_postgres_server: Postgres) -> Iterator[Postgres]:
    """A server whose databases of this test are gone afterwards."""
    yield _postgres_server
    _postgres_server.drop_all()
