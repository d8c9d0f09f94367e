"""A row of a list that is made when it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

Piece = tuple[str, str]
"""Clean words with their style, "" for that of the row."""


class LazyRow(Visual):
    """Draws the lines that `make` returns, so many of them, each cut to the width: links and wrapping take time."""

    def __init__(self, lines: int, make: Callable[[], Sequence[Sequence[Piece]]]) -> None:
        self._lines = lines
        self._make = make

    def render_strips(
        self,
        width: int,
        height: int | None,  # noqa: ARG002 - Textual's
        style: Style,
        options: RenderOptions,
    ) -> list[Strip]:
        """Return the row as Textual would draw it as a Content."""
        return [_strip(line, width, style, options) for line in self._make()]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's
        """Return how wide the row would be: as wide as the list."""
        return container_width

    def get_minimal_width(self, rules: RulesMap) -> int:  # noqa: ARG002 - Textual's
        """Return how narrow the row may be: what is too long is cut off."""
        return 0

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's
        """Return the number of lines: a row of a list is never wrapped."""
        return self._lines


def _strip(line: Sequence[Piece], width: int, style: Style, options: RenderOptions) -> Strip:
    if sum(cell_len(words) for words, _ in line) > width:
        line = _cut(line, width)
    segments = list[Segment]()
    for words, look in line:
        own = (style + options.get_style(look)).rich_style if look else style.rich_style
        if segments and segments[-1].style == own:
            segments[-1] = Segment(segments[-1].text + words, own)
        elif words:
            segments.append(Segment(words, own))
    return Strip(segments).extend_cell_length(width, style.rich_style)


def _cut(line: Sequence[Piece], width: int) -> list[Piece]:
    """Return what there is room for before an ellipsis, which stands in the place of what comes first after it."""
    kept, left = list[Piece](), width - 1
    for words, look in line:
        wide = cell_len(words)
        if wide > left:
            return [*kept, (set_cell_size(words, left) + "…", look)]
        kept.append((words, look))
        left -= wide
    return kept
