"""The school of the journeys, founded once, copied for each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

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
