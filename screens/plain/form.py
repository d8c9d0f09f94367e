"""A form of several boxes, box by box, kept line by line until it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from textual.message import Message

from screens.mentor.parts.form import EMPTY, UNFINISHED
from screens.mentor.parts.keeper import Keeper
from screens.mentor.parts.keeping_screen import NOT_SAVED
from screens.plain.leaving import Back
from screens.plain.talk import Manner
from screens.plain.words import Words
from store.errors import KioskError
from store.language import say, say_each, say_error
from store.notebook.common.facts import FormDraft

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from screens.plain.sitting import Sitting

SEND_NOW: Final = "Send it now?"
SENDS: Final = (("send", "Send"), ("again", "Go through it again"))


class FormTalk:
    """One form; `run` returns whether it was sent."""

    def __init__(
        self,
        sitting: Sitting,
        visit: Visit,
        form: str,
        boxes: Sequence[tuple[str, str]],
        limit: int,
        draft: FormDraft,
        help: str,  # noqa: A002 - as elsewhere
    ) -> None:
        self._sitting = sitting
        self._talk = sitting.talk
        self._boxes = boxes
        self._limit = limit
        self._help = help
        self._unfinished = visit.forms.unfinished(form, draft.about)
        self._draft = self._unfinished or draft
        self._texts = {name: self._draft.texts.get(name, "") for name, _label in boxes}
        self._box: tuple[str, Words] | None = None
        self._keeper = Keeper[FormDraft](lambda kept: visit.forms.save(form, kept), at_once, sitting.clock)
        self._keeper.open(self._draft)

    def run(self, send: Callable[[str, Mapping[str, str]], None]) -> bool:
        """Ask box after box, then send."""
        if self._unfinished is not None:
            self._talk.say("", say(UNFINISHED))
        at = 0
        with self._sitting.keeping(self):
            while True:
                try:
                    if at < len(self._boxes):
                        self._write(*self._boxes[at])
                        at += 1
                    elif self._now.is_empty:
                        self._talk.problem(say(EMPTY))
                        at = 0
                    elif self._talk.choose(say(SEND_NOW), say_each(SENDS), Manner(self._help)) == "send":
                        self._keeper.send(lambda: send(self._draft.id, self._texts))
                        return True
                    else:
                        at = 0
                except Back:
                    if at == 0:
                        return False
                    at -= 1
                except KioskError as error:
                    self._talk.problem(say_error(error))

    @property
    def is_unsaved(self) -> bool:
        """A form that is not finished waits for its mentor: nothing to ask."""
        return False

    def rest(self) -> None:
        """Save what is typed."""
        if (job := self._keeper.last_job(self._now)) is not None:
            job()

    @property
    def _now(self) -> FormDraft:
        texts = self._texts
        if self._box is not None:
            name, box = self._box
            texts = texts | {name: box.text}
        return FormDraft(self._draft.id, self._draft.about, texts if any(texts.values()) else {})

    def _write(self, name: str, label: str) -> None:
        box = Words(self._talk, self._texts[name], self._limit, self._save, self._sitting.clock)
        self._box = (name, box)
        try:
            box.ask(label, self._help)
        finally:
            self._texts[name], self._box = box.text, None

    def _save(self) -> str:
        try:
            self.rest()
        except KioskError as error:
            return say(NOT_SAVED, sentence=say_error(error))
        return ""


def at_once(job: Callable[[], Message | None], *, group: str, description: str, alone: bool = True) -> bool:  # noqa: ARG001 - as a screen's
    """Run a keeper's job here."""
    job()
    return True
