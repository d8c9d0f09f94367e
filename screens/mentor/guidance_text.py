"""A guidance page's plain text as lines for the screen."""

from __future__ import annotations

from textual.content import Content

from screens.text import clean, content
from store.language import say

_HEADING = "#"
_POINT = "- "
_SOURCE = "Source: {source}"
_CHECKED = "Checked on {checked}"


def page_text(text: str) -> Content:
    """Return headings in bold, points with a dot, everything else as it stands; nothing in it is markup."""
    return Content("\n").join(_line(line) for line in text.split("\n"))


def source_text(source: str, checked: str) -> Content:
    """Return where a page comes from, with the day on which somebody last looked."""
    return content(f"{say(_SOURCE, source=clean(source))}\n{say(_CHECKED, checked=clean(checked))}")


def _line(line: str) -> Content:
    if line.startswith(_HEADING):
        return Content.styled(clean(line.lstrip(_HEADING).strip()), "bold")
    if line.startswith(_POINT):
        return Content(f"  • {clean(line[len(_POINT) :])}")
    return Content(clean(line))
