"""A guidance page's plain text as lines for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from screens.text import clean, content
from screens.widgets.points import Points
from store.language import WELSH, language, say

if TYPE_CHECKING:
    from store.scheme.guidance import GuidancePage

_HEADING = "#"
_POINT = "- "
_SOURCE = "Source: {source}"
_CHECKED = "Checked on {checked}"
ONLY_ENGLISH = "This page is in English only."
ONLY_WELSH = "This page is in Welsh only."


def page_text(text: str) -> Points:
    """Return headings in bold, points with a dot, everything else as it stands; nothing in it is markup."""
    return Points([_line(line) for line in text.split("\n")])


def source_text(source: str, checked: str) -> Content:
    """Return where a page comes from, with the day on which somebody last looked."""
    return content(f"{say(_SOURCE, source=clean(source))}\n{say(_CHECKED, checked=clean(checked))}")


def only_in(page: GuidancePage) -> Content | None:
    """Return that a page is in another language than the one that is spoken, None where it is not."""
    if page.language == language():
        return None
    return content(say(ONLY_WELSH if page.language == WELSH else ONLY_ENGLISH))


def _line(line: str) -> Content:
    if line.startswith(_HEADING):
        return Content.styled(clean(line.lstrip(_HEADING).strip()), "bold")
    if line.startswith(_POINT):
        return Content(f"  • {clean(line[len(_POINT) :])}")
    return Content(clean(line))
