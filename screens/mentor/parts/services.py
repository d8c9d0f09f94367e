"""What the kiosk's screens need of the notebook, as small protocols.

All calls may block (database, key derivation, sealing): screens make them in thread workers.
Every call raises store.errors.KioskError with a sentence for the person at the kiosk.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from store.notebook.common.facts import (
    Adult,
    AgreementLine,
    CareFacts,
    ConcernDraft,
    FormDraft,
    HomeFacts,
    Mentee,
    MessageLine,
    Readers,
    ReportLine,
    ReviewForm,
    SentReport,
    SessionDraft,
    SessionForm,
    SessionLine,
    TrainingLine,
    WelcomeFacts,
    WordsNews,
)

if TYPE_CHECKING:
    from store.scheme.guidance import GuidancePage


class Welcoming(Protocol):
    """The facts for a kiosk at which nobody has signed in."""

    def welcome(self) -> WelcomeFacts:
        """Return what the welcome screen shows."""
        ...


class Concerns(Protocol):
    """Writing one concern, signed in or not."""

    def readers(self, draft: ConcernDraft) -> Readers:
        """Return who will read this draft as it is answered now."""
        ...

    def choices_of_reader(self) -> tuple[tuple[str, str], ...]:
        """Return (route, "NAME (title)") pairs to pick from after "Not sure"."""
        ...

    def adults(self) -> tuple[Adult, ...]:
        """Return the adults to name, at least two of different roles where the school has them."""
        ...

    def unfinished(self) -> ConcernDraft | None:
        """Return the draft to go on with, or None; None always without sign-in."""
        ...

    def save(self, draft: ConcernDraft) -> None:
        """Seal the draft to its author, with the held copy to its route, in one durable transaction."""
        ...

    def danger_now(self, draft: ConcernDraft) -> None:
        """Queue the red record for this draft; once for each draft id."""
        ...

    def send(self, draft: ConcernDraft) -> SentReport:
        """Seal, queue, delete draft with held copy, durably; the same draft id twice is one report."""
        ...

    def tell_kind(self, concern: str, worry: str) -> SentReport:
        """Queue what kind of worry a report of this visit is, by the report's id; once for each report."""
        ...

    def remove(self, draft: ConcernDraft, *, everyone_safe: bool) -> None:
        """Remove the draft with its held copy, leaving a record without text that one was removed."""
        ...


class Words(Protocol):
    """The words that a mentor signs in with."""

    @property
    def news(self) -> WordsNews | None:
        """What to tell the mentor of these words first, None where there is nothing new; never blocks."""
        ...

    def offer(self) -> str:
        """Return four new words, which open nothing yet."""
        ...

    def take(self, words: str) -> None:
        """Open with these words from now on, durably."""
        ...

    def keep(self) -> None:
        """Go on with the words as they were given, saying no more of them."""
        ...

    def later(self) -> None:
        """Ask again at the next sign-in."""
        ...


class Forms(Protocol):
    """A mentor's forms of several boxes; `form` is "review" or "addition"."""

    def save(self, form: str, draft: FormDraft) -> None:
        """Seal what is written so far to this mentor alone, durably; an empty draft is forgotten."""
        ...

    def unfinished(self, form: str, about: str = "") -> FormDraft | None:
        """Return the form about this session that was begun and not sent, or None."""
        ...

    def add_to_session(self, record_id: str, session_id: str, words: str) -> None:
        """Seal, queue words about a session of this mentor; the same record id twice is one."""
        ...


class Duties(Protocol):
    """What the school asks of a mentor; never anything before a report."""

    @property
    def gate(self) -> str:
        """What a session log waits for, as gates.py names it, "" for nothing; this is known at once."""
        ...

    def agreement(self) -> AgreementLine | None:
        """Return "What we agreed" with when this mentor agreed to it here, None where the school has published none."""
        ...

    def agree(self, record_id: str, digest: str) -> None:
        """Seal, queue that this mentor agrees to the version that was shown; the same record id twice is one."""
        ...

    def care(self) -> CareFacts:
        """Return what the school asks so that mentoring does not become too much, as far as this computer knows."""
        ...

    def talked(self) -> None:
        """Note on this computer alone that what was sent so far is talked over."""
        ...


