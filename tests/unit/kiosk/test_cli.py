"""The command line says what there is, quickly, and answers trouble with one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli import main, parser
from kiosk.commands import ROLE_NAMES
from kiosk.visiting.spawn import kiosk_alone
from store.scheme.routes import ROLES

HEAVY = ("textual", "sqlalchemy", "sqlmodel", "pydantic", "cryptography", "alembic", "rich")


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environ},
        timeout=60,
        check=False,
    )


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    told = parser().format_help()
    for name in ("demo", "desk", "sync", "verify", "doctor", "init", "role", "people", "open", "identity"):
        assert f"\n    {name}" in told
    code = "import sys; from kiosk.cli import parser; parser().format_help(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not [name for name in loaded if name.split(".")[0] in HEAVY]


def test_the_roles_of_the_command_line_are_those_of_the_table() -> None:
    assert set(ROLE_NAMES) == set(ROLES)


def test_the_home_is_taken_before_or_after_the_command(tmp_path: Path) -> None:
    for given in (["--home", "a", "sync"], ["sync", "--home", "a"], ["role", "make", "head", "--home", "a"]):
        assert parser().parse_args(given).home == Path("a")
    assert parser().parse_args(["sync"]).home is None


def test_the_version_is_told() -> None:
    told = run("--version")
    assert told.returncode == 0
    assert told.stdout.startswith("mentor-kiosk")


def test_a_folder_without_a_school_is_one_sentence_and_exit_code_1(tmp_path: Path) -> None:
    told = run("--home", str(tmp_path), "sync")
    assert told.returncode == 1
    assert told.stdout == ""
    assert len(told.stderr.splitlines()) == 1
    assert "kiosk init" in told.stderr


def test_an_unforeseen_error_leaves_a_reference_and_none_of_the_words(tmp_path: Path) -> None:
    code = (
        "import sys, kiosk.syncing.sync\n"
        "def run(given):\n    secret = 'SWORD' + 'FISH'\n    raise ValueError(secret)\n"
        "kiosk.syncing.sync.run = run\n"
        f"from kiosk.cli import main\nsys.exit(main(['--home', {str(tmp_path)!r}, 'sync']))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 70
    assert "Traceback" not in told.stderr
    assert "SWORDFISH" not in told.stderr
    log = (tmp_path / "crashes.log").read_text()
    assert "ValueError" in log
    assert "SWORDFISH" not in log
    assert log.split()[1] in told.stderr


def test_words_are_never_arguments() -> None:
    with pytest.raises(SystemExit):
        main(["role", "make", "head", "--words", "some words"])


def test_variables_that_would_open_textuals_back_doors_are_gone_before_it_is_imported(tmp_path: Path) -> None:
    code = (
        "import os, sys; from kiosk.cli import main\n"
        f"main(['--home', {str(tmp_path)!r}, 'sync'])\n"
        "print(sorted(n for n in os.environ if n.startswith(('TEXTUAL', 'PYTHON'))), 'textual' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "TEXTUAL_LOG": str(tmp_path / "log"), "TEXTUAL": "devtools"},
        timeout=60,
        check=False,
    )
    assert told.stdout.strip() == "['TEXTUAL_FPS'] False"


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        ([], {"home": None, "kiosk": None}),
        (["--home", "here"], {"home": "here", "kiosk": None}),
        (["--kiosk", "Library", "--home", "here"], {"home": "here", "kiosk": "Library"}),
        (["desk"], None),
        (["--home", "here", "desk"], None),
        (["--home"], None),
        (["--home", "--kiosk"], None),
        (["--home", "here", "sync", "--kiosk"], None),
        (["--version"], None),
    ],
)
def test_a_kiosk_starts_without_building_the_whole_command_line(
    arguments: list[str], meant: dict[str, str | None] | None
) -> None:
    assert kiosk_alone(arguments) == meant
