"""What the desk's screens need of a casebook, as protocols.

All calls may block (database, key derivation, sealing): screens make them in thread workers.
Every call raises store.errors.KioskError with a sentence for the person at the desk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from screens.desk.parts.paper_services import Papers
from screens.desk.parts.transfer_services import Transfers
from store.casebook.acts.ring_trial import RingTrial
from store.casebook.case.facts import (
    ALL,
    Behind,
    Case,
    ChildPage,
    ChildrenPage,
    Colleague,
    Completeness,
    DuePage,
    InboxLine,
    InboxPage,
    Phrase,
)
from store.casebook.desk.half_typed import TypedForm
from store.casebook.erasing.erase_pages import ErasePage
from store.casebook.erasing.erase_wanted import Wanted
from store.casebook.pages.mentors import MentorsPage
from store.casebook.pages.readings import ReadingsPage
from store.casebook.pages.retention import RetentionPage
from store.casebook.pages.scheme_figures import SchemeFigures


class Casework(Protocol):
    """One person unlocked at a desk, with the roles that the person holds."""

    @property
    def person(self) -> str:
        """The name of the person at the desk."""
        ...

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that this person holds, e.g. ("safeguarding",)."""
        ...

    @property
    def transfers(self) -> Transfers:
        """What goes to other schools, what comes from them."""
        ...

    @property
    def papers(self) -> Papers:
        """What makes papers that leave the desk."""
        ...

    @property
    def ring_trial(self) -> RingTrial | None:
        """What tries out whether people are called, None where that is another computer's."""
        ...

    @property
    def behind(self) -> Behind | None:
        """How far it has come while there are items left to open; unlike the rest this never blocks."""
        ...

    def plan(self, typed: Mapping[str, str]) -> None:
        """Record something that is to change in the scheme, carried over until it is done."""
        ...

    def end_plan(self, action_id: str) -> None:
        """Record that something which was to change in the scheme is done."""
        ...

    def fingerprint(self) -> str:
        """Return five words that stand for the role's public key."""
        ...

    def refresh(self) -> int:
        """Exchange with the peers in reach, project what is new, return how many cases are new."""
        ...

    def inbox(self, *, offset: int = 0, closed: bool = False, seen: slice = ALL) -> InboxPage:
        """Return at most 200 cases from `offset`, with the lines of those that are `seen`."""
        ...

    def lines(self, case_ids: Sequence[str]) -> tuple[InboxLine, ...]:
        """Return the lines of those of these cases that are here."""
        ...

    def case(self, case_id: str) -> Case:
        """Return one case; that it was viewed is recorded."""
        ...

    def acknowledge(self, case_id: str) -> None:
        """Record that this person has read the report: the only act that changes the pupil's words."""
        ...

    def note(self, case_id: str, words: str, reason: str) -> None:
        """Record an action or decision with its reason."""
        ...

    def set_level(self, case_id: str, level: str, reason: str) -> None:
        """Record a lower or higher level with its reason."""
        ...

    def enter(self, typed: Mapping[str, str]) -> str:
        """Record a concern of this person's own, returning its case's id."""
        ...

    def act(self, case_id: str, kind: str, typed: Mapping[str, str]) -> None:
        """Record a decision, an action or another step (act_rules.py) with all that its kind must say."""
        ...

    def colleagues(self, case_id: str) -> tuple[Colleague, ...]:
        """Return who may be asked to take a case, this person first."""
        ...

    def due(self, *, offset: int = 0) -> DuePage:
        """Return at most 200 things that are to do on cases, the earliest first."""
        ...

    def children(self, typed: str = "", *, offset: int = 0) -> ChildrenPage:
        """Return at most 200 children whose name, year or handles hold what is typed, by name."""
        ...

    def child(self, child_id: str, *, offset: int = 0) -> ChildPage:
        """Return a child's page with at most 200 lines of its chronology."""
        ...

    def describe(self, child_id: str, typed: Mapping[str, str]) -> None:
        """Record another name, year or handles of a child."""
        ...

    def mentors(self, *, offset: int = 0) -> MentorsPage:
        """Return at most 200 mentors by name: training, load, wellbeing, what is due."""
        ...

    def scheme(self) -> SchemeFigures:
        """Return the figures of the scheme of the last twelve months."""
        ...

    def readings(self, *, offset: int = 0) -> ReadingsPage:
        """Return at most 200 of the acts on cases, each opening among them, the newest first."""
        ...

    def retention(self, *, offset: int = 0) -> RetentionPage:
        """Return at most 200 closed cases, the oldest first, with when each is to be looked at."""
        ...

    def erase_people(self) -> tuple[tuple[str, str], ...]:
        """Return who may sign as the second when something is erased, as (id, name)."""
        ...

    def kiosk_names(self) -> tuple[str, ...]:
        """Return the names of the school's kiosks."""
        ...

    def erasures(self, *, offset: int = 0) -> ErasePage:
        """Return at most 200 of what is erased or asked to be, those first that wait for this person."""
        ...

    def erase(self, wanted: Wanted, typed: Mapping[str, str]) -> str:
        """Erase with a second person, or ask one to sign at their own desk, returning a sentence that says which."""
        ...

    def sign_erasure(self, erasure_id: str, words: str) -> str:
        """Sign as the second person with this person's own words, returning what was done."""
        ...

    def answer_erasure(self, erasure_id: str, reason: str) -> str:
        """Refuse to sign, or withdraw what this person asked, returning what was done."""
        ...

    def phrases(self) -> tuple[Phrase, ...]:
        """Return the safe replies."""
        ...

    def reply(self, case_id: str, phrase_id: str, blanks: dict[str, str]) -> None:
        """Send a phrase to the mentor who reported."""
        ...

    def mentor_phrases(self) -> tuple[Phrase, ...]:
        """Return the replies that a mentor may be sent about no report."""
        ...

    def tell_mentor(self, person: str, phrase_id: str, blanks: dict[str, str]) -> None:
        """Send a phrase to a mentor about no report."""
        ...

    def can_reply(self, case_id: str) -> bool:
        """Return whether the report came from somebody signed in."""
        ...

    def close(self, case_id: str, outcome: str, reason: str) -> None:
        """Close with an outcome; this sends nothing to the mentor."""
        ...

    def reopen(self, case_id: str, reason: str) -> None:
        """Open a closed case again."""
        ...

    def search(self, text: str, *, seen: slice = ALL) -> InboxPage:
        """Return cases whose words contain what is typed (two letters or more), newest first, as `inbox` does."""
        ...

    def completeness(self) -> Completeness:
        """Return what is missing from which kiosk."""
        ...

    def apart(self) -> tuple[Case, ...]:
        """Return the reports from computers which the school has not admitted: a pupil may have written them."""
        ...

    def half_typed(self) -> tuple[TypedForm, ...]:
        """Return what this person typed at this desk but did not record, as it was kept last."""
        ...

    def keep_half_typed(self, forms: Sequence[TypedForm]) -> None:
        """Keep what is typed but not recorded, sealed to this person alone, in place of what was kept before."""
        ...

    def lock(self) -> None:
        """Write the casework batch with the post, then drop the keys."""
        ...


class Unlocking(Protocol):
    """Opening the desk."""

    def something_waits(self) -> bool:
        """Return whether "Something needs you today" is shown, which needs no key."""
        ...

    def school(self) -> str:
        """Return the school's name."""
        ...

    def people(self) -> tuple[str, ...]:
        """Return the names for whom this desk has a key file."""
        ...

    def unlock(self, person: str, words: str) -> Casework:
        """Open the person's key file, or raise store.errors.KeyFileError."""
        ...
