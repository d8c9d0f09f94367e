"""Keys that wait for one before them which may move the focus.

Textual hands a key to whatever has the focus when it arrives, but what a key does comes later, when it has passed from
widget to widget: a letter read together with the Tab before it would still go to the field that Tab leaves, where words
that nobody may see would stand in the clear.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from textual import events

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.screen import Screen
    from textual.widget import Widget

# A slow computer that is busy may take a second for one key; one that goes on early lands in the field before.
MOST_SECONDS = 3.0
_QUIET_ROUNDS = 2


class TypeAhead:
    """Hands keys on in their order, each when all that the one before it began has settled.

    It settles when a callback has passed, behind everything else, through the widgets that the key passes through, and
    left all queues of the screen empty with the focus where it was. No key waits longer than MOST_SECONDS.
    """

    def __init__(self, app: App[Any], hand_on: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._is_settling = False
        self._turn = 0
        self._limit: asyncio.TimerHandle | None = None
        self._place: tuple[Screen[Any], Widget | None] | None = None
        self._quiet_rounds = 0

    @property
    def is_settling(self) -> bool:
        """Whether the next key would have to wait."""
        return self._is_settling

    async def take(self, event: events.Key | events.Paste) -> None:
        """Hand a key or a paste on, now or in its turn."""
        if self._is_settling:
            self._waiting.append(event)
        else:
            await self._pass(event)

    async def _pass(self, event: events.Key | events.Paste) -> None:
        may_move = isinstance(event, events.Key) and not self._is_text(event)
        await self._hand_on(event)
        if may_move:
            self._settle()

    def _is_text(self, key: events.Key) -> bool:
        focused = self._app.focused
        return focused is not None and focused.check_consume_key(key.key, key.character)

    # -- settling ------------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        self._is_settling = True
        self._turn += 1
        self._quiet_rounds = 0
        self._limit = asyncio.get_running_loop().call_later(MOST_SECONDS, self._give_up, self._turn)
        self._begin_round()

    def _begin_round(self) -> None:
        if not self._app.screen_stack:
            self._end()
            return
        self._place = self._app.screen, self._app.focused
        way = (self._app.focused or self._app.screen).ancestors_with_self
        self._go_on(self._turn, [node for node in way if node is not self._app])

    def _go_on(self, turn: int, way: list[DOMNode]) -> None:
        if turn != self._turn:
            return
        while way:
            # One that is being taken away takes no more callbacks.
            if way.pop(0).call_later(self._go_on, turn, way):
                return
        if not self._app.call_later(self._end_round, turn):
            self._end()

    async def _end_round(self, turn: int) -> None:
        if turn != self._turn:
            return
        app = self._app
        if not app.screen_stack:
            self._end()
            return
        nodes = [app, *app.screen.walk_children(with_self=True)]
        is_quiet = self._place == (app.screen, app.focused) and not any(node.message_queue_size for node in nodes)
        self._quiet_rounds = self._quiet_rounds + 1 if is_quiet else 0
        if self._quiet_rounds < _QUIET_ROUNDS:
            self._begin_round()
        else:
            await self._release(turn)

    def _give_up(self, turn: int) -> None:
        if turn == self._turn and not self._app.call_later(self._release, turn):
            self._end()

    async def _release(self, turn: int) -> None:
        if turn != self._turn:
            return
        self._end()
        while self._waiting and not self._is_settling:
            await self._pass(self._waiting.popleft())

    def _end(self) -> None:
        self._turn += 1
        self._is_settling = False
        if self._limit is not None:
            self._limit.cancel()
