"""A list to open and page: `python -m tests.benchmarks.list_child ours|bare CASES`; o opens it, x leaves it."""

from __future__ import annotations

import sys

from screens.environment import clean_environment

clean_environment()

import time  # noqa: E402 - the environment comes first
from typing import Any, ClassVar  # noqa: E402

from textual.app import App, ComposeResult  # noqa: E402
from textual.binding import Binding, BindingType  # noqa: E402
from textual.geometry import Size  # noqa: E402
from textual.screen import Screen  # noqa: E402
from textual.scroll_view import ScrollView  # noqa: E402
from textual.strip import Strip  # noqa: E402

WAITING = "Press o."
_KEYS: list[BindingType] = [Binding("o", "show", "Open", priority=True), Binding("x", "leave", "Leave", priority=True)]


def ours(cases: int) -> App[Any]:
    """Return the desk, unlocked, with its inbox."""
    from screens.desk.sitting.app import DeskApp
    from tests.benchmarks.big_school import FOLDERS, big_desk

    desk = FOLDERS.enter_context(big_desk(cases))
    casework = desk.unlock()

    class Listing(DeskApp):
        BINDINGS: ClassVar[list[BindingType]] = _KEYS

        def action_show(self) -> None:
            self._unlocked(casework)

        def action_leave(self) -> None:
            self.pop_screen()

    return Listing(desk.unlocking, clock=time.monotonic, lock_after_seconds=100_000)


def bare(cases: int) -> App[Any]:
    """Return Textual's own app with a ScrollView that makes each line when it is seen."""
    from rich.segment import Segment

    class Lines(ScrollView, can_focus=True):
        def on_mount(self) -> None:
            self.virtual_size = Size(80, 2 * cases)

        def render_line(self, y: int) -> Strip:
            number = y + self.scroll_offset.y
            return Strip([Segment(f"line {number:>9} he was at the gate again".ljust(self.size.width))])

        def on_key(self, event: Any) -> None:
            if event.key == "right":
                self.scroll_page_down(animate=False)

    class Listed(Screen[None]):
        def compose(self) -> ComposeResult:
            yield Lines()

        def on_mount(self) -> None:
            self.query_one(Lines).focus()

    class Bare(App[None]):
        BINDINGS: ClassVar[list[BindingType]] = _KEYS

        def compose(self) -> ComposeResult:
            from textual.widgets import Static

            yield Static(WAITING)

        def action_show(self) -> None:
            self.push_screen(Listed())

        def action_leave(self) -> None:
            self.pop_screen()

    return Bare()


if __name__ == "__main__":
    (ours if sys.argv[1] == "ours" else bare)(int(sys.argv[2])).run()
