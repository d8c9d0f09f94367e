"""The backstop behind screens/text.py: the last look at every cell before the terminal."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len, set_cell_size, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from screens.text import FORBIDDEN


class TerminalGuard(LineFilter):
    """Removes what a terminal would act on from every rendered line, keeping each segment's width in cells."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments without control, bidi or zero-width characters, links or live actions."""
        return [
            segment if _is_safe(segment) else Segment(safe_text(segment.text), safe_style(segment.style))
            for segment in segments
            if segment.control is None
        ]


def _is_safe(segment: Segment) -> bool:
    text, style, _ = segment
    plain = (text.isascii() and text.isprintable()) or FORBIDDEN.search(text) is None
    return plain and (style is None or (style.link is None and not _has_actions(style)))


@lru_cache(2048)
def _has_actions(style: Style) -> bool:
    return any(key.startswith("@") for key in style.meta)


@lru_cache(2048)
def safe_style(style: Style | None) -> Style | None:
    """Return the style without its link, without actions such as `@click`."""
    if style is None:
        return None
    style = style.update_link(None)
    if not _has_actions(style):
        return style
    kept = {key: value for key, value in style.meta.items() if not key.startswith("@")}
    bare = style.clear_meta_and_links()
    return bare + Style.from_meta(kept) if kept else bare


def safe_text(text: str) -> str:
    """Return the text without forbidden characters, exactly as many cells wide as before."""
    if FORBIDDEN.search(text) is None:
        return text
    spans, _ = split_graphemes(text)
    kept = []
    for start, end, width in spans:
        cluster = text[start:end]
        if FORBIDDEN.search(cluster) is not None:
            # A lone surrogate is as wide as the sign that replaces it; a glued emoji keeps the cells it had.
            cluster = FORBIDDEN.sub(lambda found: "\ufffd" if "\ud800" <= found.group() <= "\udfff" else "", cluster)
            cluster = set_cell_size(cluster, width)
        kept.append(cluster)
    safe = "".join(kept)
    width = cell_len(text)
    return safe if cell_len(safe) == width else set_cell_size(safe, width)
