"""The part of the desk's program that keeps what is typed but not recorded, also beyond the program's end."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from textual.message import Message

from screens.crash import CrashLog
from screens.desk.parts.drafts import Drafts
from screens.desk.parts.services import Casework
from screens.desk.parts.step import StepMenu
from screens.desk.sitting import typed_before
from screens.desk.sitting.typed_keeper import TypedKeeper
from screens.guarded_app import GuardedApp
from store.casebook.desk.half_typed import TypedForm
from store.errors import KioskError

KEEP_SECONDS = 2.0
_WARN_SECONDS = 10.0
NOT_KEPT = "What you type now would be lost if the power went, though not by locking."


class KeepsTyped(GuardedApp[None]):
    """A program with at most one open casework, to which it hands what is typed, from which it brings it back."""

    @dataclass
    class Kept(Message):
        """What was typed is kept, unless `failed` says why not."""

        failed: str

    @dataclass
    class TypedBefore(Message):
        """It is known what an earlier run of the program left half-typed; `failed` says what keeps it away."""

        casework: Casework
        forms: tuple[TypedForm, ...] = field(repr=False)
        failed: str

    def __init__(self, *, crash: CrashLog | None = None, leave: Callable[[int], object] = os._exit) -> None:
        super().__init__(crash=crash, leave=leave)
        self._casework: Casework | None = None
        self._drafts = Drafts()
        self._keeper = TypedKeeper(self._drafts)
        self._is_keeping = False
        self._is_looking = False
        self._failed = ""

    def open_typed(self, casework: Casework, form: TypedForm) -> None:
        """Open a form that was left half-typed."""
        raise NotImplementedError  # for the program to say: Textual's metaclass leaves no room for abc's

    @property
    def is_at_inbox(self) -> bool:
        """Whether the inbox is what is seen."""
        raise NotImplementedError

    def tell_inbox(self, sentence: str) -> None:
        """Say something where the person is."""
        raise NotImplementedError

    def keep_typed(self) -> None:
        """Keep what was typed since the last look, in a thread; nothing before what was left is brought back."""
        casework = self._casework
        if casework is not None and not self._keeper.has_begun(casework.person):
            self.bring_back(casework)
        elif casework is not None and not self._is_keeping and self._keeper.due(casework.person) is not None:
            self._is_keeping = True
            keep = partial(self._keep, casework)
            self.run_worker(keep, thread=True, group="typed", description="keep what is typed")

    def _keep(self, casework: Casework) -> None:
        failed = ""
        try:
            self._keeper.keep(casework)
        except KioskError as error:
            failed = str(error)
        self.post_message(self.Kept(failed))

    def on_keeps_typed_kept(self, message: Kept) -> None:
        """Say once what keeps typed text from being kept."""
        self._is_keeping = False
        self._tell_once(message.failed)

    def _tell_once(self, failed: str) -> None:
        if failed and failed != self._failed and self._casework is not None:
            self.notify(f"{NOT_KEPT} {failed}", severity="warning", timeout=_WARN_SECONDS)
        self._failed = failed

    def bring_back(self, casework: Casework) -> None:
        """Look in a thread for what an earlier run of the program left, until that was found for this person."""
        if not self._is_looking and not self._keeper.has_begun(casework.person):
            self._is_looking = True
            look = partial(self._look_for_typed, casework)
            self.run_worker(look, thread=True, group="typed", description="look for what was typed before")

    def _look_for_typed(self, casework: Casework) -> None:
        forms, failed = tuple[TypedForm, ...](), ""
        try:
            forms = casework.half_typed()
        except KioskError as error:
            failed = str(error)
        self.post_message(self.TypedBefore(casework, forms, failed))

    def on_keeps_typed_typed_before(self, message: TypedBefore) -> None:
        """Offer what an earlier run of the program left half-typed."""
        casework, self._is_looking = message.casework, False
        if casework is not self._casework or self._keeper.has_begun(casework.person):
            return
        self._tell_once(message.failed)
        if message.failed:
            # Looked for again with the next tick: what is there must not be written over.
            return
        self._keeper.begin(casework.person, message.forms)
        offered = [one for one in message.forms if typed_before.is_known(one)]
        if offered and not self.is_at_inbox:
            # Found late, while the person is at work: a question would catch keys that are meant for something else.
            self.notify(typed_before.LEFT, timeout=_WARN_SECONDS)
        elif offered:
            menu = StepMenu(typed_before.entries(offered), typed_before.HEADING, typed_before.HELP)
            self.push_screen(menu, partial(self._go_on_with, casework, offered))

    def _go_on_with(self, casework: Casework, forms: list[TypedForm], chosen: str | None) -> None:
        if chosen is None or chosen == typed_before.LATER:
            self.tell_inbox(typed_before.LEFT)
        elif chosen == typed_before.AWAY:
            menu = StepMenu(typed_before.ANSWERS, typed_before.SURE, typed_before.SURE_HELP)
            self.push_screen(menu, partial(self._throw_away, casework, forms))
        else:
            self.open_typed(casework, forms[int(chosen)])

    def _throw_away(self, casework: Casework, forms: list[TypedForm], answer: str | None) -> None:
        is_sure = answer == "yes"
        if is_sure:
            self._drafts.give_up(casework.person, forms)
            self.keep_typed()
        self.tell_inbox(typed_before.THROWN if is_sure else typed_before.LEFT)
