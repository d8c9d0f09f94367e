"""A desk while one person has it open: unlocked, kept level with the feeds, locked again."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Final

from store import words as word_list
from store.casebook.acts.acting import Actor
from store.casebook.acts.acts import Acts
from store.casebook.acts.desk import Desk
from store.casebook.acts.steps import Steps
from store.casebook.case.facts import Behind
from store.casebook.desk.half_typed import HalfTyped, TypedForm
from store.casebook.papers.desk_papers import DeskPapers
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.role.shelf import Shelf
from store.casebook.transfer.desk_transfers import DeskTransfers
from store.errors import KioskError, StorageError
from store.scheme.routes import COORDINATOR

HOUR_SECONDS: Final = 3600.0
# So many steps of following at a time; somebody who wants a page waits for no more than these.
STEPS: Final = 2
_TURN_SECONDS: Final = 0.005


class OpenDesk:
    """Holds the casebooks of all roles that one person holds; many threads may call it."""

    def __init__(self, desk: Desk, actor: Actor, casebooks: Mapping[str, RoleCasebook], typed: HalfTyped) -> None:
        self.person = actor.name
        self.roles = tuple(casebooks)
        self.ring_trial = desk.ring_trial
        self._desk = desk
        self._turn = threading.RLock()
        self._open: Shelf | None = Shelf(casebooks)
        self._acts = Acts(actor, self._open, desk.school, desk.clock)
        self._steps = Steps(desk, actor, self._acts)
        self.papers = DeskPapers(desk, self._acts, self._shelf, actor.name, desk.papers)
        self._actor = actor
        self._typed = typed
        self.transfers = DeskTransfers(desk, actor, self._acts, self._shelf)
        self._viewed = set[str]()
        self._met_late = set[str]()
        self._troubles: tuple[str, ...] = ()
        self._written_at = desk.clock.monotonic()

    @property
    def behind(self) -> Behind | None:
        """How far the casebook that lags most has come while entries are left to open; this never blocks."""
        shelf = self._open
        return None if shelf is None else shelf.behind

    def fingerprint(self) -> str:
        """Return five words that stand for the role's public key, for each role where there are several."""
        with self._shelf() as shelf:
            told = {
                role: word_list.fingerprint(casebook.identity.recipient.raw)
                for role, casebook in shelf.casebooks.items()
            }
        if len(told) == 1:
            return next(iter(told.values()))
        return "\n    ".join(f"{told[role]} ({role})" for role in self.roles)

    def refresh(self) -> int:
        """Exchange with the peers in reach, project what is new, return how many cases are new."""
        with self._shelf():
            pass
        troubles = self._desk.exchange()
        with self._shelf():
            self._troubles = troubles
        new = self._follow()
        with self._shelf() as shelf:
            new -= shelf.hidden_among(sorted(new))
            self._acts.forward()
            for casebook in shelf.casebooks.values():
                self._desk.outgoing.hand_over(casebook)
            self._stop_rings(shelf)
            if self._desk.clock.monotonic() - self._written_at >= HOUR_SECONDS:
                self._write(shelf)
            return len(new)

    def half_typed(self) -> tuple[TypedForm, ...]:
        """Return what this person typed at this desk but did not record, but of cases that are not theirs any more."""
        with self._shelf() as shelf:
            forms = self._typed.read()
            found = shelf.cases(sorted({one.about for one in forms if one.about}))
            codes = {about: self._desk.showing(one.role).line(one.facts).code for about, one in found.items()}
            # Until all is opened a case may be missing for no other reason.
            is_level = self.behind is None
            return tuple(
                replace(one, code=codes.get(one.about, ""))
                for one in forms
                if not one.about or one.about in codes or not is_level
            )

    def keep_half_typed(self, forms: Sequence[TypedForm]) -> None:
        """Keep what is typed but not recorded, sealed to this person alone, in place of what was kept before."""
        with self._shelf():
            self._typed.keep(forms)

    def lock(self) -> None:
        """Write the casework batch with the post, then drop the keys, also where the writing failed."""
        self.papers.stop()
        with self._turn:
            shelf, self._open = self._open, None
            if shelf is None:
                return
            try:
                self._write(shelf)
            finally:
                for casebook in shelf.casebooks.values():
                    casebook.close()
                # The keys hang on these; nothing else holds them.
                shelf.casebooks.clear()
                self._acts.forget()
                self._typed.forget()
                self._desk.forget()

    def _follow(self) -> set[str]:
        """Follow the feeds to their end, returning which cases are new; between two steps others have their turn."""
        new, is_level = set[str](), False
        while not is_level:
            with self._shelf() as shelf:
                steps = [casebook.follow_some(STEPS) for casebook in shelf.casebooks.values()]
            new = new.union(*(found for found, _ in steps))
            is_level = not any(more for _, more in steps)
            if not is_level:
                # A lock that is let go of and taken again at once is never another's.
                time.sleep(_TURN_SECONDS)
        return new

    def _write(self, shelf: Shelf) -> None:
        if COORDINATOR in shelf.casebooks:
            # A desk without the right to publish them leaves it to another one.
            with suppress(KioskError):
                self._desk.outgoing.publish_words(shelf.casebooks[COORDINATOR])
        for casebook in shelf.casebooks.values():
            self._desk.outgoing.hand_over(casebook)
        self._desk.outgoing.write(list(shelf.casebooks.values()))
        self._met_late.clear()
        self._written_at = self._desk.clock.monotonic()

    def _stop_rings(self, shelf: Shelf) -> None:
        """Write the checkpoints that meet a red report; one that can't be written now goes with the next."""
        for role in sorted(self._met_late):
            try:
                is_written = self._desk.outgoing.write_checkpoint(shelf.casebooks[role])
            except StorageError:
                return
            if is_written:
                self._met_late.discard(role)

    @contextmanager
    def _shelf(self) -> Iterator[Shelf]:
        with self._turn:
            if self._open is None:
                raise KioskError("The desk is locked. Everything that was recorded is kept. Unlock it to go on.")
            yield self._open
