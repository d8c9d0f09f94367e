"""Schools for the tests of the programs: founded once, copied for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.kiosk.school_folder import SchoolFolder, copied, fill, found, school_once


@pytest.fixture(scope="session")
def _founded_once(tmp_path_factory: pytest.TempPathFactory) -> SchoolFolder:
    return school_once(tmp_path_factory, "founded", found)


@pytest.fixture(scope="session")
def _filled_once(_founded_once: SchoolFolder, tmp_path_factory: pytest.TempPathFactory) -> SchoolFolder:
    def filled(folder: Path) -> SchoolFolder:
        school = copied(_founded_once, folder)
        fill(school)
        return school

    return school_once(tmp_path_factory, "filled", filled)


@pytest.fixture
def founded(_founded_once: SchoolFolder, tmp_path: Path) -> SchoolFolder:
    """Give a school with nothing but its founder."""
    return copied(_founded_once, tmp_path / "school")


@pytest.fixture
def filled(_filled_once: SchoolFolder, tmp_path: Path) -> SchoolFolder:
    """Give a school with every role and two mentors."""
    return copied(_filled_once, tmp_path / "school")
