"""The devices that tests of one room after the other begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.founded_school import KIOSK, Device, device, found
from tests.store_parts import KEYS


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Device]:
    """The desk of a school that was just founded."""
    made = found(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Device]:
    """A kiosk that was enrolled with the school's keys."""
    made = device(tmp_path, "kiosk", KIOSK, keys=KEYS)
    yield made
    made.database.close()
