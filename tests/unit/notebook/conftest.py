from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.classroom import Classroom, classroom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Classroom]:
    with classroom(tmp_path) as made:
        yield made
