"""A row of a list that is made when it is seen."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class LazyRow(Visual):
    """Shows what `make` returns, of which so many `lines` are known before; the list keeps what was drawn."""

    def __init__(self, lines: int, make: Callable[[], Content]) -> None:
        self._lines = lines
        self._make = make

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the row as Textual draws it."""
        return self._make().render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's
        """Return how wide the row would be: as wide as the list."""
        return container_width

    def get_minimal_width(self, rules: RulesMap) -> int:  # noqa: ARG002 - Textual's
        """Return how narrow the row may be: what is too long is cut off."""
        return 0

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's
        """Return the number of lines: a row of a list is never wrapped."""
        return self._lines
