"""The store as a service, on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.service.school_store import SchoolStore
from tests.founded_school import Device
from tests.https_server import Serving
from tests.running_service import running
from tests.store_parts import open_store


@pytest.fixture
def store(tmp_path: Path, desk: Device) -> SchoolStore:
    return open_store(tmp_path, desk)


@pytest.fixture
def at(tmp_path: Path, store: SchoolStore) -> Iterator[Serving]:
    with running([store], tmp_path) as serving:
        yield serving
