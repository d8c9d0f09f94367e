"""The school of the journeys, founded once, copied for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.bad_input import Programs, SmallDisk, small_disk
from tests.journeys.brook_field import found_brook_field
from tests.unit.kiosk.school_folder import SchoolFolder, school_once


@pytest.fixture(scope="session")
def _founded_once(tmp_path_factory: pytest.TempPathFactory) -> SchoolFolder:
    return school_once(tmp_path_factory, "brook-field", found_brook_field)


@pytest.fixture
def school(_founded_once: SchoolFolder, tmp_path: Path) -> SchoolFolder:
    """Give Brook Field with everybody in it."""
    shutil.copytree(_founded_once.folder, tmp_path / "school")
    return SchoolFolder(tmp_path / "school", dict(_founded_once.words))


@pytest.fixture
def programs(school: SchoolFolder, capsys: pytest.CaptureFixture[str]) -> Programs:
    """Give the command line of Brook Field."""
    return Programs(school, capsys)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """Give a disk of 8 MiB that can be filled up."""
    with small_disk(tmp_path / "disk", "8m") as made:
        yield made