class Visit(Protocol):
    """One person signed in, until `end`."""

    @property
    def concerns(self) -> Concerns:
        """Writing a concern as this mentor."""
        ...

    @property
    def words(self) -> Words:
        """The words that this mentor signs in with."""
        ...

    @property
    def duties(self) -> Duties:
        """What the school asks of this mentor."""
        ...

    @property
    def forms(self) -> Forms:
        """The forms of several boxes that this mentor writes."""
        ...

    def home(self) -> HomeFacts:
        """Return what waits for this mentor."""
        ...

    def mentees(self) -> tuple[Mentee, ...]:
        """Return the pupils this mentor meets."""
        ...

    def log_session(self, record_id: str, form: SessionForm) -> None:
        """Seal, queue one session log; the same record id twice is one session."""
        ...

    def save_session(self, draft: SessionDraft) -> None:
        """Seal what is answered so far to this mentor alone, durably; an empty draft is forgotten."""
        ...

    def unfinished_session(self) -> SessionDraft | None:
        """Return the session that this mentor began and did not log, or None."""
        ...

    def last_session(self) -> SessionLine | None:
        """Return the newest session, to repeat with one key."""
        ...

    def sessions(self) -> tuple[SessionLine, ...]:
        """Return this mentor's sessions on this computer, newest first."""
        ...

    def reports(self) -> tuple[ReportLine, ...]:
        """Return this mentor's reports on this computer, newest first."""
        ...

    def more_to(self, code: str) -> ConcernDraft:
        """Return a new draft that adds to this mentor's report with this code, or raise UnknownReport."""
        ...

    def messages(self) -> tuple[MessageLine, ...]:
        """Return messages to this mentor, newest first."""
        ...

    def mark_seen(self, message_id: str) -> None:
        """Remember that a message was shown."""
        ...

    def check_in(self, record_id: str, mood: int, *, talk: bool) -> None:
        """Seal, queue one check-in: mood 1 (lowest) to 5; `talk` asks for a talk with an adult."""
        ...

    def review(self, record_id: str, form: ReviewForm) -> None:
        """Seal, queue one half-termly form; the same record id twice is one."""
        ...

    def guidance(self) -> tuple[GuidancePage, ...]:
        """Return the school's pages for mentors, training modules among them."""
        ...

    def training(self) -> tuple[TrainingLine, ...]:
        """Return the training modules with what this mentor has passed on this computer."""
        ...

    def pass_training(self, record_id: str, module: str, right: int) -> date:
        """Seal, queue that a module was passed, return until when that is valid; the same record id twice is one."""
        ...

    def unlock(self, words: str) -> None:
        """Return after a lock if these are this mentor's words, else raise store.errors.WrongWords."""
        ...

    def end(self) -> None:
        """End the visit: seal what is open, write the slot pair, drop the keys."""
        ...


class SignIn(Protocol):
    """Opening a visit."""

    def sign_in(self, name: str, words: str) -> Visit:
        """Open the vault, which is the sign-in; raise store.errors.WrongWords, which says how long to wait."""
        ...

    def without_name(self) -> Concerns:
        """Return the writing of a concern without sign-in."""
        ...

    def find_me(self, first_name: str, place: str, adult: str) -> SentReport:
        """Queue "Ask an adult to find me" to the adult chosen by person id."""
        ...

    def end_without_name(self) -> None:
        """End a visit without sign-in: release what is held at once, write the slot pair."""
        ...


class Tending(Protocol):
    """What a kiosk does by itself while it runs."""

    def tend(self) -> None:
        """Release held copies that are due, write slots that are due, exchange when it is time; quick if nothing is."""
        ...

    def send_now(self) -> str:
        """Exchange now, return a sentence that says what moved or why nothing could."""
        ...


class Kiosk(Welcoming, SignIn, Tending, Protocol):
    """All that the kiosk's program needs, made by whoever wires it."""
