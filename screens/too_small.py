"""What stands over a screen while the terminal is too small for it."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from screens.text import content
from store.language import say

LEAST = Size(80, 24)
TOLD = (
    "Make this window bigger.\n\nIt needs {across} letters across, {down} lines down. It has {width} by {height}.\n\n"
    "What you wrote is safe. It comes back by itself."
)


class TooSmall(Widget):
    """Covers a screen, which keeps everything under it, until the terminal has room again."""

    DEFAULT_CSS = """
    TooSmall {
        overlay: screen;
        position: absolute;
        offset: 0 0;
        width: 100vw;
        height: 100vh;
        padding: 1 2;
        background: $background;
        color: $foreground;
    }
    """

    def render(self) -> Content:
        """Return the sentence with the size that is there now."""
        size = self.app.size
        return content(say(TOLD, across=LEAST.width, down=LEAST.height, width=size.width, height=size.height))


def is_too_small(size: Size) -> bool:
    """Tell whether a terminal of this size can't hold the screens."""
    return size.width < LEAST.width or size.height < LEAST.height
