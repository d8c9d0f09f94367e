"""The App that every program of the product runs in.

Textual's own App copies to the clipboard, saves screenshots, prints local variables after a crash, reads markup in
messages, or stops for a shell: whatever of this could show a pupil's words is closed here, screens need no care for it.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen

from screens.any_bytes import forgiving
from screens.blank import leave_blank
from screens.crash import CrashLog
from screens.line_filter import TerminalGuard
from screens.signals import guard_signals
from screens.stylesheet import KeptStylesheet
from screens.text import clean
from screens.theme import THEMES
from screens.too_small import TooSmall, is_too_small
from screens.type_ahead import TypeAhead

Result = TypeVar("Result")
_BASE_CSS = Path(__file__).with_name("base.tcss")


class GuardedApp(App[Result], Generic[Result], inherit_bindings=False):
    """A Textual App that lets no text out but by the screen.

    `crash` is where an unexpected error leaves its reference; None (in tests) hands the error to the test instead.
    `leave` ends the process after SIGTERM or SIGHUP, when the terminal is blank.
    """

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = []
    KEYS_WHEN_TOO_SMALL: ClassVar[frozenset[str]] = frozenset({"f9", "ctrl+n", "f10", "ctrl+o"})
    """Keys that work in any window: hiding, signing out."""

    def __init__(self, *, crash: CrashLog | None = None, leave: Callable[[int], object] = os._exit) -> None:
        own = self.CSS_PATH or []
        own = own if isinstance(own, list) else [own]
        super().__init__(css_path=[_BASE_CSS, *own])
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self._crash = crash
        self._leave = leave
        self._type_ahead = TypeAhead(self, super().on_event)
        self._filters.append(TerminalGuard())
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of this system, which no bytes can end."""
        return forgiving(super().get_driver_class())

    # -- start ---------------------------------------------------------------------------------------------------

    def _on_mount(self) -> None:
        """Set the product's signal handlers, now that the driver has set its own."""
        self.screen_change_signal.subscribe(self, self._cover)
        self.call_later(self._cover_current)
        loop = asyncio.get_running_loop()
        if self._crash is not None:
            loop.set_exception_handler(self._task_failed)
        if not self.is_headless:
            guard_signals(self._end_by_signal, lambda: loop.call_soon_threadsafe(self.refresh))

    # -- a window below 80x24 ------------------------------------------------------------------------------------

    async def _on_resize(self, _event: events.Resize) -> None:
        # After Textual's own handler, which stores the size.
        self.call_later(self._cover_current)

    def _cover_current(self) -> None:
        if self._is_mounted:
            self._cover(self.screen)

    def _cover(self, screen: Screen[Any]) -> None:
        covers = screen.query(TooSmall)
        if not is_too_small(self.size):
            covers.remove()
        elif covers:
            covers.first().refresh()
        else:
            screen.mount(TooSmall())

    async def on_event(self, event: events.Event) -> None:
        """Let pasted text through the door, hold keys back from a screen that can't be seen or a focus that moves."""
        if isinstance(event, events.Paste) and not event.is_forwarded:
            event.text = clean(event.text, multiline=True)
        if (
            isinstance(event, events.Key)
            and not event.is_forwarded
            and is_too_small(self.size)
            and event.key not in self.KEYS_WHEN_TOO_SMALL
        ):
            return
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            await self._type_ahead.take(event)
        else:
            await super().on_event(event)

    # -- text through the door -----------------------------------------------------------------------------------

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's signature; markup is never read here
    ) -> None:
        """Show a message for a moment, its text as it is written."""
        message, title = clean(str(message), multiline=True), clean(str(title))
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def validate_title(self, title: Any) -> str:  # noqa: ANN401 - Textual's signature
        """Let the title through the door."""
        return clean(str(title))

    def validate_sub_title(self, sub_title: Any) -> str:  # noqa: ANN401 - Textual's signature
        """Let the second title through the door."""
        return clean(str(sub_title))

    # -- ways out that are closed --------------------------------------------------------------------------------

    @property
    def clipboard(self) -> str:
        """Nothing, always."""
        return ""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy nothing: a clipboard outlives the visit."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open nothing: a link is plain text here."""

    def save_screenshot(self, *_given: Any, **_named: Any) -> str:  # noqa: ANN401 - Textual's arguments, unread
        """Save nothing."""
        return ""

    def deliver_screenshot(self, *_given: Any, **_named: Any) -> str | None:  # noqa: ANN401 - Textual's arguments, unread
        """Save nothing."""
        return None

    def action_screenshot(self, *_given: Any, **_named: Any) -> None:  # noqa: ANN401 - Textual's arguments, unread
        """Save nothing."""

    def action_suspend_process(self) -> None:
        """Go on: a stopped program hands the terminal to a shell."""

    def action_command_palette(self) -> None:
        """Open nothing."""

    # -- the end -------------------------------------------------------------------------------------------------

    def _blank_terminal(self) -> None:
        file = getattr(self._driver, "_file", None)
        if file is not None and not self.is_headless:
            leave_blank(file.fileno(), getattr(self._driver, "attrs_before", None))

    def _end_by_signal(self, number: int) -> None:
        self._blank_terminal()
        self._leave(128 + number)

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._crashed(error)

    def _fatal_error(self) -> None:
        self._crashed(RuntimeError())

    def panic(self, *renderables: Any) -> None:  # noqa: ANN401, ARG002 - Textual hands over tracebacks here
        """End without showing what was handed over."""
        self._crashed(RuntimeError())

    def _task_failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        # asyncio's own handler prints the task, so its arguments.
        if isinstance(error := context.get("exception"), Exception):
            self._crashed(error)

    def _crashed(self, error: BaseException) -> None:
        if self._crash is not None:
            self._crash.write(error)
            self._blank_terminal()
            self._crash.leave()
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
