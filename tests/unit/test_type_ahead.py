"""Keys that arrive together with one that moves the focus go to where the focus moves."""

from __future__ import annotations

import asyncio
import time
from typing import ClassVar

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.keys import _character_to_key
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widgets import Button, Input, TextArea

from screens.guarded_app import GuardedApp
from screens.widgets.choice import Choice

KEYS = {"\t": "tab", "\r": "enter", "\x1b": "escape", " ": "space"}


class Form(Screen[str]):
    """A name with words, as at sign-in."""

    def compose(self) -> ComposeResult:
        with Vertical(), Vertical():
            yield Input(select_on_focus=False, id="name")
            yield Input(password=True, id="words")
            yield Button("go", id="go")

    def on_mount(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.query_one("#name").focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if message.input.id == "name":
            self.query_one("#words").focus()
        else:
            self.dismiss(f"{self.query_one('#name', Input).value}/{message.value}")


class Slow(Form):
    """A form that is drawn late, by a handler that waits, as a page is."""

    class Wanted(Message):
        """The form shall be drawn."""

    def compose(self) -> ComposeResult:
        yield Vertical(id="place")

    def begin(self) -> None:
        self.post_message(self.Wanted())

    async def on_slow_wanted(self, message: Wanted) -> None:
        message.stop()
        await asyncio.sleep(0.02)
        await self.query_one("#place").mount(Input(select_on_focus=False, id="name"), Input(password=True, id="words"))
        await asyncio.sleep(0.02)
        self.query_one("#name").focus()


class Question(ModalScreen[str]):
    """A dialog that one key answers."""

    def compose(self) -> ComposeResult:
        yield Choice([("yes", "Yes"), ("no", "No")])

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        message.stop()
        self.dismiss(message.value)


class DoorsApp(GuardedApp[None]):
    """Doors to choose from; `told` is what the form behind one was left with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "hide", "Hide", priority=True),
        Binding("f2", "ask", "Ask", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str | None] = []

    def compose(self) -> ComposeResult:
        yield Choice([("form", "Form"), ("slow", "Slow")])
        yield TextArea(id="box")

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        self.push_screen(Slow() if message.value == "slow" else Form(), self.told.append)

    def action_hide(self) -> None:
        self.push_screen(Form(), self.told.append)

    def action_ask(self) -> None:
        self.push_screen(Question(), self.told.append)


def send(app: App[None], text: str) -> None:
    """Hand keys over as a terminal does that read them at once."""
    for letter in text:
        name = KEYS.get(letter) or (letter if letter.isalnum() else _character_to_key(letter))
        app.post_message(events.Key(name, letter))


async def until_quiet(pilot: Pilot[None]) -> None:
    for _ in range(10):
        await pilot.pause(0.02)


@pytest.mark.parametrize("end", ["\t", "\r"])
@pytest.mark.parametrize("door", ["1", "2"])
async def test_words_typed_together_with_name_and_a_key_between_go_to_their_own_field(door: str, end: str) -> None:
    app = DoorsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        send(app, f"{door}Sam B{end}four words here\r")
        await until_quiet(pilot)
        assert app.told == ["Sam B/four words here"]


async def test_words_pasted_behind_a_tab_keep_their_turn() -> None:
    app = DoorsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        send(app, "1Sam\t")
        app.post_message(events.Paste("oak "))
        send(app, "gate\r")
        await until_quiet(pilot)
        assert app.told == ["Sam/oak gate"]


async def test_keys_behind_the_answer_to_a_dialog_go_to_what_stood_under_it() -> None:
    app = DoorsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#box").focus()
        await pilot.pause()
        app.post_message(events.Key("f2", None))
        send(app, "\rI wrote this\rand this")
        await until_quiet(pilot)
        assert app.told == ["yes"]
        assert app.query_one(TextArea).text == "I wrote this\nand this"


async def test_a_key_of_the_program_itself_is_followed_by_what_was_typed_behind_it() -> None:
    app = DoorsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#box").focus()
        await pilot.pause()
        send(app, "before")
        app.post_message(events.Key("f9", None))
        send(app, "after\roak\r")
        await until_quiet(pilot)
        assert app.query_one(TextArea).text == "before"
        assert app.told == ["after/oak"]


async def test_shift_tab_goes_back_before_the_next_letter() -> None:
    app = DoorsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        send(app, "1Sam\t")
        app.post_message(events.Key("shift+tab", None))
        send(app, "my\toak\r")
        await until_quiet(pilot)
        assert app.told == ["Sammy/oak"]


async def test_no_letter_is_lost_or_out_of_order_however_many_keys_move_the_focus() -> None:
    app = DoorsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        for number in range(10):
            send(app, f"1name{number}\rwords{number}\r")
        for _ in range(100):
            await pilot.pause(0.02)
            if len(app.told) == 10:
                break
        assert app.told == [f"name{number}/words{number}" for number in range(10)]


async def test_a_handler_that_never_ends_holds_no_key_back_for_long() -> None:
    forever = asyncio.Event()

    class StuckForm(Form):
        async def on_button_pressed(self) -> None:
            await forever.wait()

    app = DoorsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(StuckForm())
        await pilot.pause()
        app.screen.query_one("#go").focus()
        await pilot.pause()
        began = time.monotonic()
        send(app, "\r")
        app.post_message(events.Key("f9", None))
        while type(app.screen) is not Form and time.monotonic() - began < 5:
            await asyncio.sleep(0.02)
        forever.set()
        await until_quiet(pilot)
        assert type(app.screen) is Form


async def test_a_letter_in_a_box_is_handed_on_at_once() -> None:
    app = DoorsApp()
    async with app.run_test(size=(80, 24)) as pilot:
        box = app.query_one(TextArea)
        box.focus()
        await pilot.pause()
        for letter in "words":
            event = events.Key(KEYS.get(letter, letter), letter)
            await app.on_event(event)
            assert event.is_forwarded
        await pilot.pause()
        assert box.text == "words"
