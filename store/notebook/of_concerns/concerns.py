"""Writing a concern at the kiosk, signed in or not."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from store.errors import ConfigurationError, KioskError, TooLong, UnknownReport
from store.language import say
from store.notebook.common import outbox, people
from store.notebook.common.concern_text import draft_level, draft_route, text_of
from store.notebook.common.facts import Adult, ConcernDraft, Readers, ReportState, SentReport
from store.notebook.common.parts import Parts
from store.notebook.common.recording import check_words, make_ready, new_record, roles_of
from store.notebook.of_concerns import held
from store.notebook.of_concerns.author import Author
from store.notebook.of_concerns.drafts import KeptDraft
from store.notebook.of_concerns.reports import KeptReport
from store.scheme.ladder import Level, level_of_worry
from store.scheme.vaults import MentorKeys
from store.sealing.envelope import Envelope
from store.words import report_code

ON_PAGE = "What you wrote is still on this page."
KEPT_HERE = "What you wrote is kept on this computer."


@dataclass
class Told:
    """What this visit did already, by the concern's id, so that twice is once; `saved` is the newest draft."""

    dangers: set[str] = field(default_factory=set)
    sent: dict[str, SentReport] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    routes: dict[str, str] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    had_words: set[str] = field(default_factory=set)
    saved: dict[str, ConcernDraft] = field(default_factory=dict, repr=False)

    def is_over(self, draft: ConcernDraft) -> bool:
        """Return whether nothing more is to be kept of this draft."""
        return draft.id in self.sent or draft.id in self.removed

    def note(self, draft: ConcernDraft, *, danger_told: bool) -> None:
        """Take account of a draft as it lies on the disk."""
        if draft.words.strip():
            self.had_words.add(draft.id)
        if danger_told:
            self.dangers.add(draft.id)


class _SentBefore(Exception):
    """An earlier visit sent this concern: what was begun to send it again is rolled back."""


