"""Somebody who has only a keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

from rich.segment import Segment
from textual import events
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot

from screens.guarded_app import GuardedApp


class Typist:
    """Presses keys as a terminal hands them over, reads the screen."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> GuardedApp[Any]:
        assert isinstance(self.pilot.app, GuardedApp)
        return self.pilot.app

    async def press(self, *keys: str) -> None:
        """Press one key after the other, each when the one before it has done what it does."""
        for key in keys:
            self._send(key)
            await self._finish_jobs()
        await self.settle()

    async def hit(self, *keys: str) -> None:
        """Press keys without waiting for what they begin."""
        for key in keys:
            self._send(key)
            await self._finish_keys()

    async def type(self, text: str) -> None:
        """Press all keys at once, as fast fingers do."""
        for letter in text:
            self._send(letter)
        await self.settle()

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is left to do."""
        await self._finish_jobs()
        await self.app.animator.wait_until_complete()
        await self._finish_jobs()

    async def soon(self, is_so: Callable[[], bool]) -> None:
        """Wait for what is due without any key: what a thread brings while another one is held back."""
        try:
            async with asyncio.timeout(10):
                while not is_so():
                    await self.pilot.pause(0.01)
        except TimeoutError:
            raise AssertionError(f"{self.app.screen_stack}, {self.app.focused}:\n{self.text()}") from None

    def _send(self, key: str) -> None:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        event = events.Key(name, key if len(key) == 1 else key_to_character(name))
        event.set_sender(self.app)
        self.app.post_message(event)

    async def _finish_jobs(self) -> None:
        # A worker's message may start another worker: an unlocked desk reads its inbox.
        await self._finish_keys()
        while any(not worker.is_finished for worker in self.app.workers):
            await self.app.workers.wait_for_complete()
            await self._finish_keys()

    async def _finish_keys(self) -> None:
        # A paint may bring more, and what waits for it comes with it.
        await self._come_to_rest()
        while self._waits_for_paint():
            # Of several apps in one loop this one is meant, whichever was started last.
            with self.app._context():
                self.app.screen._on_timer_update()
            await self._come_to_rest()

    async def _come_to_rest(self) -> None:
        """Wait until every task of the app waits for a key, a clock or a thread."""
        ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
        await asyncio.sleep(0)
        while ready or self._has_messages():
            # What is left in a queue with nothing ready waits for a thread.
            await asyncio.sleep(0 if ready else 0.001)

    def _has_messages(self) -> bool:
        app = self.app
        nodes = [app, *app.screen.walk_children(with_self=True)] if app.screen_stack else []
        return app._type_ahead.is_settling or any(node.message_queue_size for node in nodes)

    def _waits_for_paint(self) -> bool:
        screen = self.app.screen if self.app.screen_stack else None
        return screen is not None and bool(
            screen._callbacks
            or screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
            or screen._recompose_required
            or screen._dirty_widgets
        )

    def segments(self) -> Iterator[list[Segment]]:
        """Each row as it is painted, through the filters."""
        app = self.app
        width, height = app.size
        lines = app.console.render_lines(
            app.screen._compositor, app.console.options.update_dimensions(width, height), pad=False
        )
        for line in lines:
            for line_filter in app._filters:
                line = line_filter.apply(line, app.screen.background_colors[1])
            yield line

    def rows(self) -> list[str]:
        return ["".join(segment.text for segment in row) for row in self.segments()]

    def text(self) -> str:
        return "\n".join(self.rows())
