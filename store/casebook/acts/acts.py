"""Recording what one person does, role by role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from store.casebook.acts import acting
from store.casebook.acts.acting import Actor, digests
from store.casebook.acts.outgoing import mentor_key, recovery_of
from store.casebook.case.case_facts import CaseFacts, next_step
from store.casebook.case.facts import Phrase
from store.casebook.records import kinds
from store.casebook.role.handing import KEPT_BACK, Handed, copy_of
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.role.shelf import Found, Shelf
from store.clock import Clock
from store.errors import KioskError
from store.phrases import filled
from store.records import new_id
from store.scheme.ladder import Level
from store.scheme.routes import COORDINATOR, SAFEGUARDING
from store.scheme.school import School

if TYPE_CHECKING:
    from store.records import Message


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
        to = None
        if facts.goes_to not in (None, role) and kind not in (*KEPT_BACK, kinds.RECUSE):
            to = Handed(facts.goes_to or "", facts.id)
            roles = (to.role, recovery_of(to.role))
        act = self._actor.act(kind, about, roles, self._clock.now(), told, message)
        self._shelf.casebooks[role].act(replace(act, mentor=mentor, handed=None if to is None else to.mark))

    def step_back(self, case_id: str, goes_to: str, said: Mapping[str, Any]) -> None:
        """Hand a case over to another role with the reason, then hide it from this person in each of their roles."""
        if self._shelf is None:
            raise KioskError("The desk is locked. Nothing was recorded. Unlock it to go on.")
        to = Handed(goes_to, case_id)
        held = {role: facts for role in self._shelf.casebooks if (facts := self._shelf.of_role(role, case_id)).reports}
        for role, facts in held.items():
            casebook, now = self._shelf.casebooks[role], self._clock.now()
            for record in casebook.originals(case_id):
                casebook.act(copy_of(record, to))
            mark = {"step": next_step(facts), "goes_to": goes_to}
            reason = self._actor.act(
                kinds.RECUSE, case_id, (goes_to, recovery_of(goes_to)), now, {**mark, **said}, None
            )
            casebook.act(replace(reason, handed=to.mark))
            # Why somebody steps back is for those alone who take over.
            handed = {**mark, "reports": digests(facts.reports)}
            casebook.act(self._actor.act(kinds.RECUSE, case_id, (role, recovery_of(role)), now, handed, None))

    def forward(self) -> frozenset[str]:
        """Let what was added to cases that went to another role follow them, returning the roles of which it is."""
        roles = set[str]()
        for role, casebook in {} if self._shelf is None else self._shelf.casebooks.items():
            for case_id in sorted({one.about for one in casebook.of_kind(kinds.RECUSE) if one.about}):
                if self._forward(casebook, case_id):
                    roles.add(role)
        return frozenset(roles)

    def _forward(self, casebook: RoleCasebook, case_id: str) -> bool:
        facts = CaseFacts.of(case_id, casebook.records([case_id])[case_id])
        goes_to = facts.goes_to
        lists = [one.said.get("reports") for one in facts.acts if one.kind in (kinds.RECUSE, kinds.FORWARDED)]
        sent = {digest for one in lists if isinstance(one, list) for digest in one}
        added = [one for one in facts.reports if one.digest.hex() not in sent]
        if goes_to in (None, casebook.role) or not added:
            return False
        ids = {one.id for one in added}
        for record in casebook.originals(case_id):
            if record.id in ids:
                casebook.act(copy_of(record, Handed(goes_to or "", case_id)))
        said = {"step": next_step(facts), "reports": digests(added)}
        roles = (casebook.role, recovery_of(casebook.role))
        casebook.act(self._actor.act(kinds.FORWARDED, case_id, roles, self._clock.now(), said, None))
        return True

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

    def tell_mentor(self, person: str, phrase: Phrase, blanks: Mapping[str, str]) -> None:
        """Send a phrase to a mentor about no report, from those who run the scheme or keep pupils safe."""
        if self._shelf is None:
            raise KioskError("The desk is locked. Nothing was recorded. Unlock it to go on.")
        role = next((one for one in (COORDINATOR, SAFEGUARDING) if one in self._shelf.casebooks), None)
        if role is None or not self._has_vault(person):
            raise KioskError("This mentor can't be written to from this desk. Nothing was sent. Speak to them instead.")
        text, now = filled(phrase.text, blanks), self._clock.now()
        made = acting.message_to(role, new_id(), now, phrase=phrase.id, text=text)
        # A message that is about itself is about no report, and shows no code.
        message = made.model_copy(update={"about": made.id})
        said = {"mentor": person, "phrase": phrase.id, "blanks": dict(blanks), "text": text}
        act = self._actor.act(kinds.MESSAGE, None, (role, recovery_of(role)), now, said, message)
        self._shelf.casebooks[role].act(replace(act, mentor=person))

    def can_reply(self, facts: CaseFacts) -> bool:
        """Return whether the report came from somebody signed in, for whom the school has a vault."""
        return facts.main.author is not None and self._has_vault(facts.main.author)

    def tell(self, role: str, kind: str, said: Mapping[str, Any], about: str | None = None) -> str:
        """Keep what this person did about no case, in the casebook of a role, returning its id."""
        if self._shelf is None:
            raise KioskError("The desk is locked. Nothing was recorded. Unlock it to go on.")
        roles = (role, recovery_of(role))
        act = self._actor.act(kind, about, roles, self._clock.now(), dict(said), None)
        self._shelf.casebooks[role].act(act)
        return act.record_id

    def pass_training(self, role: str, said: Mapping[str, Any]) -> None:
        """Keep that this person has passed a training, in the casebook of a role."""
        self.tell(role, kinds.TRAINING, said)

    def forget(self) -> None:
        """Let go of the casebooks."""
        self._shelf = None

    def _has_vault(self, person: str) -> bool:
        return mentor_key(self._school, person) is not None
