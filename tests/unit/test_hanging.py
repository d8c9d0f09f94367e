"""A point that is broken goes on under its own text: full screen, line by line, at the command line."""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from kiosk.telling import say
from screens.mentor.learning.guidance_text import page_text
from screens.plain.talk import Talk

POINT = "Listen first, and let them speak as long as they like, in their own words. " * 3
PAGE = f"# While they speak\n- {POINT}\nPlain [/] words that are long enough to be broken once at either width. {POINT}"


def assert_hangs(lines: list[str], dot: str) -> None:
    """The point's further lines stand under its text, and no word of the page is lost."""
    (first,) = (place for place, line in enumerate(lines) if line.startswith(f"{dot}Listen"))
    (plain,) = (place for place, line in enumerate(lines) if line.startswith("Plain [/] words"))
    assert plain - first > 2
    further = lines[first + 1 : plain]
    assert all(line[: len(dot)] == " " * len(dot) and line[len(dot)] != " " for line in further)
    assert not any(line.startswith(" ") for line in lines[plain + 1 :])
    told = " ".join(" ".join(lines).replace("•", "-").split())
    assert told.removeprefix("# ") == " ".join(PAGE.removeprefix("# ").split())


class Shown(App[None]):
    CSS = "Static { height: auto; }"

    def compose(self) -> ComposeResult:
        yield Static(page_text(PAGE), markup=False)


@pytest.mark.parametrize("width", [40, 80])
async def test_on_the_full_screen(width: int) -> None:
    app = Shown()
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.pause()
        page = app.query_one(Static)
        shown = ["".join(segment.text for segment in page.render_line(y)).rstrip() for y in range(page.size.height)]
    assert_hangs([line for line in shown if line], "  • ")


@pytest.mark.parametrize("width", [40, 80])
def test_line_by_line(width: int) -> None:
    heard: list[str] = []
    talk = Talk(SimpleNamespace(columns=width, write=heard.append), lambda: 0.0)  # type: ignore[arg-type]
    talk.say(page_text(PAGE).plain)
    assert_hangs("".join(heard).splitlines(), "  • ")


@pytest.mark.parametrize("width", [40, 80])
def test_at_the_command_line(width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((width, 24)))
    for line in PAGE.split("\n"):
        say(line)
    assert_hangs(capsys.readouterr().out.splitlines(), "- ")
