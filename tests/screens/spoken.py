"""What stands on a mentor's screen, and whether all of it is said in the language that is spoken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from textual.app import App
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Button, OptionList, Static, TextArea

from screens.widgets.key_hints import KeyHints
from store.catalogue import ABOUT
from store.language import Sentences

_KEYS = re.compile(r"F\d+/\^[A-Z]|\^[A-Z]|\b(?:Esc|Enter|A)\b")
_PLACE = re.compile(r"\{\w+\}|\b(?:ROOM|TIME|NAME)\b")


class Bracketed(Sentences):
    """A language whose sentences are those of English in brackets, with 35% more letters."""

    def sentence(self, english: str) -> str:
        # What is said already is not said again.
        return english if english.startswith("[") else bracketed(english.rpartition(ABOUT)[2])

    def number(self, one: str, many: str, number: int) -> str:
        return bracketed(many)


def bracketed(english: str) -> str:
    """Return "[Bore ẃẃ]" for "Bore": words that no line can break but between them."""
    letters = len(_PLACE.sub("", english))
    more = -(-letters * 35 // 100)
    words = " ".join("ẃ" * min(6, more - at) for at in range(0, more, 7))
    return f"[{english} {words}]" if words else english


def texts(app: App[None]) -> Iterator[tuple[Widget, str]]:
    """Yield what each widget says that stands on the screen."""
    for widget in app.screen.walk_children(Widget):
        if not widget.display or not all(one.display for one in widget.ancestors if isinstance(one, Widget)):
            continue
        if isinstance(widget, OptionList):
            yield widget, "\n".join(str(option.prompt) for option in widget.options)
        elif isinstance(widget, Button):
            yield widget, str(widget.label)
        elif isinstance(widget, KeyHints):
            yield widget, _plain(widget.render())
        elif isinstance(widget, TextArea):
            yield widget, str(widget.border_subtitle or "")
        elif isinstance(widget, Static):
            yield widget, _plain(widget.content)


def _plain(told: object) -> str:
    return told.plain if isinstance(told, Content) else str(told)


def any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Return what finds these texts, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(texts, key=len, reverse=True))))


def unsaid(text: str, of_people: re.Pattern[str]) -> str:
    """Return the letters outside of all brackets that are neither people's nor names of keys."""
    text = of_people.sub("", text)
    depth, left = 0, []
    for letter in text:
        depth += (letter == "[") - (letter == "]")
        if depth == 0:
            left.append(letter)
    told = _KEYS.sub("", "".join(left))
    return " ".join(re.findall(r"[^\W\d_]+", told)) + ("" if depth == 0 else " (no end)")


def cut_off(app: App[None]) -> list[str]:
    """Return what stands on the screen but can't be seen, nor be scrolled to."""
    found = []
    screen = Region(0, 0, *app.size)
    widgets = [one for one in app.screen.walk_children(Widget) if one.display and one.region.area]
    docked = [one for one in widgets if str(one.styles.dock) == "bottom"]
    for widget, text in texts(app):
        if not text.strip():
            continue
        told = f"{type(widget).__name__}#{widget.id} {text[:40]!r}"
        if isinstance(widget, KeyHints):
            if text.endswith("…"):
                found.append(f"{told} is too long")
            continue
        if isinstance(widget, TextArea):
            if len(text) > widget.size.width - 2:
                found.append(f"{told} is too long")
            continue
        width, height = widget.content_size
        needed = widget.get_content_height(app.size, app.size, width)
        if needed > height and not (isinstance(widget, OptionList) and widget.has_focus):
            found.append(f"{told} needs {needed} lines of {width}, has {height}")
        if isinstance(widget, Button) and len(text) > width:
            found.append(f"{told} is too long")
        inside, region = widget, widget.region
        while isinstance(inside.parent, Widget):
            parent = inside.parent
            if parent is not app.screen and parent.styles.overflow_y in ("auto", "scroll"):
                if parent.size.height < 3 and parent.max_scroll_y:
                    found.append(f"{told} in only {parent.size.height} lines to scroll")
                region = parent.region
            elif region.intersection(parent.region) != region and parent is not app.screen:
                found.append(f"{told} stands out of {type(parent).__name__}#{parent.id}")
                break
            inside = parent
        if region.intersection(screen) != region:
            found.append(f"{told} stands out of the screen")
        for other in docked:
            is_beside = other not in widget.ancestors_with_self and other.parent in widget.ancestors
            if is_beside and region.overlaps(other.region):
                found.append(f"{told} stands under {type(other).__name__}#{other.id}")
    return found
