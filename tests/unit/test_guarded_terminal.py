"""A guarded app in a real terminal: what a signal, a crash or a nasty text leaves there (Linux, macOS)."""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

import pty
import termios


class Terminal:
    """A program in a terminal of 80 by 24."""

    def __init__(self, folder: Path) -> None:
        self.ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        self.before = termios.tcgetattr(theirs)
        self.theirs = theirs
        self.seen = b""
        top = Path(__file__).parents[2]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.unit.guarded_child", str(folder)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=top,
            env={**os.environ, "TERM": "xterm-256color"},
            start_new_session=True,
        )

    def read_until(self, words: bytes) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self.ours, selectors.EVENT_READ)
            while words not in self.seen:
                assert selector.select(30), f"never showed {words!r}"
                self.seen += os.read(self.ours, 65536)

    def read_to_end(self) -> int:
        with selectors.DefaultSelector() as selector:
            selector.register(self.ours, selectors.EVENT_READ)
            while self.process.poll() is None or selector.select(0):
                if selector.select(0.05):
                    self.seen += os.read(self.ours, 65536)
        return self.process.returncode

    def picture(self) -> list[str]:
        screen = pyte.Screen(80, 24)
        # pyte does not know kitty's or the private sequences that begin with < or >.
        plain = re.sub(rb"\x1b\[[<>=][0-9;]*[a-z]|\x1b\[\?[0-9;]*\$p|\x18\x1b\\", b"", self.seen)
        pyte.ByteStream(screen).feed(plain)
        return [row.rstrip() for row in screen.display]

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.ours)
        os.close(self.theirs)


@contextmanager
def terminal(folder: Path) -> Iterator[Terminal]:
    opened = Terminal(folder)
    try:
        opened.read_until(b"PRIVATEWORDS on")
        opened.read_until(b"\x1b[?2004h")
        yield opened
    finally:
        opened.close()


@pytest.mark.parametrize("name", ["SIGINT", "SIGQUIT", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGCONT"])
def test_signals_that_end_in_a_shell_are_ignored(name: str, tmp_path: Path) -> None:
    with terminal(tmp_path) as child:
        child.process.send_signal(getattr(signal, name))
        os.write(child.ours, b"x")
        child.read_until(b"STILLHERE")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_signals_that_end_the_app_leave_the_terminal_blank(name: str, tmp_path: Path) -> None:
    with terminal(tmp_path) as child:
        assert any("PRIVATEWORDS" in row for row in child.picture())
        child.process.send_signal(getattr(signal, name))
        assert child.read_to_end() == 128 + getattr(signal, name)
        assert child.picture() == [""] * 24
        assert termios.tcgetattr(child.theirs)[3] == child.before[3]


@pytest.mark.parametrize("key", [b"c", b"t"])
def test_a_crash_in_a_terminal_leaves_it_blank_and_tells_no_value(key: bytes, tmp_path: Path) -> None:
    with terminal(tmp_path) as child:
        os.write(child.ours, key)
        assert child.read_to_end() == 70
        assert child.picture() == [""] * 24
        assert b"PRIVATELOCAL" not in child.seen
        told = (tmp_path / "crashes.log").read_text()
        assert "ValueError at unit/guarded_child.py:" in told
        assert "PRIVATE" not in told


def test_no_text_copies_links_or_commands_the_terminal(tmp_path: Path) -> None:
    with terminal(tmp_path) as child:
        os.write(child.ours, b"l")
        child.read_until(b"LINKED")
        os.write(child.ours, b"\x03")
        os.write(child.ours, b"x")
        child.read_until(b"STILLHERE")
        assert b"\x1b]52" not in child.seen
        assert b"\x1b]8;" not in child.seen
        assert b"\x1b]0;" not in child.seen
        assert b"\x9b" not in child.seen.replace("▛".encode(), b"")
