"""The box in which people write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import TextArea

from screens.text import clean, content, json_bytes, looks_like_image
from screens.widgets.rows import RowKey, block_row, row_key, text_row
from store.language import say

WORDS_BYTES = 12_288
_COUNT_SECONDS = 0.5
_FEW_LEFT = 1_000
_ROWS_KEPT = 512

TOO_LONG = "That is too long to paste here. What you wrote is still here."
FULL = "This box is full. You can send this now, then add more later."
ROOM = "Room for about {letters} more letters"
PICTURE = "Pictures can't go here. Tell an adult. Don't copy or send it."


class WordsBox(TextArea):
    """Several lines of text within a limit of bytes, with a quiet view that shows only the line being typed.

    Text over the limit is refused whole, pictures always; what was there stays. `words` is what to keep.
    """

    DEFAULT_CSS = """
    WordsBox { height: 1fr; min-height: 5; border-subtitle-align: left; border-subtitle-color: $text-muted; }
    WordsBox.-refused { border-subtitle-color: $error; border-subtitle-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "toggle_quiet", "Quiet view", show=True),
        Binding("ctrl+home", "to_start", show=False),
        Binding("ctrl+end", "to_end", show=False),
        Binding("ctrl+c,super+c,ctrl+x,super+x,ctrl+v", "no_clipboard", show=False),
        Binding("ctrl+z,super+z,ctrl+u,super+backspace,ctrl+k,ctrl+shift+k", "no_sweep", show=False),
    ]

    quiet = reactive(False, init=False)
    """Only the line being typed is shown, the rest as blocks."""

    @dataclass
    class Refused(Message):
        """Text was not taken, for the reason in `sentence`."""

        box: WordsBox
        sentence: str

        @property
        def control(self) -> WordsBox:
            """The box that refused."""
            return self.box

    def __init__(
        self,
        text: str = "",
        *,
        limit: int = WORDS_BYTES,
        quiet: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        self._limit = limit
        self._most = limit  # never less than the bytes in the box; the timer makes it exact
        self._uncounted = True
        self._rows: dict[RowKey, Strip] = {}
        super().__init__(clean(text, multiline=True), id=id, classes=classes, disabled=disabled)
        self.match_cursor_bracket = False
        self.set_reactive(WordsBox.quiet, quiet)

    @property
    def words(self) -> str:
        """The text as it is to be kept."""
        return clean(self.text, multiline=True)

    @property
    def bytes_left(self) -> int:
        """How many bytes there is room for."""
        return self._limit - json_bytes(self.words)

    def refusal(self) -> str | None:
        """Return the sentence that says why the text can't be kept, or None."""
        if looks_like_image(self.text):
            return say(PICTURE)
        return say(FULL) if self.bytes_left < 0 else None

    def action_to_start(self) -> None:
        """Go to the first letter."""
        self.move_cursor((0, 0))

    def action_to_end(self) -> None:
        """Go behind the last letter."""
        self.move_cursor(self.document.end)

    # -- edits ---------------------------------------------------------------------------------------------------

    def load_text(self, text: str) -> None:
        """Replace everything, through the door."""
        self._most = self._limit
        super().load_text(clean(text, multiline=True))

    def undo(self) -> None:
        """Take the last edits back."""
        self._most = self._limit
        super().undo()

    def redo(self) -> None:
        """Make the edits again that were taken back."""
        self._most = self._limit
        super().redo()

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit unless there is no room for it."""
        edit.text = clean(edit.text, multiline=True)
        more = json_bytes(edit.text) - 2
        if more and self._most + more > self._limit:
            start, end = sorted((edit.from_location, edit.to_location))
            freed = json_bytes(self.document.get_text_range(start, end)) - 2
            self._most = json_bytes(self.text)
            if self._most - freed + more > self._limit:
                self._refuse(say(FULL))
                return EditResult(self.cursor_location, "")
        self._most += more
        result = super().edit(edit)
        if self.has_class("-refused"):
            self.remove_class("-refused")
            self._uncounted = True
            self._count()
        # A letter that wraps on the last row would stay unseen until the next key.
        self.scroll_cursor_visible()
        return result

    async def _on_paste(self, event: events.Paste) -> None:
        if self.read_only:
            return
        sentence = None
        if looks_like_image(event.text):
            sentence = say(PICTURE)
        else:
            freed = json_bytes(self.selected_text) - 2
            if json_bytes(self.text) - freed + json_bytes(clean(event.text, multiline=True)) - 2 > self._limit:
                sentence = say(TOO_LONG)
        if sentence is not None:
            event.prevent_default()
            event.stop()
            self._refuse(sentence)

    def action_no_clipboard(self) -> None:
        """Do nothing: a clipboard outlives the visit."""

    def action_no_sweep(self) -> None:
        """Do nothing: a key hit by chance must not take a stretch of words away, which the next save would keep."""

    def action_cut(self) -> None:
        """Do nothing: a clipboard outlives the visit."""

    def action_copy(self) -> None:
        """Do nothing: a clipboard outlives the visit."""

    def action_paste(self) -> None:
        """Do nothing: text comes in by typing or by the terminal's own paste."""

    # -- counter -------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Count on a timer: on each key it would cost more than drawing the key."""
        self._count()
        self.set_interval(_COUNT_SECONDS, self._count, name="count")

    def on_text_area_changed(self) -> None:
        """Remember to count."""
        self._uncounted = True

    def _count(self) -> None:
        if not self._uncounted:
            return
        self._uncounted = False
        self._most = json_bytes(self.text)
        left = self._limit - self._most
        if not self.has_class("-refused"):
            self.border_subtitle = content("" if left > _FEW_LEFT else say(ROOM, letters=max(left, 0)))

    def _refuse(self, sentence: str) -> None:
        self.add_class("-refused")
        self.border_subtitle = content(sentence)
        self.post_message(self.Refused(self, sentence))

    # -- drawing -------------------------------------------------------------------------------------------------

    def action_toggle_quiet(self) -> None:
        """Show only the line being typed, or everything again."""
        self.quiet = not self.quiet

    def watch_quiet(self) -> None:
        """Draw all rows again."""
        self._line_cache.clear()
        self.refresh()

    def watch_has_focus(self, _focus: bool) -> None:
        """Draw all rows again: without focus no line is being typed."""
        if self.quiet:
            self._line_cache.clear()
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row: as blocks where the quiet view hides it, fast where it is plain text."""
        if self.quiet and not (self.has_focus and y + self.scroll_offset.y == self._cursor_offset[1]):
            return block_row(self, y)
        key = row_key(self, y)
        if key is None:
            return super().render_line(y)
        strip = self._rows.get(key)
        if strip is None:
            if len(self._rows) > _ROWS_KEPT:
                self._rows.clear()
            strip = self._rows[key] = text_row(key)
        return strip
