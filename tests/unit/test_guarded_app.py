"""No text leaves the app but by the screen: each verified trap of Textual 8.2.8 has its test."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import textual
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Button, Input, Static, TextArea

from screens.crash import CrashLog
from screens.environment import clean_environment, quick_imports
from screens.guarded_app import GuardedApp
from screens.line_filter import TerminalGuard
from screens.text import FORBIDDEN, content
from screens.theme import CALM, HIGH_CONTRAST
from screens.too_small import TooSmall

NASTY = "a [/] b [@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \u202eevil \x9b2J"


class PageApp(GuardedApp[None]):
    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.ran: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static(content("hello"), id="line")
        yield Input(password=True, id="secret")
        yield TextArea(id="box")

    def key_f2(self) -> None:
        secret = "swordfish"
        raise ValueError(secret)


def shown(app: App[Any]) -> str:
    return "\n".join("".join(part.text for part in row) for row in app.screen._compositor.render_strips())


# -- what Textual calls its private parts ------------------------------------------------------------------------------


def test_the_private_names_that_the_guard_stands_on_are_where_textual_8_2_8_has_them() -> None:
    assert textual.__version__ == "8.2.8"
    for name in ("_handle_exception", "_fatal_error", "_print_error_renderables", "_close_messages_no_wait"):
        assert callable(getattr(App, name)), name
    assert "_filters" in inspect.getsource(App.get_line_filters)
    assert "_handle_exception" in inspect.getsource(sys.modules["textual.message_pump"])
    assert "self._fatal_error()" in inspect.getsource(App._handle_exception)
    assert "_exit_renderables" in inspect.getsource(App._print_error_renderables)
    app: App[None] = App()
    for name in ("_filters", "_exception", "_exit_renderables", "_return_code"):
        assert hasattr(app, name), name
    for name in ("_on_paste", "_line_cache", "_cursor_offset", "_theme", "_draw_cursor"):
        assert hasattr(TextArea(), name), name
    assert hasattr(TextArea().wrapped_document, "_offset_to_line_info")


# -- text --------------------------------------------------------------------------------------------------------------


async def test_markup_in_a_message_is_shown_as_written_and_ends_nothing() -> None:
    app = PageApp()
    async with app.run_test(notifications=True, size=(80, 24)) as pilot:
        app.notify("a [/] b meet [at] gate", title="[b]")
        await pilot.pause()
        assert "a [/] b meet [at] gate" in shown(app)
        assert "[b]" in shown(app)


async def test_the_title_passes_the_door() -> None:
    app = PageApp()
    async with app.run_test():
        app.title, app.sub_title = NASTY, NASTY
        assert FORBIDDEN.search(app.title + app.sub_title) is None


async def test_escape_sequences_in_a_widget_that_forgot_the_door_are_stopped_by_the_filter() -> None:
    app = PageApp()
    async with app.run_test(tooltips=True) as pilot:
        line = app.query_one("#line", Static)
        line.update(TerminalProbe(NASTY))
        line.border_title = content(NASTY)
        app.query_one(Input).placeholder = "\x9b2J\u202e"
        await pilot.pause()
        assert FORBIDDEN.search(shown(app).replace("\n", "")) is None
        assert isinstance(app._filters[-1], TerminalGuard)


class TerminalProbe:
    """A Rich renderable that hands its text over raw."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __rich_console__(self, *_given: object) -> Iterator[Any]:
        from rich.segment import Segment

        yield Segment(self.text)


async def test_a_live_action_in_markup_is_dead_and_a_link_is_plain_text() -> None:
    app = PageApp()
    async with app.run_test() as pilot:
        line = app.query_one("#line", Static)
        line.update("[@click=app.quit]press me[/] [link='https://example.org']there[/]")
        await pilot.pause()
        await pilot.click("#line", offset=(2, 0))
        await pilot.pause()
        assert app.is_running
        assert not app._exit
        styles = [part.style for row in app.screen._compositor.render_strips() for part in row if part.style]
        assert not any(style.link or any(key.startswith("@") for key in style.meta) for style in styles)


