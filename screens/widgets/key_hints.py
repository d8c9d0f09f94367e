"""The footer: the keys that work here."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.keys import format_key
from textual.screen import Screen
from textual.widget import Widget

from screens.text import clean, one_line


class KeyHints(Widget):
    """One line at the bottom with the keys that work on this screen now, e.g. "F1 Help  Esc Back".

    Without `hints` it follows the screen's bindings that have `show`; with `hints`, (key, what it does) pairs, it shows
    these and nothing else. What is too long for `lines` lines is cut off.
    """

    DEFAULT_CSS = """
    KeyHints {
        dock: bottom;
        width: 100%;
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    """

    def __init__(
        self,
        *hints: tuple[str, str],
        lines: int = 1,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._hints = hints
        self._lines = lines

    def on_mount(self) -> None:
        """Follow the bindings as focus moves."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def show(self, *hints: tuple[str, str]) -> None:
        """Show other hints; none goes back to the screen's bindings."""
        if hints != self._hints:
            self._hints = hints
            self.refresh(layout=self._lines > 1)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        if not self._hints:
            self.refresh()

    @property
    def line(self) -> str:
        """The whole line, as long as it would be on a wide terminal."""
        return "  ".join(self._told())

    def _told(self) -> list[str]:
        return [f"{clean(key)} {clean(what)}" for key, what in self._hints or self._from_bindings()]

    def _from_bindings(self) -> tuple[tuple[str, str], ...]:
        keys: dict[str, list[str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.description:
                keys.setdefault(binding.description, []).append(key_name(binding.key, binding.key_display))
        return tuple(("/".join(dict.fromkeys(names)), what) for what, names in keys.items())

    def render(self) -> Content:
        """Return the lines, cut to the width."""
        return Content("\n".join(self._rows(self.content_size.width or self.size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Return how many lines the hints take."""
        return len(self._rows(width))

    def _rows(self, width: int) -> list[str]:
        rows = [""]
        for told in self._told():
            longer = f"{rows[-1]} · {told}" if rows[-1] else told
            if cell_len(longer) <= width or not rows[-1] or len(rows) == self._lines:
                rows[-1] = longer
            else:
                rows.append(told)
        return [one_line(row, width) for row in rows]


def key_name(key: str, display: str | None) -> str:
    """Return how a key is written in the footer: its own name if it has one, e.g. "Esc", "^T", "F9", "a"."""
    if display:
        return display
    if key == "escape":
        return "Esc"
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return format_key(key).title() if len(key) > 1 else format_key(key)
