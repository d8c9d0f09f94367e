"""One person unlocked at a desk: what the desk's screens ask for."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Final

from store import words as word_list
from store.casebook import acting, index, kinds, scheme_actions, staff_training
from store.casebook.acting import Actor
from store.casebook.acts import Acts
from store.casebook.child_page import ChildPages
from store.casebook.completeness import Looking
from store.casebook.desk import Desk
from store.casebook.entering import Entering
from store.casebook.facts import Case, ChildPage, ChildrenPage, Colleague, Completeness, DuePage, InboxPage, Phrase
from store.casebook.mentors import Mentors, MentorsPage
from store.casebook.papers.desk_papers import DeskPapers
from store.casebook.readings import ReadingsPage, readings
from store.casebook.retention import RetentionPage, retention
from store.casebook.role_casebook import RoleCasebook
from store.casebook.scheme_figures import Figures, SchemeFigures
from store.casebook.shelf import Shelf
from store.casebook.staff_training import StaffPass
from store.casebook.steps import Steps
from store.errors import KioskError, StorageError
from store.phrases import blanks_of
from store.scheme.routes import COORDINATOR

PAGE: Final = 200
HOUR_SECONDS: Final = 3600.0


class DeskCasework:
    """Casework over all roles that one person holds; many threads may call it."""

    def __init__(self, desk: Desk, actor: Actor, casebooks: Mapping[str, RoleCasebook]) -> None:
        self.person = actor.name
        self.roles = tuple(casebooks)
        self._desk = desk
        self._turn = threading.RLock()
        self._open: Shelf | None = Shelf(casebooks)
        self._acts = Acts(actor, self._open, desk.school, desk.clock)
        self._steps = Steps(desk, actor, self._acts)
        self.papers = DeskPapers(desk, self._acts, self._shelf, actor.name, desk.papers)
        self._viewed = set[str]()
        self._met_late = set[str]()
        self._troubles: tuple[str, ...] = ()
        self._written_at = desk.clock.monotonic()

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
        with self._shelf() as shelf:
            self._troubles = troubles
            new = frozenset[str]().union(*(casebook.follow() for casebook in shelf.casebooks.values()))
            new = frozenset(one for one in new if not shelf.is_hidden(one))
            self._acts.forward()
            for casebook in shelf.casebooks.values():
                self._desk.outgoing.hand_over(casebook)
            self._stop_rings(shelf)
            if self._desk.clock.monotonic() - self._written_at >= HOUR_SECONDS:
                self._write(shelf)
            return len(new)

    def inbox(self, *, offset: int = 0, closed: bool = False) -> InboxPage:
        """Return at most 200 cases from `offset`."""
        with self._shelf() as shelf:
            hours = self._desk.showing("").hours
            ids, total, unread = shelf.page(closed=closed, offset=offset, most=PAGE, hours=hours)
            return replace(self._page(shelf, ids, total, unread, offset), late=self._steps.late(shelf))

    def case(self, case_id: str) -> Case:
        """Return one case; that it was viewed is recorded, once in the time that the desk is open."""
        with self._shelf() as shelf:
            found = shelf.case(case_id)
            if case_id not in self._viewed:
                self._acts.record(found.facts, found.role, kinds.VIEW, case_id, {})
                self._viewed.add(case_id)
                found = shelf.case(case_id)
            case = self._desk.showing(found.role).case(found.facts, shelf.has_same_number)
            return replace(case, links=self._steps.links(shelf, case))

    def acknowledge(self, case_id: str) -> None:
        """Record that this person has read the report: the only act that changes the pupil's words."""
        with self._shelf() as shelf:
            self._met_late |= self._acts.acknowledge(shelf.case(case_id))
            self._stop_rings(shelf)

    def note(self, case_id: str, words: str, reason: str) -> None:
        """Record an action or decision with its reason."""
        acting.check_reason(words, reason)
        with self._shelf() as shelf:
            found = shelf.case(case_id)
            self._acts.record(found.facts, found.role, kinds.NOTE, case_id, {"words": words, "reason": reason})

    def set_level(self, case_id: str, level: str, reason: str) -> None:
        """Record a lower or higher level with its reason; what is reported later is weighed anew."""
        acting.check_level(level)
        acting.check_reason(reason)
        with self._shelf() as shelf:
            found = shelf.case(case_id)
            weighed = acting.digests(found.facts.reports)
            said = {"level": level, "reason": reason, "reports": weighed}
            self._acts.record(found.facts, found.role, kinds.LEVEL, case_id, said)

    def enter(self, typed: Mapping[str, str]) -> str:
        """Record a concern of this person's own, returning its case's id."""
        with self._shelf():
            return Entering(self._acts, self._desk.school, self.roles).enter(typed)

    def act(self, case_id: str, kind: str, typed: Mapping[str, str]) -> None:
        """Record a decision, an action or another step with all that its kind must say."""
        with self._shelf() as shelf:
            self._steps.act(shelf, case_id, kind, typed)

    def colleagues(self, case_id: str) -> tuple[Colleague, ...]:
        """Return who may be asked to take a case: whoever holds its role, this person first."""
        with self._shelf() as shelf:
            return self._steps.colleagues(shelf, case_id)

    def due(self, *, offset: int = 0) -> DuePage:
        """Return at most 200 things that are to do on cases, the earliest first."""
        with self._shelf() as shelf:
            return self._steps.due(shelf, offset, PAGE)

    def children(self, typed: str = "", *, offset: int = 0) -> ChildrenPage:
        """Return at most 200 children whose name, year or handles hold what is typed, by name."""
        with self._shelf() as shelf:
            return ChildPages(self._desk, shelf).listed(typed, offset, PAGE)

    def child(self, child_id: str, *, offset: int = 0) -> ChildPage:
        """Return a child's page with at most 200 lines of its chronology."""
        with self._shelf() as shelf:
            return ChildPages(self._desk, shelf).page(child_id, offset, PAGE)

    def describe(self, child_id: str, typed: Mapping[str, str]) -> None:
        """Record another name, year or handles of a child."""
        with self._shelf() as shelf:
            self._steps.describe(shelf, child_id, typed)

    def mentors(self, *, offset: int = 0) -> MentorsPage:
        """Return at most 200 mentors by name: training, load, wellbeing, what is due."""
        with self._shelf() as shelf:
            return Mentors(self._desk, shelf).page(offset, PAGE)

    def scheme(self) -> SchemeFigures:
        """Return the figures of the scheme of the last twelve months."""
        with self._shelf() as shelf:
            return Figures(self._desk, shelf).scheme()

    def readings(self, *, offset: int = 0) -> ReadingsPage:
        """Return at most 200 of the acts on cases, each opening among them, the newest first."""
        with self._shelf() as shelf:
            return readings(self._desk, shelf, offset, PAGE)

    def retention(self, *, offset: int = 0) -> RetentionPage:
        """Return at most 200 closed cases, the oldest first, with when each is to be looked at."""
        with self._shelf() as shelf:
            return retention(self._desk, shelf, offset, PAGE)

    def phrases(self) -> tuple[Phrase, ...]:
        """Return the safe replies of the school."""
        policy = self._desk.school.policy()
        return tuple(Phrase(one.id, one.text, blanks_of(one.text)) for one in policy.phrases)

    def reply(self, case_id: str, phrase_id: str, blanks: dict[str, str]) -> None:
        """Send a phrase to the mentor who reported, with the next post."""
        phrase = next((one for one in self.phrases() if one.id == phrase_id), None)
        if phrase is None:
            raise KioskError("This reply is not among the school's any more. Nothing was sent. Choose another.")
        with self._shelf() as shelf:
            self._acts.reply(shelf.case(case_id), phrase, blanks)

    def can_reply(self, case_id: str) -> bool:
        """Return whether the report came from somebody signed in."""
        with self._shelf() as shelf:
            return self._acts.can_reply(shelf.case(case_id).facts)

    def close(self, case_id: str, outcome: str, reason: str) -> None:
        """Close with an outcome; this sends nothing to the mentor."""
        acting.check_reason(outcome, reason)
        with self._shelf() as shelf:
            found = shelf.case(case_id)
            acting.check_can_close(found.facts)
            said = {"outcome": outcome, "reason": reason}
            self._acts.record(found.facts, found.role, kinds.CLOSE, case_id, said)

    def reopen(self, case_id: str, reason: str) -> None:
        """Open a closed case again."""
        acting.check_reason(reason)
        with self._shelf() as shelf:
            found = shelf.case(case_id)
            self._acts.record(found.facts, found.role, kinds.REOPEN, case_id, {"reason": reason})

    def search(self, text: str) -> InboxPage:
        """Return cases whose words contain what is typed (two letters or more), newest first."""
        query = index.query_of(text)
        with self._shelf() as shelf:
            if query is None:
                return InboxPage((), 0, 0, 0)
            ids, total = shelf.search(query, PAGE)
            page = self._page(shelf, ids, total, 0, 0)
            return InboxPage(page.lines, total, sum(line.state == "new" for line in page.lines), 0)

    def completeness(self) -> Completeness:
        """Return what is missing from which kiosk."""
        with self._shelf() as shelf:
            desk = self._desk
            looking = Looking(desk.feeds, desk.school, desk.showing("").hours, desk.clock.now())
            return looking.completeness(list(shelf.casebooks.values()), self._troubles)

    def apart(self) -> tuple[Case, ...]:
        """Return the reports from computers which the school has not admitted: a pupil may have written them."""
        with self._shelf() as shelf:
            showing = self._desk.showing("")
            return tuple(showing.apart(record) for record in shelf.apart())

    def pass_training(self, module: str, right: int) -> StaffPass:
        """Record that this person has passed a training for staff, or raise KioskError where that is no pass."""
        with self._shelf() as shelf:
            today = self._desk.clock.now().astimezone().date()
            said = staff_training.said_of(self._desk.school.guidance(), module, right, today)
            self._acts.pass_training(staff_training.role_for(shelf.casebooks), said)
            [done] = [one for one in self._trainings(shelf) if (one.by, one.module) == (self.person, module)][:1]
            return done

    def plan(self, typed: Mapping[str, str]) -> None:
        """Record something that is to change in the scheme, carried over until it is done."""
        with self._shelf() as shelf:
            showing = self._desk.showing("")
            said = scheme_actions.said_of(typed, showing.hours.local(showing.now).date())
            self._acts.tell(staff_training.role_for(shelf.casebooks), kinds.SCHEME_ACTION, said)

    def end_plan(self, action_id: str) -> None:
        """Record that something which was to change in the scheme is done."""
        with self._shelf() as shelf:
            if all(one.id != action_id or one.done for one in Figures(self._desk, shelf).actions()):
                raise KioskError(scheme_actions.ENDED)
            self._acts.tell(staff_training.role_for(shelf.casebooks), kinds.SCHEME_DONE, {}, action_id)

    def staff_trainings(self) -> tuple[StaffPass, ...]:
        """Return what staff have passed, as far as this person's roles know."""
        with self._shelf() as shelf:
            return self._trainings(shelf)

    def lock(self) -> None:
        """Write the casework batch with the post, then drop the keys, also where the writing failed."""
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
                self._desk.forget()

    def _trainings(self, shelf: Shelf) -> tuple[StaffPass, ...]:
        return staff_training.passes(one for casebook in shelf.casebooks.values() for one in casebook.trainings())

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
                self._desk.outgoing.write_checkpoint(shelf.casebooks[role])
            except StorageError:
                return
            self._met_late.discard(role)

    def _page(self, shelf: Shelf, ids: list[str], total: int, unread: int, offset: int) -> InboxPage:
        found = shelf.cases(ids)
        lines = tuple(self._desk.showing(found[one].role).line(found[one].facts) for one in ids if one in found)
        return InboxPage(lines, total, unread, offset)

    @contextmanager
    def _shelf(self) -> Iterator[Shelf]:
        with self._turn:
            if self._open is None:
                raise KioskError("The desk is locked. Everything that was recorded is kept. Unlock it to go on.")
            yield self._open
