"""A row of a list that is made when it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

Piece = tuple[str, str]
"""Clean words with their style, "" for that of the row."""


class LazyRow(Visual):
    """Draws the lines that `make` returns, so many of them, each cut to the width."""

    def __init__(self, lines: int, make: Callable[[], Sequence[Sequence[Piece]]]) -> None:
        self._lines = lines
        self._make = make

    def strips(
        self, width: int, style: Style, get_style: Callable[[str], Style], *, around: int = 0, place: int = 0
    ) -> list[Strip]:
        """Return the row as an OptionList would, so many cells `around`: links, wrapping, layers take time."""
        meta = RichStyle.from_meta({"option": place})
        base = style.rich_style + meta
        looks = {"": base}
        room = width - 2 * around
        drawn = list[Strip]()
        for line in self._make():
            used = sum(cell_len(words) for words, _ in line)
            segments = [Segment(" " * around, base)] if around else []
            for words, look in line if used <= room else _cut(line, room):
                if look not in looks:
                    looks[look] = (style + get_style(look)).rich_style + meta
                if segments and segments[-1].style is looks[look] and len(segments) > 1:
                    segments[-1] = Segment(segments[-1].text + words, looks[look])
                elif words:
                    segments.append(Segment(words, looks[look]))
            if used < room:
                segments.append(Segment(" " * (room - used), base))
            drawn.append(Strip([*segments, Segment(" " * around, base)] if around else segments, width))
        return drawn

    def render_strips(
        self,
        width: int,
        height: int | None,  # noqa: ARG002 - Textual's
        style: Style,
        options: RenderOptions,
    ) -> list[Strip]:
        """Return the row without anything around it."""
        return self.strips(width, style, options.get_style)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's
        """Return how wide the row would be: as wide as the list."""
        return container_width

    def get_minimal_width(self, rules: RulesMap) -> int:  # noqa: ARG002 - Textual's
        """Return how narrow the row may be: what is too long is cut off."""
        return 0

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's
        """Return the number of lines: a row of a list is never wrapped."""
        return self._lines


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
