"""Rows of a TextArea, drawn without dividing the paragraph again for every one of them."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import TextArea

_BLOCK = "▒"


class RowKey(NamedTuple):
    """All that a row's picture depends on."""

    text: str
    cursor: int | None
    width: int
    base: Style
    line: Style | None
    cursor_style: Style | None


def row_text(box: TextArea, y: int) -> tuple[int, int, int, bool] | None:
    """Return (line, start, end, is the line's last row) of the row at `y` of the box, None below the text."""
    wrapped = box.wrapped_document
    at = y + box.scroll_offset.y
    rows = wrapped._offset_to_line_info
    if not 0 <= at < len(rows):
        return None
    line, section = rows[at]
    offsets = wrapped.get_offsets(line)
    start = offsets[section - 1] if section else 0
    is_last = section == len(offsets)
    return line, start, len(box.document.get_line(line)) if is_last else offsets[section], is_last


def row_key(box: TextArea, y: int) -> RowKey | None:
    """Return what the row at `y` depends on, None where TextArea has to draw it, as with a selection."""
    start, end = box.selection
    theme = box._theme
    if start != end or not box.soft_wrap or box.show_line_numbers or box.read_only or box.placeholder or box.suggestion:
        return None
    if theme is None or theme.base_style is None or (place := row_text(box, y)) is None:
        return None
    line, first, last, is_last = place
    text = box.document.get_line(line)[first:last]
    if "\t" in text:
        return None
    row, column = end
    is_current = row == line
    # TextArea keeps a space at the end of each paragraph for the cursor.
    has_cursor = is_current and box._draw_cursor and first <= column < last + is_last
    return RowKey(
        text + " " if is_last else text,
        column - first if has_cursor else None,
        box.scrollable_content_region.size.width,
        theme.base_style,
        theme.cursor_line_style if is_current and box.highlight_cursor_line else None,
        theme.cursor_style if has_cursor else None,
    )


def text_row(key: RowKey) -> Strip:
    """Draw a row of plain text with its cursor."""
    style = key.base + key.line if key.line else key.base
    if key.cursor is None or key.cursor_style is None:
        segments = [Segment(key.text, style)]
    else:
        at = key.cursor
        parts = (
            (key.text[:at], style),
            (key.text[at : at + 1], style + key.cursor_style),
            (key.text[at + 1 :], style),
        )
        segments = [Segment(text, look) for text, look in parts if text]
    return Strip(segments).extend_cell_length(key.width, style)


def block_row(box: TextArea, y: int) -> Strip:
    """Draw a row as blocks as wide as its text: nothing of the words but their room."""
    base = (box._theme.base_style if box._theme else None) or box.rich_style
    place = row_text(box, y)
    width = box.scrollable_content_region.size.width
    if place is None:
        return Strip.blank(width, base)
    line, first, last, _ = place
    blocks = _BLOCK * min(width, cell_len(box.document.get_line(line)[first:last].rstrip()))
    return Strip([Segment(blocks, base)]).extend_cell_length(width, base)
