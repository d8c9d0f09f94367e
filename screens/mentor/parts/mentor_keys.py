"""The kiosk's footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from screens.widgets.key_hints import KeyHints
from store.language import say

if TYPE_CHECKING:
    from textual.binding import Binding

_EVERYWHERE = ("Help", "Hide now", "Sign out", "Back")


class MentorKeys(Vertical):
    """Lines of keys: those of this screen, then those that are the same everywhere, with the time that is left."""

    DEFAULT_CSS = """
    MentorKeys { dock: bottom; width: 100%; height: auto; background: $panel; }
    MentorKeys KeyHints { dock: none; width: 1fr; height: auto; }
    MentorKeys Horizontal { height: auto; }
    MentorKeys .countdown { width: auto; padding: 0 1; color: $warning; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        # Held here: the app may count down while this footer is being drawn or taken away.
        self._countdown = Static(classes="countdown", markup=False)

    def compose(self) -> ComposeResult:
        """Return the two lines."""
        yield KeyHints(lines=2, id="own-keys")
        with Horizontal():
            yield KeyHints(lines=2, id="same-keys")
            yield self._countdown

    def on_mount(self) -> None:
        """Follow the bindings as focus moves."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def count_down(self, sentence: str) -> None:
        """Show how soon this screen hides, nothing while that is far off."""
        self._countdown.update(sentence)

    def _follow(self, screen: Screen[object]) -> None:
        own: dict[str, str] = {}
        same: dict[str, str] = {}
        app = [binding for _, binding in self.app._bindings if self._works(binding)]
        active = [one.binding for one in screen.active_bindings.values() if one.enabled]
        for binding in (*active, *app):
            if binding.show and binding.description:
                keys = same if binding.description in _EVERYWHERE else own
                keys.setdefault(binding.description, binding.key_display or _told_key(binding.key))
        self._show("#own-keys", own)
        self._show("#same-keys", {what: same[what] for what in _EVERYWHERE if what in same})

    def _works(self, binding: Binding) -> bool:
        # Under a modal Textual leaves the app's bindings out of the active ones, yet its priority bindings work there.
        return binding.priority and self.app.check_action(binding.action, ()) is True

    def _show(self, line: str, keys: dict[str, str]) -> None:
        hints = self.query_one(line, KeyHints)
        hints.display = bool(keys)
        hints.show(*((key, say(what)) for what, key in keys.items()))


def _told_key(key: str) -> str:
    return "^" + key.removeprefix("ctrl+").upper() if key.startswith("ctrl+") else key.upper()
