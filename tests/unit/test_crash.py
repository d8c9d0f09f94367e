"""A crash is told by types and places, never by values."""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from screens.crash import CrashLog, crash_line, new_reference

AT = datetime(2026, 11, 24, 10, 17, tzinfo=UTC)


def failing(words: str) -> Exception:
    with pytest.raises(OSError, match=words) as caught:
        try:
            {"a": 1}[words]
        except KeyError as inner:
            raise OSError(words) from inner
    return caught.value


def test_each_error_of_the_chain_is_told_with_its_place() -> None:
    line = crash_line(failing("swordfish"), "K7QM-4TXA", AT)
    assert line.startswith("2026-11-24T10:17:00+00:00 K7QM-4TXA OSError at unit/test_crash.py:")
    assert "; caused by KeyError at unit/test_crash.py:" in line
    assert "swordfish" not in line


def test_a_chain_that_bites_its_tail_ends() -> None:
    first, second = ValueError(), ValueError()
    first.__context__, second.__context__ = second, first
    assert crash_line(first, "X", AT).count("ValueError") == 2


def test_references_are_easy_to_read_out_and_differ() -> None:
    codes = {new_reference() for _ in range(50)}
    assert len(codes) == 50
    assert not set("".join(codes)) & set("O0I1S5Z2")


def test_a_disk_that_refuses_is_no_second_crash(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert CrashLog(blocked / "below", lambda _status: None).write(failing("x"))


def test_a_log_that_has_grown_large_starts_again(tmp_path: Path) -> None:
    log = CrashLog(tmp_path, lambda _status: None)
    log.path.write_text("x" * 1_000_001)
    log.write(failing("x"))
    assert log.path.stat().st_size < 1_000


def test_pythons_own_printers_are_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for owner, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    left: list[int] = []
    log = CrashLog(tmp_path, left.append)
    log.install()
    error = failing("swordfish")
    sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=lambda: [][1])
    thread.start()
    thread.join()
    assert left == [70, 70]
    told = log.path.read_text()
    assert "OSError" in told
    assert "IndexError" in told
    assert "swordfish" not in told + "".join(capfd.readouterr())