async def test_pasted_text_passes_the_door() -> None:
    app = PageApp()
    async with app.run_test() as pilot:
        app.query_one("#box").focus()
        await pilot.pause()
        app.post_message(events.Paste("x\x1b]52;c;aGk=\x07\u202ey\r\nz"))
        await pilot.pause()
        assert app.query_one(TextArea).text == "x]52;c;aGk=y\nz"


# -- ways out ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c", "ctrl+p", "ctrl+z", "ctrl+backslash", "super+c"])
async def test_no_key_quits_copies_stops_or_opens_a_palette(key: str) -> None:
    app = PageApp()
    async with app.run_test() as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert not app._exit
        assert type(app.screen) is Screen


async def test_a_program_on_top_still_binds_keys_of_its_own() -> None:
    class BoundApp(PageApp):
        BINDINGS = [Binding("f10", "sign_out", "Sign out")]  # noqa: RUF012

        def action_sign_out(self) -> None:
            self.ran.append("signed out")

    app = BoundApp()
    async with app.run_test() as pilot:
        await pilot.press("f10")
        assert app.ran == ["signed out"]


@pytest.mark.parametrize("keys", [("ctrl+a", "ctrl+shift+end", "ctrl+c"), ("f7", "ctrl+x"), ("shift+home", "ctrl+c")])
async def test_what_is_typed_in_any_box_can_not_be_copied(keys: tuple[str, ...]) -> None:
    app = PageApp()
    async with app.run_test() as pilot:
        for box in ("#secret", "#box"):
            app.query_one(box).focus()
            await pilot.press(*"swordfish", *keys)
            app.copy_to_clipboard("swordfish")
            assert app.clipboard == ""
            assert app._clipboard == ""


async def test_nothing_on_the_screen_can_be_marked_with_the_mouse() -> None:
    app = PageApp()
    async with app.run_test() as pilot:
        await pilot.mouse_down("#line", offset=(0, 0))
        await pilot.hover("#line", offset=(4, 0))
        await pilot.mouse_up("#line", offset=(4, 0))
        assert app.screen.get_selected_text() is None


async def test_no_screenshot_is_written_and_no_address_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda url, *_given: opened.append(url))
    app = PageApp()
    async with app.run_test() as pilot:
        await app.run_action("app.screenshot")
        assert app.save_screenshot("x.svg", str(tmp_path)) == ""
        assert app.deliver_screenshot("x.svg", str(tmp_path)) is None
        app.open_url("https://example.org")
        await app.run_action("app.suspend_process")
        await app.run_action("app.command_palette")
        await pilot.pause()
    assert list(tmp_path.iterdir()) == []
    assert opened == []


# -- a crash -----------------------------------------------------------------------------------------------------------


