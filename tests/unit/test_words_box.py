"""The box keeps what was typed, refuses what does not fit, shows only the line being typed when asked."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import TextArea

from screens.guarded_app import GuardedApp
from screens.text import clean, json_bytes
from screens.widgets.choice import Choice
from screens.widgets.key_hints import KeyHints
from screens.widgets.status_line import StatusLine, glyph_and_word
from screens.widgets.words_box import FULL, PICTURE, TOO_LONG, WORDS_BYTES, WordsBox

LINES = "he was at the gate again and I did not know what to say to her so I came here\n\nlast line 日本 👩 é"


class BoxApp(GuardedApp[None]):
    def __init__(self, text: str = "", **given: Any) -> None:
        super().__init__()
        self.box = WordsBox(text, **given)
        self.refused: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.box

    def on_words_box_refused(self, event: WordsBox.Refused) -> None:
        assert event.control is self.box
        self.refused.append(event.sentence)


def rows(app: App[Any]) -> list[str]:
    return ["".join(part.text for part in row) for row in app.screen._compositor.render_strips()]


async def paste(app: BoxApp, pilot: Any, text: str) -> None:
    app.box.focus()
    await pilot.pause()
    app.post_message(events.Paste(text))
    await pilot.pause()


# -- limit -------------------------------------------------------------------------------------------------------------


def test_the_limit_is_the_one_of_the_design() -> None:
    assert WORDS_BYTES == 12_288


async def test_a_paste_over_the_limit_is_refused_whole_and_what_was_there_stays() -> None:
    app = BoxApp("kept ", limit=100)
    async with app.run_test() as pilot:
        await paste(app, pilot, "x" * 95)
        assert app.box.text == "kept "
        assert app.refused == [TOO_LONG]
        assert any(TOO_LONG in row for row in rows(app))


async def test_a_paste_that_just_fits_is_taken_once() -> None:
    app = BoxApp("kept ", limit=100)
    async with app.run_test() as pilot:
        app.box.move_cursor((0, 5))
        await paste(app, pilot, "é" * 46 + "x")
        assert app.box.text == "kept " + "é" * 46 + "x"
        assert app.box.bytes_left == 0
        assert app.refused == []


async def test_a_paste_over_a_selection_counts_what_it_replaces() -> None:
    app = BoxApp("x" * 90, limit=100)
    async with app.run_test() as pilot:
        app.box.select_all()
        await paste(app, pilot, "y" * 95)
        assert app.box.text == "y" * 95


async def test_a_key_too_many_is_refused_until_there_is_room_again() -> None:
    app = BoxApp("x" * 97, limit=100)
    async with app.run_test() as pilot:
        app.box.focus()
        app.box.move_cursor((0, 97))
        await pilot.press("a", "b")
        assert app.box.text == "x" * 97 + "a"
        assert app.refused == [FULL]
        assert any(FULL in row for row in rows(app))
        await pilot.press("backspace", "c")
        assert app.box.text == "x" * 97 + "c"
        await pilot.pause()
        assert not any(FULL in row for row in rows(app))


async def test_undo_does_not_open_a_way_over_the_limit() -> None:
    app = BoxApp(limit=50)
    async with app.run_test() as pilot:
        app.box.insert("x" * 45)
        app.box.history.checkpoint()
        app.box.delete((0, 0), (0, 45))
        app.box._count()
        app.box.undo()
        app.box.insert("y" * 20)
        await pilot.pause()
        assert json_bytes(app.box.text) <= 50


async def test_when_little_room_is_left_the_box_says_how_much() -> None:
    app = BoxApp("x" * 11_900)
    async with app.run_test():
        assert any("Room for about 386 more letters" in row for row in rows(app))


@pytest.mark.parametrize("picture", ["data:image/png;base64,iVBORw0KGgo=", "aB3" * 100])
async def test_a_picture_is_refused_with_a_sentence(picture: str) -> None:
    app = BoxApp("kept")
    async with app.run_test() as pilot:
        await paste(app, pilot, picture)
        assert app.box.text == "kept"
        assert app.refused == [PICTURE]


async def test_a_picture_that_came_in_as_keys_is_seen_before_it_is_kept() -> None:
    app = BoxApp()
    async with app.run_test():
        assert app.box.refusal() is None
        app.box.text = "aB3" * 100
        assert app.box.refusal() == PICTURE


async def test_what_comes_in_has_passed_the_door() -> None:
    app = BoxApp("a\u202eb\tc")
    async with app.run_test():
        assert app.box.words == "ab    c"
        app.box.text = "\x1b]52;x"
        assert app.box.words == "]52;x"
        app.box.insert("e\u0301\r\n")
        assert "é\n" in app.box.words


# -- clipboard ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+x", "ctrl+v", "super+c", "super+x"])
async def test_clipboard_keys_neither_copy_nor_lose_a_word(key: str) -> None:
    app = BoxApp("kept")
    async with app.run_test() as pilot:
        app.box.focus()
        app.box.select_all()
        await pilot.press(key)
        assert app.box.text == "kept"
        assert app.clipboard == ""


# -- quiet view --------------------------------------------------------------------------------------------------------


async def test_quiet_view_shows_only_the_line_being_typed() -> None:
    app = BoxApp(LINES, quiet=True)
    async with app.run_test(size=(80, 24)) as pilot:
        app.box.focus()
        await pilot.press("ctrl+end", "x")
        await pilot.pause()
        told = "\n".join(rows(app))
        assert "last line 日本 👩 éx" in told
        assert "gate" not in told
        assert "▒▒▒" in told
        app.box.select_all()
        await pilot.pause()
        assert "gate" not in "\n".join(rows(app))
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert "gate" in "\n".join(rows(app))


async def test_quiet_view_hides_every_line_when_nothing_is_being_typed() -> None:
    app = BoxApp(LINES, quiet=True)
    async with app.run_test(size=(80, 24)) as pilot:
        app.box.focus()
        await pilot.pause()
        app.screen.set_focus(None)
        await pilot.pause()
        told = "\n".join(rows(app))
        assert not any(word in told for word in ("gate", "last", "came"))


# -- drawing -----------------------------------------------------------------------------------------------------------


class PlainApp(GuardedApp[None]):
    """The same text in Textual's own box, styled alike."""

    CSS = "TextArea { height: 1fr; min-height: 5; }"

    def __init__(self, box: TextArea) -> None:
        super().__init__()
        self.box = box

    def compose(self) -> ComposeResult:
        yield self.box