class ConcernWriting:
    """One person's writing of concerns; `keys` is None without sign-in, where nothing can come back later."""

    def __init__(self, parts: Parts, keys: MentorKeys | None, begun: Callable[[Connection], None]) -> None:
        self._parts = parts
        self._author = Author(parts, keys)
        self._begun = begun
        self._told = Told()
        self._envelope: Envelope | None = None
        # A save that was on its way must not bring a draft back that is sent meanwhile.
        self._turn = threading.RLock()

    def readers(self, draft: ConcernDraft) -> Readers:
        """Return who will read this draft as it is answered now."""
        return people.readers_of(self._parts, draft)

    def choices_of_reader(self) -> tuple[tuple[str, str], ...]:
        """Return (route, names) pairs to pick from after "Not sure"."""
        return people.choices_of_reader(self._parts)

    def adults(self) -> tuple[Adult, ...]:
        """Return the adults to name."""
        return people.adults(self._parts)

    def unfinished(self) -> ConcernDraft | None:
        """Return the draft to go on with."""
        with self._turn:
            kept = self._author.newest_draft()
            if kept is None:
                return None
            self._told.note(kept.draft, danger_told=kept.danger_told)
            return kept.draft

    def save(self, draft: ConcernDraft) -> None:
        """Seal the draft to its author with the held copy to its route, in one durable transaction."""
        with self._turn:
            if not self._told.is_over(draft):
                self._save(draft)

    def _save(self, draft: ConcernDraft) -> None:
        too_long = None
        danger_told, had_words = draft.id in self._told.dangers, draft.id in self._told.had_words
        # So that Send need not.
        self._parts.database.tidy()
        with self._parts.held_times.kept_with(draft.id), self._parts.database.write() as connection:
            if self._author.has_sent(connection, draft.id):
                return
            self._begun(connection)
            try:
                check_words(draft.words)
                held.keep_copy(
                    connection,
                    self._parts,
                    draft,
                    self._author.number,
                    had_words=had_words,
                    danger_told=danger_told,
                )
            except TooLong as error:
                # The copy before stays; what its author can go on with is kept whole.
                too_long = error
            self._author.keep_draft(connection, KeptDraft(draft, danger_told))
        self._told.note(draft, danger_told=danger_told)
        self._told.saved[draft.id] = draft
        self._make_ready(draft_route(draft))
        if too_long is not None:
            raise too_long

    def danger_now(self, draft: ConcernDraft) -> None:
        """Queue the red record of this draft once."""
        with self._turn:
            if draft.id not in self._told.dangers and not self._told.is_over(draft):
                self._danger_now(draft)

    def _danger_now(self, draft: ConcernDraft) -> None:
        route = people.route_of_danger(self._parts, draft)
        self._check_reachable(route)
        roles = roles_of(self._parts, route)
        text = {"danger": "yes", "level": Level.RED.value}
        record = new_record(self._parts, "danger", roles, text, author=self._author.number, about=draft.id)
        # This call may have waited behind saves of newer words than it brings along.
        newest = self._told.saved.get(draft.id, draft)
        with self._parts.held_times.kept_with(draft.id), self._parts.database.write() as connection:
            self._begun(connection)
            outbox.queue(connection, self._parts, record, Level.RED, route=route)
            if not self._author.has_sent(connection, draft.id):
                had_words = draft.id in self._told.had_words
                held.tell_danger(connection, self._parts, newest, had_words=had_words)
                self._author.keep_draft(connection, KeptDraft(newest, danger_told=True))
        self._told.dangers.add(draft.id)

    def send(self, draft: ConcernDraft) -> SentReport:
        """Queue the concern, its draft and held copy gone in the same durable transaction."""
        with self._turn:
            return self._told.sent.get(draft.id) or self._send(draft)

    def _send(self, draft: ConcernDraft) -> SentReport:
        parts, level, route = self._parts, draft_level(draft), draft_route(draft)
        self._check_reachable(route)
        check_words(draft.words)
        record = new_record(
            parts,
            "concern",
            roles_of(parts, route),
            text_of(draft),
            record_id=draft.id,
            author=self._author.number,
            about=draft.about_report,
        )
        try:
            with parts.held_times.kept_with(draft.id), parts.database.write() as connection:
                self._begun(connection)
                # Their pages are used again by what is appended.
                held.drop_copy(connection, parts, draft.id)
                self._author.drop_draft(connection, draft.id)
                body_hash = outbox.queue(connection, parts, record, level, route=route, envelope=self._envelope)
                answers = (draft.hurt, draft.adult, draft.reader)
                self._add(connection, KeptReport(draft.id, body_hash, parts.clock.now(), level, route, *answers))
        except _SentBefore:
            self._drop(draft)
        urgent = level in (Level.RED, Level.AMBER)
        sent = SentReport(report_code(draft.id), ReportState.SAVED, self.adults() if urgent else (), urgent, draft.id)
        self._told.sent[draft.id], self._told.routes[draft.id] = sent, route
        self._told.saved.pop(draft.id, None)
        return sent

    def tell_kind(self, concern: str, worry: str) -> SentReport:
        """Queue, after a report of this visit and on its route, what kind of worry it is; once for each report."""
        with self._turn:
            if concern not in self._told.sent:
                raise UnknownReport
            if concern not in self._told.kinds:
                self._tell_kind(concern, worry)
            return self._told.sent[concern]

    def _tell_kind(self, concern: str, worry: str) -> None:
        parts, route, level = self._parts, self._told.routes[concern], level_of_worry(worry)
        text = {"worries": [worry], "words": "", "level": level.value}
        record = new_record(parts, "concern", roles_of(parts, route), text, author=self._author.number, about=concern)
        with parts.database.write() as connection:
            self._begun(connection)
            outbox.queue(connection, parts, record, level, route=route)
            self._author.raise_report(connection, concern, level)
        self._told.kinds.add(concern)
        if level is Level.AMBER:
            self._told.sent[concern] = replace(self._told.sent[concern], tell_now=self.adults(), urgent=True)

    def remove(self, draft: ConcernDraft, *, everyone_safe: bool) -> None:
        """Remove draft with held copy, leaving a record without text that one was removed."""
        with self._turn:
            if not self._told.is_over(draft):
                self._remove(draft, everyone_safe=everyone_safe)

    def _remove(self, draft: ConcernDraft, *, everyone_safe: bool) -> None:
        route = draft_route(draft)
        level = Level.BLUE if everyone_safe else Level.AMBER
        roles, text = roles_of(self._parts, route), {"safe": everyone_safe}
        record = new_record(self._parts, "removed", roles, text, author=self._author.number, about=draft.id)
        with self._parts.held_times.kept_with(draft.id), self._parts.database.write() as connection:
            held.drop_copy(connection, self._parts, draft.id)
            self._author.drop_draft(connection, draft.id)
            if people.is_open(self._parts, route) and not self._author.has_sent(connection, draft.id):
                self._begun(connection)
                outbox.queue(connection, self._parts, record, level, route=route)
        self._told.removed.add(draft.id)
        self._told.saved.pop(draft.id, None)

    @property
    def saved(self) -> tuple[str, ...]:
        """The concerns that were saved and neither sent nor removed."""
        with self._turn:
            return tuple(self._told.saved)

    def _make_ready(self, route: str) -> None:
        """Do now what Send would take longest for; what is saved is saved whether or not that works."""
        with contextlib.suppress(KioskError):
            if people.is_open(self._parts, route):
                self._envelope = make_ready(self._parts, route, self._envelope)

    def _add(self, connection: Connection, kept: KeptReport) -> None:
        if not self._author.add_report(connection, kept):
            raise _SentBefore

    def _drop(self, draft: ConcernDraft) -> None:
        with self._parts.database.write() as connection:
            held.drop_copy(connection, self._parts, draft.id)
            self._author.drop_draft(connection, draft.id)

    def _check_reachable(self, route: str) -> None:
        if not people.is_open(self._parts, route):
            kept = say(ON_PAGE if self._author.number is None else KEPT_HERE)
            raise ConfigurationError(f"{people.readers_on(self._parts, route).sentence} {kept}")
