"""Whatever text comes in, no widget crashes and no cell carries what a terminal acts on."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Button, DataTable, Header, Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from screens.guarded_app import GuardedApp
from screens.line_filter import safe_text
from screens.text import FORBIDDEN, cell, clean, content, looks_like_image, one_line
from screens.widgets.choice import Choice
from screens.widgets.key_hints import KeyHints
from screens.widgets.status_line import StatusLine
from screens.widgets.words_box import WordsBox
from store.pictures import all_in_words
from tests.examples import examples

MARKUP = ["[/]", "[b]", "[@click=app.quit]", "[", "]", "\\[", "${x}"]
TERMINAL = ["\x1b]52;c;", "\x1b[2J", "\x9b", "\u202e", "\u200d", "\u200b", "\ud800", "\t", "\r\n", "\n", "\u2028"]
GLUED = ["👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3", "🇬🇧", "👍🏽", "e\u0301", "日本"]
SPICE = st.sampled_from([*MARKUP, *TERMINAL, *GLUED])
LETTERS = st.characters(exclude_categories=())
TEXTS = st.lists(st.one_of(SPICE, st.text(LETTERS, max_size=6)), max_size=12).map("".join)


@given(TEXTS)
def test_the_door_is_stable_and_lets_nothing_through(text: str) -> None:
    for several in (False, True):
        kept = clean(text, multiline=several)
        assert clean(kept, multiline=several) == kept
        assert FORBIDDEN.search(kept.replace("\n", "") if several else kept) is None
    assert FORBIDDEN.search(str(content(text)).replace("\n", "")) is None
    assert FORBIDDEN.search(cell(text).plain) is None


@given(st.lists(st.text("abcdefgh", min_size=1), max_size=9), SPICE)
def test_no_word_is_lost_at_the_door(words: list[str], between: str) -> None:
    kept = clean(f" {between} ".join(words))
    at = 0
    for word in words:
        at = kept.index(word, at) + len(word)


@given(TEXTS, st.integers(0, 40))
def test_one_line_is_never_wider_than_asked(text: str, width: int) -> None:
    line = one_line(text, width)
    assert cell_len(line) <= width
    assert "\n" not in line


@given(TEXTS)
def test_the_filter_keeps_every_width_and_lets_nothing_through(text: str) -> None:
    safe = safe_text(text)
    assert FORBIDDEN.search(safe) is None
    assert cell_len(safe) == cell_len(text)


@given(TEXTS)
def test_telling_pictures_in_words_or_looking_for_one_never_fails(text: str) -> None:
    assert all_in_words(text).count("\n") == text.count("\n")
    looks_like_image(text)


class AnyTextApp(GuardedApp[None]):
    """Every kind of widget that shows a person's text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.given = text

    def compose(self) -> ComposeResult:
        text = self.given
        yield Header()
        shown = Static(content(text), id="static")
        shown.border_title = content(text)
        shown.tooltip = content(text)
        yield shown
        yield Label(content(text))
        yield Input(text, placeholder=clean(text))
        yield Button(content(text))
        yield OptionList(Option(content(text)), content(text))
        table: DataTable[Any] = DataTable()
        table.add_column(cell(text))
        table.add_row(cell(text))
        yield table
        yield Choice([("a", text, text)])
        yield StatusLine("sent", text)
        yield WordsBox(text)
        yield KeyHints((text, text))

    def on_mount(self) -> None:
        self.title = self.sub_title = self.given
        self.notify(self.given, title=self.given)


async def drawn(text: str) -> str:
    app = AnyTextApp(text)
    async with app.run_test(size=(80, 50), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        return "".join(part.text for row in app.screen._compositor.render_strips() for part in row)


@settings(max_examples=examples(10), deadline=None)
@given(TEXTS)
def test_any_text_is_drawn_by_every_widget_without_a_crash_or_a_forbidden_cell(text: str) -> None:
    assert FORBIDDEN.search(asyncio.run(drawn(text))) is None
