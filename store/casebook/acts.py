"""Recording what one person does, role by role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from store.casebook import acting, kinds
from store.casebook.acting import Actor
from store.casebook.case_facts import CaseFacts, next_step
from store.casebook.facts import Phrase
from store.casebook.outgoing import mentor_key, recovery_of
from store.casebook.shelf import Found, Shelf
from store.clock import Clock
from store.errors import KioskError
from store.phrases import filled
from store.records import Message
from store.scheme.ladder import Level
from store.scheme.school import School


class Acts:
    """Puts a person's acts into the casebooks; they go out from there."""

    def __init__(self, actor: Actor, shelf: Shelf, school: School, clock: Clock) -> None:
        self._actor = actor
        self._shelf: Shelf | None = shelf
        self._school = school
        self._clock = clock

    def record(
        self,
        facts: CaseFacts,
        role: str,
        kind: str,
        about: str,
        said: Mapping[str, Any],
        message: Message | None = None,
        mentor: str | None = None,
    ) -> None:
        """Keep one act in the casebook of a role, with the message to a mentor that belongs to it."""
        if self._shelf is None:
            raise KioskError("The desk is locked. Nothing was recorded. Unlock it to go on.")
        roles = (role, recovery_of(role))
        told = {"step": next_step(facts), **said}
        act = self._actor.act(kind, about, roles, self._clock.now(), told, message)
        self._shelf.casebooks[role].act(replace(act, mentor=mentor))

    def describe(self, role: str, child: str | None, said: Mapping[str, Any]) -> str:
        """Keep what a child is called, in the casebook of a role, returning the child's id; None is a new child."""
        if self._shelf is None:
            raise KioskError("The desk is locked. Nothing was recorded. Unlock it to go on.")
        made = self._actor.act(kinds.CHILD, child, (role, recovery_of(role)), self._clock.now(), dict(said), None)
        self._shelf.casebooks[role].act(made)
        return child or made.record_id

    def enter(self, role: str, said: Mapping[str, Any]) -> str:
        """Keep a concern of this person's own in the casebook of a role, read by them, returning its id."""
        if self._shelf is None:
            raise KioskError("The desk is locked. Nothing was recorded. Unlock it to go on.")
        roles = (role, recovery_of(role))
        made = self._actor.act(kinds.CONCERN, None, roles, self._clock.now(), dict(said), None)
        self._shelf.casebooks[role].act(made)
        self.acknowledge(self._shelf.case(made.record_id))
        return made.record_id

    def acknowledge(self, found: Found) -> frozenset[str]:
        """Record as read what this person has not acknowledged before, in every role that holds it.

        A mentor is told once for each report, when the first person has read it. Returns the roles with a red report
        among what was read: their checkpoints go at once.
        """
        if self._shelf is None:
            raise KioskError("The desk is locked. Nothing was recorded. Unlock it to go on.")
        nobody_read = {one.id for one in found.facts.unread}
        red = set[str]()
        for role in self._shelf.casebooks:
            facts = self._shelf.of_role(role, found.facts.id)
            for report_id, reports in acting.unread_by(self._actor.person, facts).items():
                author = next((one.author for one in reports if one.author is not None), None)
                message = None
                if report_id in nobody_read and author is not None and self._has_vault(author):
                    message = acting.message_to(role, report_id, self._clock.now(), read=True)
                    nobody_read.discard(report_id)
                said = {"reports": acting.digests(reports)}
                self.record(
                    found.facts, role, kinds.READ, report_id, said, message, None if message is None else author
                )
                if any(one.level == Level.RED for one in reports):
                    red.add(role)
        return frozenset(red)

    def reply(self, found: Found, phrase: Phrase, blanks: Mapping[str, str]) -> None:
        """Record a reply with the message that carries it."""
        main = found.facts.main
        if not self.can_reply(found.facts):
            raise KioskError("No reply is possible: this came without a sign-in. Nothing was sent.")
        text = filled(phrase.text, blanks)
        message = acting.message_to(found.role, main.id, self._clock.now(), phrase=phrase.id, text=text)
        said = {"phrase": phrase.id, "blanks": dict(blanks), "text": text}
        self.record(found.facts, found.role, kinds.REPLY, main.id, said, message, main.author)

    def can_reply(self, facts: CaseFacts) -> bool:
        """Return whether the report came from somebody signed in, for whom the school has a vault."""
        return facts.main.author is not None and self._has_vault(facts.main.author)

    def pass_training(self, role: str, said: Mapping[str, Any]) -> None:
        """Keep that this person has passed a training, in the casebook of a role."""
        if self._shelf is None:
            raise KioskError("The desk is locked. Nothing was recorded. Unlock it to go on.")
        roles = (role, recovery_of(role))
        act = self._actor.act(kinds.TRAINING, None, roles, self._clock.now(), dict(said), None)
        self._shelf.casebooks[role].act(act)

    def forget(self) -> None:
        """Let go of the casebooks."""
        self._shelf = None

    def _has_vault(self, person: str) -> bool:
        return mentor_key(self._school, person) is not None
