"""Writing a concern, a page each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from screens.mentor.concerns.concern_page import FIND_ME, SEND, STAY, ConcernPage, PageFacts
from screens.mentor.concerns.concern_pages import ConcernPages
from screens.mentor.concerns.concern_route import ADULT, LAST, NOW, page_after, told_place
from screens.mentor.concerns.draft_keeper import DraftKeeper
from screens.mentor.parts.ask import AskModal
from screens.mentor.parts.help import HelpModal
from screens.mentor.parts.keeping_screen import KeepingScreen
from screens.mentor.parts.mentor_screen import SHEET
from store.language import say, say_each
from store.notebook.common.facts import Adult, ConcernDraft, Danger, SentReport

if TYPE_CHECKING:
    from screens.mentor.parts.services import Concerns

OPENING = "One moment."
MORE = "Add to your report"
DANGER_TOLD = "Saved: someone is in danger now. Go to an adult all the same: nobody may see it in time."
SENDING = "Sending."
REMOVE = "Remove what you wrote? The adults see that a report was removed, not what was in it. Is everyone safe?"
REMOVES = (("keep", "Keep it"), ("safe", "Everyone is safe: remove it"), ("not safe", "No, or not sure: remove it"))


@dataclass(frozen=True)
class Start:
    """How a concern begins: the draft of a new one, or that of a session in which something was worrying.

    `warning` is what to know of this computer before writing on it.
    """

    draft: ConcernDraft = field(repr=False)
    named: bool = True
    warning: str = ""


class ConcernScreen(KeepingScreen[SentReport | None]):
    """Goes through the pages, saves as somebody types; dismisses with what was sent, with None when left."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "concern.tcss"]
    HEADING = "Report"
    WRITING = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+f", "next", "Go on", key_display="F2/^F", priority=True),
        Binding("f5,ctrl+r", "send", "Send what I have now", key_display="F5/^R", priority=True),
        Binding("f8,ctrl+l", "remove", "Remove", key_display="F8/^L", priority=True),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]

    class FindMeAsked(Message):
        """Somebody in danger found no adult."""

    class DangerQueued(Message):
        """A red record waits to be exchanged at once."""

    @dataclass
    class Opened(Message):
        """The notebook is ready for a concern."""

        concerns: Concerns
        unfinished: ConcernDraft | None = field(repr=False)
        adults: tuple[Adult, ...]
        readers_to_pick: tuple[tuple[str, str], ...]

    @dataclass
    class ReadersFound(Message):
        """It is known who will read what `page` says."""

        page: ConcernPage
        sentence: str

    def __init__(self, open_concerns: Callable[[], Concerns], start: Start, clock: Callable[[], float]) -> None:
        super().__init__()
        self._open_concerns = open_concerns
        self._start = start
        self._draft = start.draft
        self._skips_hurt = start.draft.hurt is not None
        self._keeper = DraftKeeper(self.in_thread, clock)
        self._concerns: Concerns | None = None
        self._adults: tuple[Adult, ...] = ()
        self._readers_to_pick: tuple[tuple[str, str], ...] = ()
        self._pages = ConcernPages()
        self._is_resumed = False

    # -- opening ---------------------------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Return the page's place."""
        yield self._pages

    def on_mount(self) -> None:
        """Look up what was not finished, the adults to name, the readers to pick from."""
        self.say(say(OPENING))
        named = self._start.named

        def job() -> Message:
            concerns = self._open_concerns()
            unfinished = concerns.unfinished() if named else None
            return self.Opened(concerns, unfinished, concerns.adults(), concerns.choices_of_reader())

        self.in_thread(job, group="open", description="open a concern")

    async def on_concern_screen_opened(self, message: Opened) -> None:
        """Go on where it was left, else start on the first page."""
        message.stop()
        self._keeper.open(message.concerns)
        self._concerns, self._adults = message.concerns, message.adults
        self._readers_to_pick = message.readers_to_pick
        self._is_resumed = message.unfinished is not None and message.unfinished.id != self._start.draft.id
        if message.unfinished is not None:
            self._draft, self._skips_hurt = message.unfinished, False
        self.say("")
        await self._show(min(max(self._draft.page, 0), LAST))

    # -- pages -----------------------------------------------------------------------------------------------------

    async def _show(self, number: int) -> None:
        self._draft = replace(self._draft, page=number)
        start = self._start
        facts = PageFacts(
            self._draft, self._adults, self._readers_to_pick, start.named, self._is_resumed, start.warning
        )
        await self._pages.show(number, facts)
        self._is_resumed = False
        heading = say(self.HEADING) if self._draft.about_report is None else say(MORE)
        self.head(f"{heading}, {told_place(number, self._draft, skips_hurt=self._skips_hurt)}")
        if number == NOW:
            self._keeper.danger.begin()
        self.refresh_bindings()

    async def _go(self, step: int) -> None:
        number = self._draft.page
        if number == NOW and step > 0:
            self._keeper.tell_danger(self._draft)
        elif number == NOW:
            self._keeper.danger.stop()
        if not self.is_save_bad:
            self.say("")
        await self._show(page_after(number, step, self._draft, skips_hurt=self._skips_hurt))
        self._keeper.save(self.draft)

    @property
    def draft(self) -> ConcernDraft:
        """Everything that is answered and typed now."""
        return self._pages.with_typed(self._draft)

    @property
    def concerns(self) -> Concerns | None:
        """Where it is written, None before that is open."""
        return self._concerns

    @property
    def is_red(self) -> bool:
        """Whether somebody is in danger now."""
        return self._draft.danger is Danger.YES

    @property
    def _is_empty(self) -> bool:
        draft = self.draft
        return not draft.words and replace(draft, page=0) == replace(self._start.draft, page=0)

    async def on_concern_page_answered(self, message: ConcernPage.Answered) -> None:
        """Keep an answer, go where the page says."""
        message.stop()
        if not self._pages.is_shown(message.page) or self._is_sending:
            return
        self._draft = replace(self._draft, **message.changes)
        if message.then == SEND:
            self._send()
        elif message.then in (STAY, FIND_ME):
            self._keeper.tell_danger(self._draft)
            if message.then == FIND_ME:
                self.post_message(self.FindMeAsked())
        elif not self._refused():
            await self._go(1)

    def on_concern_page_typed(self, message: ConcernPage.Typed) -> None:
        """Remember to save."""
        message.stop()
        self._keeper.autosave.change()

    def on_concern_page_readers_asked(self, message: ConcernPage.ReadersAsked) -> None:
        """Ask who will read the report."""
        message.stop()
        page, concerns = message.page, self._concerns
        if concerns is None or not self._pages.is_shown(page):
            return
        draft = replace(self.draft, **message.changes)
        self.in_thread(
            lambda: self.ReadersFound(page, concerns.readers(draft).sentence),
            group="readers",
            description="look up readers",
            alone=False,
        )

    def on_concern_screen_readers_found(self, message: ReadersFound) -> None:
        """Show who will read the report."""
        message.stop()
        if self._pages.is_shown(message.page):
            message.page.show_readers(message.sentence)

    # -- keeping ---------------------------------------------------------------------------------------------------

    def on_draft_keeper_saved(self, message: DraftKeeper.Saved) -> None:
        """Say what went wrong, take the sentence away when it works again."""
        message.stop()
        self.save_ended(self._keeper.autosave, message.problem)

    def on_draft_keeper_danger_told(self, message: DraftKeeper.DangerTold) -> None:
        """Say that the record is saved, or that it could not be."""
        message.stop()
        self._keeper.danger.end(told=not message.problem)
        self.say(message.problem or say(DANGER_TOLD), problem=bool(message.problem))
        if not message.problem:
            self.post_message(self.DangerQueued())

    def tick(self) -> None:
        """Do what is due."""
        if (page := self._pages.drawn) is not None:
            page.tick()
        self._keeper.tick(lambda: self.draft)

    def rest(self) -> None:
        """Save now, tell danger now."""
        if not self._is_sending:
            self._keeper.tell_danger(self.draft)
            if not self._is_empty:
                self._keeper.save_now(self.draft)

    def last_job(self) -> Callable[[], None] | None:
        """Return the last save, with the danger that is not told yet."""
        return None if self._is_empty or self._finished else self._keeper.last_job(self.draft)

    # -- keys ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer what this page allows, nothing under a dialog."""
        page = self._pages.drawn
        if action not in ("next", "send", "remove"):
            return True
        if page is None or not self.is_active or self._is_sending:
            return False
        if action == "next":
            return page.MAY_SKIP
        return self._draft.page >= ADULT if action == "send" else not self._is_empty

    @property
    def _is_sending(self) -> bool:
        return "send" in self._jobs or bool(self._finished)

    def _refused(self) -> bool:
        sentence = self._pages.refusal()
        if sentence is not None:
            self.say(sentence, problem=True)
        return sentence is not None

    async def action_next(self) -> None:
        """Go to the next page, answered or not."""
        if not self._refused():
            self._draft = self.draft
            await self._go(1)

    async def action_back(self) -> None:
        """Go to the page before, from the first one away."""
        if self._is_sending or (self._concerns is not None and self._pages.drawn is None):
            return
        self._draft = self.draft
        if self._draft.page > 0:
            await self._go(-1)
            return
        if not self._is_empty:
            self._keeper.save_now(self._draft)
        self.dismiss(None)

    def action_help(self) -> None:
        """Show what this page is for."""
        self.app.push_screen(HelpModal(say(page.HELP) if (page := self._pages.drawn) is not None else ""))

    def action_send(self) -> None:
        """Send what is there now."""
        self._draft = self.draft
        self._send()

    def _send(self) -> None:
        if not self._refused() and self._keeper.send(self._draft):
            self.say(say(SENDING))

    def on_draft_keeper_sent(self, message: DraftKeeper.Sent) -> None:
        """Hand over what was sent."""
        message.stop()
        self.finish(message.report)

    def action_remove(self) -> None:
        """Ask whether everyone is safe."""
        self.app.push_screen(AskModal(say(REMOVE), say_each(REMOVES)), self._removing)

    def _removing(self, answer: str | None) -> None:
        if answer in ("safe", "not safe"):
            self._keeper.remove(self.draft, everyone_safe=answer == "safe")

    def on_draft_keeper_removed(self, message: DraftKeeper.Removed) -> None:
        """Go back."""
        message.stop()
        self.finish(None)
