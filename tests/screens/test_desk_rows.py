"""A row that is made when it is seen: drawn in one step, it looks as Textual's own way would have it."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.strip import Strip
from textual.widgets.option_list import Option

from screens.desk.parts.lazy_row import LazyRow, Piece
from screens.desk.parts.row_list import RowList

LINES: list[list[Piece]] = [
    [
        ("▲ Red    ", "bold $error"),
        ("", ""),
        (" ", ""),
        ("漢字漢字", "bold"),
        (" Tue 24 Nov 2026 12:00", ""),
        ("  ! late", "$error"),
    ],
    [("         Sam Field: she was at the gate", "$foreground 70%")],
]


class Lists(App[None]):
    """Shows the same row twice: made in one step, made by Textual."""

    def compose(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        lines = [Content.assemble(*(piece for piece in line if piece[0])) for line in LINES]
        rows = self.query_one(RowList)
        rows.add_options([Option(LazyRow(2, lambda: LINES)), Option(Content("\n").join(lines))])


def cells(strip: Strip) -> list[tuple[str, object, object, object]]:
    """Return each cell of a line with its colours."""
    return [
        (letter, style.color, style.bgcolor, style.bold)
        for text, style, _ in strip
        for letter in text
        if style is not None
    ]


@pytest.mark.parametrize("width", [80, 49, 31, 14, 13, 12, 5])
async def test_a_row_made_in_one_step_looks_like_textuals_at_any_width(width: int) -> None:
    async with Lists().run_test(size=(width, 8)) as pilot:
        rows = pilot.app.query_one(RowList)
        rows.highlighted = None
        await pilot.pause()
        drawn = [rows.render_line(y) for y in range(4)]
        assert {strip.cell_length for strip in drawn} == {rows.scrollable_content_region.width}
        assert [cells(strip) for strip in drawn[:2]] == [cells(strip) for strip in drawn[2:]]
