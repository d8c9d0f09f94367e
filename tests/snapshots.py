"""Comparing what a screen shows with the picture kept of it.

UPDATE_SNAPSHOTS=1 keeps what is shown now; look at each picture before it is committed.
"""

from __future__ import annotations

import difflib
import html
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App
from textual.widgets import Input, TextArea

FOLDER = Path(__file__).parent / "screens" / "snapshots"

_NUMBER = re.compile(r"terminal-\d+-")
_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_TEXT = re.compile(r'<text [^>]*x="([\d.]+)"[^>]*clip-path="url\(#terminal-line-(\d+)\)"[^>]*>([^<]*)</text>')
_LETTER = 12.2  # the width that Rich gives a letter


def assert_snapshot(app: App[Any], name: str) -> None:
    """Fail, with the lines that differ, unless the app shows what the picture NAME shows."""
    kept = FOLDER / f"{name}.svg"
    received = picture(app)
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        FOLDER.mkdir(parents=True, exist_ok=True)
        _write(kept, received)
        return
    expected = kept.read_text(encoding="utf-8") if kept.exists() else ""
    if received == expected:
        return
    beside = Path(tempfile.mkdtemp(prefix="snapshot-")) / f"{name}.svg"
    _write(beside, received)
    raise AssertionError(f"{name} looks different.\n{_difference(expected, received)}\nReceived: {beside}")


def picture(app: App[Any]) -> str:
    """Return the current screen as SVG, the same bytes in every run: cursor still, no run's number, no address."""
    for box in app.screen.query("Input, TextArea").results():
        if isinstance(box, (Input, TextArea)):
            box.cursor_blink = False
    drawn = _FONTS.sub("", _NUMBER.sub("terminal-", app.export_screenshot()))
    return "\n".join(line.rstrip() for line in drawn.splitlines()).strip() + "\n"


def text_lines(svg: str) -> list[str]:
    """Return the lines of text in a picture."""
    lines: dict[int, str] = {}
    for x, line, text in _TEXT.findall(svg):
        told = html.unescape(text).replace("\xa0", " ").rstrip("\n")
        lines[int(line)] = lines.get(int(line), "").ljust(round(float(x) / _LETTER)) + told
    return [lines.get(at, "").rstrip() for at in range(max(lines, default=-1) + 1)]


def _difference(expected: str, received: str) -> str:
    if not expected:
        return "No picture is kept yet: UPDATE_SNAPSHOTS=1 keeps this one.\n" + "\n".join(text_lines(received))
    before, now = text_lines(expected), text_lines(received)
    if before == now:
        return "The words are the same: colours or styles differ."
    return "\n".join(difflib.unified_diff(before, now, "kept", "received", n=1, lineterm=""))


def _write(path: Path, svg: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(svg)
