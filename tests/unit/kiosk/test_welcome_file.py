"""The welcome's facts, read before anything else is imported."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.home import Home
from kiosk.kiosk_wiring import start_kiosk
from kiosk.welcome_file import read_welcome
from tests.unit.kiosk.school_folder import SchoolFolder

HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "cryptography", "alembic", "cbor2")


def test_what_the_notebook_leaves_is_what_the_welcome_shows(filled: SchoolFolder) -> None:
    home = Home(filled.folder)
    kiosk = start_kiosk(home, home.kiosk(None))
    # Whether school is on now is never read from a file, which would be of another hour.
    now = replace(kiosk.notebook.welcome(), school_state="open", school_ends=None, school_opens=None)
    assert read_welcome(home.kiosk(None).welcome) == now
    kiosk.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"school": "x"}',
        '{"school":"x","adults":[[1]],"last_contact":null,"tip":"","school_closes":null}',
        '{"school":"x","adults":[],"last_contact":"2026-01-01T10:00","tip":"","school_closes":null}',
    ],
)
def test_a_file_that_is_not_whole_shows_nothing_rather_than_something_wrong(tmp_path: Path, text: str) -> None:
    (tmp_path / "welcome.json").write_text(text)
    assert read_welcome(tmp_path / "welcome.json") is None


def modules_after(code: str) -> list[str]:
    code = f"import sys\n{code}\nprint(*sys.modules, sep='\\n')"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return [name.split(".")[0] for name in told.stdout.split("\n")]


def test_the_supervisor_imports_neither_what_draws_nor_what_opens_and_a_waiting_visit_only_what_draws() -> None:
    watching = modules_after("import kiosk.run_kiosk, kiosk.visiting.supervisor, kiosk.visiting.sync_child")
    assert not {"textual", "rich", "ssl", *HEAVY} & set(watching)
    waiting = modules_after("import kiosk.visiting.visit, kiosk.visiting.app")
    assert "textual" in waiting
    assert not set(HEAVY) & set(waiting)


def test_before_the_first_paint_nothing_but_textual_is_imported(filled: SchoolFolder) -> None:
    code = (
        "import sys\nfrom kiosk.cli import main\nimport kiosk.run_kiosk as program\n"
        "program.need_terminal = lambda: None\nprogram.can_supervise = lambda: False\n"
        "from screens.mentor.visit.app import KioskApp\n"
        "KioskApp.run = lambda self: print(self.facts.school, *sys.modules, sep='\\n')\n"
        f"sys.exit(main(['--home', {str(filled.folder)!r}]))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    school, *loaded = told.stdout.split("\n")
    assert school == "Brook Field"
    assert "textual.app" in loaded
    assert not [name for name in loaded if name.split(".")[0] in HEAVY]
