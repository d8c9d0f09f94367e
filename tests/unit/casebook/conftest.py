"""Fixtures of the casebook's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.casebook.office import Office, office


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as made:
        yield made
