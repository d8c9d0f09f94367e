"""Lines of text of which the broken ones go on under their own text, not under the dot before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual

from screens.hanging import indent_of

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.style import Style
    from textual.visual import RenderOptions


class Points(Visual):
    """What a Static shows: each line by itself, the way a typist would break it."""

    def __init__(self, lines: Sequence[Content]) -> None:
        self._lines = tuple(lines)

    @property
    def plain(self) -> str:
        """The text without its look."""
        return "\n".join(one.plain for one in self._lines)

    def __str__(self) -> str:
        return self.plain

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return every line, broken at the width, then filled up."""
        strips: list[Strip] = []
        for line in self._lines if width else ():
            before, text = _parts(line, width)
            told = text.render_strips(width - len(before), None, style, options)
            first = line.plain[: len(before)]
            for place, strip in enumerate(told):
                lead = first if not place else before
                strips.append(Strip.join([Strip([Segment(lead, style.rich_style)], len(before)), strip]))
        return strips if height is None else strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the widest line."""
        return max((one.get_optimal_width(rules, container_width) for one in self._lines), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines it is at a width."""
        parts = (_parts(one, width) for one in self._lines)
        return sum(text.get_height(rules, width - len(before)) for before, text in parts)


def _parts(line: Content, width: int) -> tuple[str, Content]:
    before = indent_of(line.plain, width)
    return before, line[len(before) :] if before else line
