"""A row of a list that is made when it is first seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class LazyRow(Visual):
    """Shows what `make` returns, of which so many `lines` are known before."""

    def __init__(self, lines: int, make: Callable[[], Content]) -> None:
        self._lines = lines
        self._make = make

    @cached_property
    def _content(self) -> Content:
        return self._make()

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the row as Textual draws it."""
        return self._content.render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return how wide the row would be."""
        return self._content.get_optimal_width(rules, container_width)

    def get_minimal_width(self, rules: RulesMap) -> int:
        """Return how narrow the row may be."""
        return self._content.get_minimal_width(rules)

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's
        """Return the number of lines: a row of a list is never wrapped."""
        return self._lines