async def test_a_crash_leaves_a_reference_with_type_and_place_but_no_value(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    left: list[int] = []
    app = PageApp(crash=CrashLog(tmp_path, left.append))
    with pytest.raises(ValueError, match="swordfish"):
        async with app.run_test() as pilot:
            await pilot.press("f2")
    (line,) = (tmp_path / "crashes.log").read_text().splitlines()
    assert re.match(r"\S+ [A-Z0-9]{4}-[A-Z0-9]{4} ValueError at unit/test_guarded_app\.py:\d+ < ", line)
    out, err = capfd.readouterr()
    assert left == [70]
    assert "swordfish" not in line + out + err
    assert "Traceback" not in out + err


async def test_without_a_crash_log_an_error_still_reaches_the_test_and_prints_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(ValueError, match="swordfish"):
        async with PageApp().run_test() as pilot:
            await pilot.press("f2")
    assert capfd.readouterr() == ("", "")


async def test_a_panic_shows_nothing_of_what_it_is_handed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    app = PageApp(crash=CrashLog(tmp_path, lambda _status: None))
    async with app.run_test():
        app.panic("swordfish")
    out, err = capfd.readouterr()
    assert "swordfish" not in out + err + (tmp_path / "crashes.log").read_text()


async def test_a_message_at_the_end_is_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    app = PageApp()
    async with app.run_test():
        app.exit(message="swordfish")
    app._print_error_renderables()
    assert "swordfish" not in "".join(capfd.readouterr())


# -- a small window ----------------------------------------------------------------------------------------------------


async def test_below_80_by_24_one_page_says_so_and_nothing_is_lost() -> None:
    app = PageApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#box").focus()
        await pilot.press(*"kept")
        await pilot.resize_terminal(79, 24)
        await pilot.pause()
        assert "Make this window bigger." in shown(app)
        assert "kept" not in shown(app)
        await pilot.press("x")
        await app.push_screen(Screen())
        await pilot.pause()
        assert "Make this window bigger." in shown(app)
        app.pop_screen()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not app.screen.query(TooSmall)
        assert app.query_one(TextArea).text == "kept"
        assert "kept" in shown(app)


async def test_an_app_that_starts_in_a_small_window_says_so() -> None:
    app = PageApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert "bigger" in shown(app)


# -- surroundings ------------------------------------------------------------------------------------------------------


async def test_both_themes_can_be_chosen() -> None:
    app = PageApp()
    async with app.run_test():
        assert app.theme == CALM.name
        app.theme = HIGH_CONTRAST.name


async def test_a_program_keeps_its_own_style_sheet_beside_the_base(tmp_path: Path) -> None:
    own = tmp_path / "own.tcss"
    own.write_text("#go { width: 33; }")

    class StyledApp(GuardedApp[None]):
        CSS_PATH = str(own)

        def compose(self) -> ComposeResult:
            yield Button("go", id="go")
            yield Static("quiet", classes="error")

    app = StyledApp()
    async with app.run_test():
        assert app.query_one("#go").size.width == 33
        assert app.query_one(Static).styles.text_style.bold


def test_the_environment_can_not_switch_textual_or_python_behaviour_on() -> None:
    environ = {
        "TEXTUAL_LOG": "a.log",
        "TEXTUAL": "devtools",
        "TEXTUAL_ALLOW_SIGNALS": "1",
        "PYTHONSTARTUP": "x",
        "COLUMNS": "10",
        "TEXTUAL_ANIMATIONS": "none",
        "NO_COLOR": "1",
        "PATH": "/bin",
    }
    clean_environment(environ)
    assert environ == {"TEXTUAL_FPS": "240", "TEXTUAL_ANIMATIONS": "none", "NO_COLOR": "1", "PATH": "/bin"}


def test_quick_imports_leave_the_collector_and_ssl_as_they_were() -> None:
    import gc
    import ssl

    with quick_imports():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert sys.modules["ssl"] is ssl


WITHOUT_SSL = """
import sys
from screens.environment import quick_imports
with quick_imports():
    import asyncio, textual.app
print("ssl" in sys.modules)
import ssl
print(ssl.OPENSSL_VERSION_INFO[0] >= 1)
# Nor is there Textual's palette of commands, whose widgets no screen here has.
print("textual.widgets._select" in sys.modules)
import textual.command
print(issubclass(textual.command.CommandPalette, textual.screen.SystemModalScreen))
"""


def test_an_app_starts_without_ssl_or_palette_which_can_be_imported_later() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            WITHOUT_SSL,
        ],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["False", "True", "False", "True"]


TO_DRAW = """
import sys
from screens.environment import quick_imports
from screens.later import Later
with quick_imports(to_draw=True):
    import shutil, textual.app, textual.notifications
waits = ("difflib", "mimetypes", "platformdirs", "rich.table", "subprocess", "typing_extensions", "uuid")
print([name for name in waits if name in sys.modules])
print(len(textual.app.uuid.uuid4().hex), textual.notifications.Notification("x").identity != "")
import platformdirs, subprocess, typing_extensions, uuid
print([each.__name__ for each in (platformdirs, subprocess, typing_extensions, uuid) if isinstance(each, Later)])
print(textual.app.user_downloads_path() == platformdirs.user_downloads_path(), subprocess.run is not None)
"""


def test_what_no_first_screen_uses_comes_with_its_first_use() -> None:
    told = subprocess.run(
        [sys.executable, "-c", TO_DRAW], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines() == ["[]", "32 True", "[]", "True True"]
