"""One person unlocked at a desk: what the desk's screens ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from store.casebook.acts import acting
from store.casebook.acts.entering import Entering
from store.casebook.case.act_words import HELD
from store.casebook.case.facts import ALL, Case, Colleague, InboxLine, InboxPage, Phrase
from store.casebook.desk.desk_erasures import DeskErasures
from store.casebook.desk.desk_pages import PAGE
from store.casebook.pages import scheme_actions, staff_training
from store.casebook.pages.scheme_figures import Figures
from store.casebook.pages.staff_training import StaffPass
from store.casebook.records import kinds
from store.casebook.role.shelf import Shelf
from store.casebook.rows import index
from store.errors import KioskError
from store.phrases import OF_A_REPORT, blanks_of

# A page of what was found: who looks for one case types more rather than turn pages.
MOST_FOUND: Final = 50


class DeskCasework(DeskErasures):
    """Casework over all roles that one person holds; many threads may call it."""

    def inbox(self, *, offset: int = 0, closed: bool = False, seen: slice = ALL) -> InboxPage:
        """Return at most 200 cases from `offset`, with the lines of those that are `seen`."""
        with self._shelf() as shelf:
            hours = self._desk.showing("").hours
            ids, total, unread = shelf.page(closed=closed, offset=offset, most=PAGE, hours=hours)
            page = self._page(shelf, ids, seen, InboxPage((), (), total, unread, offset))
            return replace(page, late=self._steps.late(shelf), rung=not (closed or unread) and self._desk.rings())

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
            if kind == kinds.HOLD and typed.get("hold") == HELD:
                self._erasing(shelf).hold(case_id)

    def colleagues(self, case_id: str) -> tuple[Colleague, ...]:
        """Return who may be asked to take a case: whoever holds its role, this person first."""
        with self._shelf() as shelf:
            return self._steps.colleagues(shelf, case_id)

    def describe(self, child_id: str, typed: Mapping[str, str]) -> None:
        """Record another name, year or handles of a child."""
        with self._shelf() as shelf:
            self._steps.describe(shelf, child_id, typed)

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

    def mentor_phrases(self) -> tuple[Phrase, ...]:
        """Return the replies that a mentor may be sent about no report."""
        return tuple(one for one in self.phrases() if one.id not in OF_A_REPORT)

    def tell_mentor(self, person: str, phrase_id: str, blanks: dict[str, str]) -> None:
        """Send a phrase to a mentor about no report, with the next post."""
        phrase = next((one for one in self.mentor_phrases() if one.id == phrase_id), None)
        if phrase is None:
            raise KioskError("This reply is not among the school's any more. Nothing was sent. Choose another.")
        with self._shelf():
            self._acts.tell_mentor(person, phrase, blanks)

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

    def lines(self, case_ids: Sequence[str]) -> tuple[InboxLine, ...]:
        """Return the lines of those of these cases that are here."""
        with self._shelf() as shelf:
            return self._lines(shelf, case_ids)

    def search(self, text: str, *, seen: slice = ALL) -> InboxPage:
        """Return cases whose words contain what is typed (two letters or more), newest first, as `inbox` does."""
        query = index.query_of(text)
        with self._shelf() as shelf:
            if query is None:
                return InboxPage((), (), 0, 0, 0)
            ids, total = shelf.search(query, MOST_FOUND)
            return self._page(shelf, ids, seen, InboxPage((), (), total, 0, 0))

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

    def _page(self, shelf: Shelf, ids: Sequence[str], seen: slice, page: InboxPage) -> InboxPage:
        return replace(page, ids=tuple(ids), lines=self._lines(shelf, ids[seen]))

    def _lines(self, shelf: Shelf, ids: Sequence[str]) -> tuple[InboxLine, ...]:
        found = shelf.cases(ids)
        showing = {role: self._desk.showing(role) for role in {one.role for one in found.values()}}
        return tuple(showing[found[one].role].line(found[one].facts) for one in ids if one in found)