@pytest.mark.parametrize(
    "text",
    [LINES, "日本語 " * 60, "x" * 200, "one two  three   " * 20 + "\n\n end ", "👩 é 🇬🇧 👍🏽 " * 12, ""],
)
@pytest.mark.parametrize(
    "keys", [(), ("ctrl+end",), ("down", "end"), ("end", "right", "left"), ("f7",), ("down", "shift+end")]
)
async def test_fast_rows_are_the_rows_that_textual_draws(text: str, keys: tuple[str, ...]) -> None:
    pictures = []
    for box in (WordsBox(text), TextArea(clean(text, multiline=True))):
        app = PlainApp(box)
        async with app.run_test(size=(80, 24)) as pilot:
            box.cursor_blink = False
            box.match_cursor_bracket = False
            box.focus()
            if keys == ("ctrl+end",):
                box.move_cursor(box.document.end)  # a key that Textual's box does not have
            await pilot.press(*keys)
            await pilot.pause()
            cells = []
            for row in app.screen._compositor.render_strips():
                cells.append([(letter, part.style) for part in row for letter in part.text])
            pictures.append(cells)
    assert pictures[0] == pictures[1]


async def test_the_letter_that_wraps_on_the_last_row_is_seen_at_once() -> None:
    app = BoxApp("\n" * 40)
    async with app.run_test(size=(80, 24)) as pilot:
        app.box.focus()
        await pilot.press("ctrl+end", *("ab " * 30), "Q")
        await pilot.pause()
        assert any("Q" in row for row in rows(app))


# -- the other widgets -------------------------------------------------------------------------------------------------


class PageApp(GuardedApp[None]):
    BINDINGS = [Binding("f1,ctrl+g", "help", "Help"), Binding("f9", "hide", "[b]Hide")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield Choice([("yes", "Yes [/]"), ("no", "No"), ("not sure", "Not sure", "That is fine")], chosen="no")
        yield StatusLine("sent", "No adult has read it yet. [/]")
        yield KeyHints()

    def action_help(self) -> None:
        """Nothing."""

    def action_hide(self) -> None:
        """Nothing."""

    def on_choice_chosen(self, event: Choice.Chosen) -> None:
        assert event.control is event.choice
        self.chosen.append(event.value)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("enter",), "no"),
        (("up", "enter"), "yes"),
        (("3",), "not sure"),
        (("down", "space"), "not sure"),
        (("1",), "yes"),
    ],
)
async def test_an_option_is_chosen_by_arrows_or_by_its_number(keys: tuple[str, ...], value: str) -> None:
    app = PageApp()
    async with app.run_test() as pilot:
        app.query_one(Choice).focus()
        await pilot.press(*keys)
        await pilot.pause()
        assert app.chosen == [value]


async def test_an_option_is_chosen_by_mouse_and_what_was_chosen_before_is_marked() -> None:
    app = PageApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(Choice, offset=(4, 0))
        await pilot.press("9")
        await pilot.pause()
        assert app.chosen == ["yes"]
        told = "\n".join(rows(app))
        assert "1 ○ Yes [/]" in told
        assert "2 ● No" in told
        assert "That is fine" in told


async def test_a_state_is_told_by_a_glyph_with_a_word() -> None:
    app = PageApp()
    async with app.run_test(size=(80, 24)) as pilot:
        assert any("◐ Sent  No adult has read it yet. [/]" in row for row in rows(app))
        app.query_one(StatusLine).show("read")
        await pilot.pause()
        assert any("● Read" in row for row in rows(app))
    assert glyph_and_word("from a newer version") == "? from a newer version"


async def test_the_footer_shows_the_keys_that_work_here_on_one_line() -> None:
    app = PageApp()
    async with app.run_test(size=(80, 24)) as pilot:
        assert rows(app)[-1].strip() == "F1/^G Help · F9 [b]Hide"
        app.query_one(KeyHints).show(("Esc", "back"), ("F10", "sign out\x1b[2J"))
        await pilot.pause()
        assert rows(app)[-1].strip() == "Esc back · F10 sign out[2J"


@pytest.mark.parametrize("key", ["ctrl+z", "super+z", "ctrl+u", "ctrl+k", "ctrl+shift+k", "ctrl+w", "ctrl+f"])
async def test_no_single_key_takes_a_stretch_of_words_away(key: str) -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await pilot.press(*"he said it again")
        await pilot.press("home", key)
        await pilot.press("end", key)
        await pilot.pause()
        assert len(app.box.text) >= len("he said it again") - len("again")
