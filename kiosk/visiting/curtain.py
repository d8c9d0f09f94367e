"""A driver behind a curtain: everything is drawn but shown to nobody until it opens.

So the next visit's process waits with its welcome composed, and whoever comes next waits for one painting alone.
"""

from __future__ import annotations

import asyncio
from typing import Any

from textual import events
from textual.driver import Driver
from textual.geometry import Size


class _Nobody:
    """Takes what is drawn meanwhile."""

    def write(self, text: str) -> None:
        """Drop it: nothing reaches the terminal, which is somebody else's."""

    def stop(self) -> None:
        """Have nothing to stop."""


class Curtained(Driver):
    """Marks a driver that can be behind a curtain."""

    is_open = False

    def open(self) -> None:
        """Take the terminal."""


def behind_curtain(kind: type[Driver]) -> type[Driver]:
    """Return a driver like this one that takes the terminal when it is opened; until then it touches nothing of it."""

    class CurtainDriver(kind, Curtained):  # type: ignore[misc, valid-type]  # the class is known when it runs
        """Draws for nobody until it is opened."""

        def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - Textual's arguments
            super().__init__(*given, **named)
            self.is_open = False

        def start_application_mode(self) -> None:
            """Tell the size of the terminal alone, or take it."""
            if self.is_open:
                super().start_application_mode()  # type: ignore[safe-super]  # what is mixed in has one
                return
            self._writer_thread: Any = _Nobody()
            size = Size(*self._get_terminal_size())
            told = self._app._post_message(events.Resize(size, size))
            asyncio.run_coroutine_threadsafe(told, loop=asyncio.get_running_loop())

        def open(self) -> None:
            """Take the terminal, as at a start."""
            self.is_open = True
            self._writer_thread = None
            self.start_application_mode()

    return CurtainDriver
