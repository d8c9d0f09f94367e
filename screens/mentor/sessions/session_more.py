"""The part of a session that can be left out."""

from __future__ import annotations

from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from screens.mentor.parts.pick import Pick
from screens.mentor.parts.picture_card import PictureCard
from screens.mentor.parts.telling import told_near_day
from screens.widgets.choice import Choice
from screens.widgets.words_box import WordsBox
from store.language import say, say_each

BOX_BYTES = 1_000
BOXES = (
    ("how", "How did it go?"),
    ("done", "What did you do?"),
    ("helped", "What helped?"),
)
SEE_AGAIN = "See again on"
NO_DATE = "No date yet"
WEEKS = (
    ("0", NO_DATE),
    ("1", "In one week"),
    ("2", "In two weeks"),
    ("3", "In three weeks"),
    ("4", "In four weeks"),
)

Memory = dict[str, str]
"""What is typed in the form, by field; the visit keeps it until the session is saved."""


class SessionMore(Vertical):
    """Three boxes with a day; whatever is typed goes to `memory`."""

    DEFAULT_CSS = """
    SessionMore { height: auto; }
    SessionMore WordsBox { height: 4; min-height: 4; }
    """

    class Changed(Message):
        """Something was typed or chosen."""

    def __init__(self, memory: Memory, today: date) -> None:
        super().__init__()
        self._memory = memory
        self._today = today
        self._cards = {name: PictureCard() for name, _ in BOXES}

    def compose(self) -> ComposeResult:
        """Return the fields."""
        for name, label in say_each(BOXES):
            yield Static(label, classes="label", markup=False)
            yield WordsBox(self._memory.get(name, ""), limit=BOX_BYTES, id=name)
            yield self._cards[name]
        yield Static(say(SEE_AGAIN), classes="label", markup=False)
        no_date, *weeks = say_each(WEEKS)
        days = [(weeks, f"{told} ({_day(self._today, weeks)})") for weeks, told in weeks]
        yield Pick([no_date, *days], chosen=self._memory.get("see again"), id="see-again")

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Keep what is typed."""
        message.stop()
        box = message.text_area
        if isinstance(box, WordsBox) and box.id:
            self._memory[box.id] = box.words

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Keep the day."""
        message.stop()
        self._memory["see again"] = message.value
        self.post_message(self.Changed())

    def show(self) -> None:
        """Show what is in memory now."""
        for box in self.query(WordsBox):
            box.load_text(self._memory.get(box.id or "", ""))
        self.query_one("#see-again", Pick).put(self._memory.get("see again"))

    def tick(self) -> None:
        """Remind below each box whose words are about pictures."""
        for name, card in self._cards.items():
            if card.read(self._memory.get(name, "")) and card.display:
                self.call_after_refresh(card.scroll_visible, animate=False)

    def refused(self) -> list[tuple[WordsBox, str]]:
        """Return the boxes that can't be kept, with the reason."""
        return [(box, sentence) for box in self.query(WordsBox) if (sentence := box.refusal())]


def see_again(memory: Memory, today: date) -> date | None:
    """Return the day that was chosen."""
    weeks = int(memory.get("see again", "0"))
    return today + timedelta(weeks=weeks) if weeks else None


def _day(today: date, weeks: str) -> str:
    return told_near_day(today + timedelta(weeks=int(weeks)))


def free_text(memory: Memory) -> str:
    """Return all that was written, to go on with in a report."""
    return "\n\n".join(text for name, _ in BOXES if (text := memory.get(name, "").strip()))
