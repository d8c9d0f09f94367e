"""Writing a concern at the kiosk, signed in or not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from store.errors import ConfigurationError
from store.notebook import drafts, held, outbox, people, reports
from store.notebook.concern_text import draft_level, draft_route, text_of
from store.notebook.facts import Adult, ConcernDraft, Readers, ReportState, SentReport
from store.notebook.parts import Parts
from store.notebook.recording import new_record, roles_of
from store.notebook.reports import KeptReport
from store.scheme.ladder import Level
from store.scheme.routes import SAFEGUARDING
from store.scheme.vaults import MentorKeys
from store.words import report_code


@dataclass
class Told:
    """What this visit queued already, by the concern's id, so that twice is once."""

    dangers: set[str] = field(default_factory=set)
    sent: dict[str, SentReport] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)

    def is_over(self, draft: ConcernDraft) -> bool:
        """Return whether nothing more is to be kept of this draft."""
        return draft.id in self.sent or draft.id in self.removed


class ConcernWriting:
    """One person's writing of concerns; `keys` is None without sign-in, where nothing can come back later."""

    def __init__(self, parts: Parts, keys: MentorKeys | None, begun: Callable[[Connection], None]) -> None:
        self._parts = parts
        self._keys = keys
        self._begun = begun
        self._told = Told()
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
        kept = self._kept()
        if kept is None:
            return None
        if kept.danger_told:
            self._told.dangers.add(kept.draft.id)
        return kept.draft

    def save(self, draft: ConcernDraft) -> None:
        """Seal the draft to its author with the held copy to its route, in one durable transaction."""
        copy = held.seal_copy(self._parts, draft, self._author)
        with self._turn:
            if not self._told.is_over(draft):
                self._save(draft, copy)

    def _save(self, draft: ConcernDraft, copy: bytes | None) -> None:
        sealed = self._sealed_draft(draft)
        with self._parts.database.write() as connection:
            self._begun(connection)
            held.replace_copy(connection, self._parts, draft, copy)
            self._keep(connection, draft, sealed)
        self._told.written.add(draft.id)
        if copy is None:
            self._parts.held_times.gone(bytes.fromhex(draft.id))
        else:
            held.note_time(self._parts, draft)

    def danger_now(self, draft: ConcernDraft) -> None:
        """Queue the red record of this draft once."""
        with self._turn:
            if draft.id not in self._told.dangers and not self._told.is_over(draft):
                self._danger_now(draft)

    def _danger_now(self, draft: ConcernDraft) -> None:
        route = draft_route(draft)
        if draft.adult is None and not people.is_open(self._parts, route):
            # Nobody was named yet and nothing is written: better any adult who keeps pupils safe than none.
            route = SAFEGUARDING
        self._check_reachable(draft, route)
        text = {"danger": "yes", "level": Level.RED.value}
        record = new_record(
            self._parts, "danger", roles_of(self._parts, route), text, author=self._author, about=draft.id
        )
        sealed = self._sealed_draft(draft, danger_told=True)
        with self._parts.database.write() as connection:
            self._begun(connection)
            outbox.queue(connection, self._parts, record, Level.RED, route=route)
            self._keep(connection, draft, sealed)
        self._told.dangers.add(draft.id)

    def send(self, draft: ConcernDraft) -> SentReport:
        """Queue the concern, its draft and held copy gone in the same durable transaction."""
        with self._turn:
            return self._told.sent.get(draft.id) or self._send(draft)

    def _send(self, draft: ConcernDraft) -> SentReport:
        level, route = draft_level(draft), draft_route(draft)
        self._check_reachable(draft, route)
        record = new_record(
            self._parts,
            "concern",
            roles_of(self._parts, route),
            text_of(draft),
            record_id=draft.id,
            author=self._author,
            about=draft.about_report,
        )
        with self._parts.database.write() as connection:
            kept = self._find(connection, draft)
            if kept is None:
                self._begun(connection)
                body_hash = outbox.queue(connection, self._parts, record, level, route=route)
                kept = KeptReport(draft.id, body_hash, self._parts.clock.now(), level)
                held.drop_copy(connection, self._parts, draft.id)
                self._add(connection, kept)
        self._parts.held_times.gone(bytes.fromhex(draft.id))
        adults = self.adults() if kept.urgent else ()
        sent = SentReport(report_code(draft.id), ReportState.SAVED, adults, kept.urgent)
        self._told.sent[draft.id] = sent
        return sent

    def remove(self, draft: ConcernDraft, *, everyone_safe: bool) -> None:
        """Remove draft with held copy, leaving a record without text that one was removed."""
        with self._turn:
            if not self._told.is_over(draft):
                self._remove(draft, everyone_safe=everyone_safe)

    def _remove(self, draft: ConcernDraft, *, everyone_safe: bool) -> None:
        route = draft_route(draft)
        reachable = people.is_open(self._parts, route)
        roles = roles_of(self._parts, route)
        text = {"safe": everyone_safe}
        record = new_record(self._parts, "removed", roles, text, author=self._author, about=draft.id)
        with self._parts.database.write() as connection:
            if reachable and draft.words.strip():
                self._begun(connection)
                outbox.queue(connection, self._parts, record, Level.BLUE, route=route)
            held.drop_copy(connection, self._parts, draft.id)
            if self._keys is not None:
                drafts.drop(connection, self._parts, self._keys.person, draft.id)
        self._told.removed.add(draft.id)
        self._parts.held_times.gone(bytes.fromhex(draft.id))

    @property
    def written(self) -> tuple[bytes, ...]:
        """The concerns that were saved in this visit, to be released at its end where nobody can come back to them."""
        return tuple(bytes.fromhex(concern) for concern in self._told.written)

    @property
    def _author(self) -> str | None:
        return self._keys.person.hex() if self._keys else None

    def _kept(self) -> drafts.KeptDraft | None:
        if self._keys is None:
            return None
        with self._parts.database.read() as connection:
            return drafts.newest(connection, self._parts, self._keys.person, self._keys.private)

    def _sealed_draft(self, draft: ConcernDraft, *, danger_told: bool = False) -> bytes | None:
        if self._keys is None:
            return None
        told = danger_told or draft.id in self._told.dangers
        return drafts.seal_draft(draft, self._keys.private.recipient, danger_told=told)

    def _keep(self, connection: Connection, draft: ConcernDraft, sealed: bytes | None) -> None:
        if self._keys is not None and sealed is not None:
            drafts.keep(connection, self._parts, self._keys.person, draft.id, sealed)

    def _find(self, connection: Connection, draft: ConcernDraft) -> KeptReport | None:
        if self._keys is None:
            return None
        return reports.find(connection, self._parts, self._keys.person, draft.id, self._keys.private)

    def _add(self, connection: Connection, kept: KeptReport) -> None:
        if self._keys is not None:
            sealed = reports.seal_report(kept, self._keys.private.recipient)
            reports.add(connection, self._parts, self._keys.person, kept.id, sealed)
            drafts.drop(connection, self._parts, self._keys.person, kept.id)

    def _check_reachable(self, draft: ConcernDraft, route: str) -> None:
        if not people.is_open(self._parts, route):
            raise ConfigurationError(f"{self.readers(draft).sentence} What you wrote is kept on this computer.")
