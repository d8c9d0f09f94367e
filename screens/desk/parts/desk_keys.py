"""The desk's footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from screens.widgets.key_hints import KeyHints, key_name

if TYPE_CHECKING:
    from textual.binding import Binding

_EVERYWHERE = ("Help", "Hide", "Lock", "Back")


class DeskKeys(Vertical):
    """Two lines of keys: those of this screen, then those that are the same everywhere, with the time to the lock."""

    DEFAULT_CSS = """
    DeskKeys { dock: bottom; width: 100%; height: auto; background: $panel; }
    DeskKeys KeyHints { dock: none; width: 1fr; }
    DeskKeys Horizontal { height: 1; }
    DeskKeys .countdown { width: auto; padding: 0 1; color: $warning; background: $panel; }
    """

    def compose(self) -> ComposeResult:
        """Return the two lines."""
        yield KeyHints(id="own-keys")
        with Horizontal():
            yield KeyHints(id="same-keys")
            yield Static(classes="countdown", markup=False)

    def on_mount(self) -> None:
        """Follow the bindings as focus moves."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def count_down(self, seconds: int | None) -> None:
        """Show how soon the desk locks; None while that is far off."""
        # The app's timer may ask before this footer is composed or after it is taken away.
        words = "" if seconds is None else f"Locks in {seconds} s"
        for told in self.query(".countdown").results(Static):
            # Each key asks, and an update would lay out the whole screen.
            if told.content != words:
                told.update(words)

    def _follow(self, screen: Screen[object]) -> None:
        own: dict[str, list[str]] = {}
        same: dict[str, list[str]] = {}
        app = [binding for _, binding in self.app._bindings if self._works(binding)]
        active = [one.binding for one in screen.active_bindings.values() if one.enabled]
        for binding in (*active, *app):
            if binding.show and binding.description:
                keys = same if binding.description in _EVERYWHERE else own
                shown = key_name(binding.key, binding.key_display)
                names = keys.setdefault(binding.description, [])
                if shown not in names:
                    names.append(shown)
        self._show("#own-keys", own)
        self._show("#same-keys", {what: same[what] for what in _EVERYWHERE if what in same})

    def _works(self, binding: Binding) -> bool:
        # Under a modal Textual leaves the app's bindings out of the active ones, yet its priority bindings work there.
        return binding.priority and self.app.check_action(binding.action, ()) is True

    def _show(self, line: str, keys: dict[str, list[str]]) -> None:
        hints = self.query_one(line, KeyHints)
        hints.display = bool(keys)
        hints.show(*(("/".join(names), what) for what, names in keys.items()))
