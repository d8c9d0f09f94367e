"""The steps that a person takes on a case: deciding, acting, asking, waiting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from store.casebook.acts.acting import Actor
from store.casebook.acts.acts import Acts
from store.casebook.acts.desk import Desk
from store.casebook.acts.linking import Linking
from store.casebook.acts.recusing import Recusing
from store.casebook.case import act_rules
from store.casebook.case.case_paper import code_of
from store.casebook.case.facts import Case, Colleague, DuePage, Link
from store.casebook.case.links import CASE
from store.casebook.records import kinds
from store.casebook.role.shelf import Shelf


@dataclass(frozen=True)
class Steps:
    """Records steps, lists what is to do."""

    desk: Desk
    actor: Actor
    acts: Acts

    def act(self, shelf: Shelf, case_id: str, kind: str, typed: Mapping[str, str]) -> None:
        """Record one step, or raise KioskError where it does not say all that it must."""
        if kind in (kinds.LINK, kinds.JOIN):
            Linking(self.actor, self.acts, shelf).act(case_id, kind, typed)
            return
        if kind == kinds.RECUSE:
            Recusing(self.acts, self.desk.school, self.desk.outgoing).act(shelf, case_id, typed)
            return
        showing = self.desk.showing("")
        said = act_rules.said_of(kind, typed, showing.hours.local(showing.now))
        found = shelf.case(case_id)
        work = found.facts.work
        asked = work.asked(self.actor.person)
        act_rules.check_answers(
            kind,
            said,
            items=[one.id for one in work.items(showing.hours)],
            asked=None if asked is None else asked.id,
            me=self.actor.person,
        )
        self.acts.record(found.facts, found.role, kind, case_id, said)

    def links(self, shelf: Shelf, case: Case) -> tuple[Link, ...]:
        """Return what a case is linked to, also where the link was made on the other case."""
        own = [one for one in case.links if one.kind != CASE or not shelf.is_hidden(one.target)]
        known = {one.target for one in own}
        others = (one for one in shelf.linked_to(CASE, case.line.id) if one not in known)
        return (*own, *(Link(CASE, one, code_of(one)) for one in others))

    def describe(self, shelf: Shelf, child_id: str, typed: Mapping[str, str]) -> None:
        """Record another name, year or handles of a child."""
        Linking(self.actor, self.acts, shelf).describe(child_id, typed)

    def colleagues(self, shelf: Shelf, case_id: str) -> tuple[Colleague, ...]:
        """Return whoever holds the role of a case, this person first."""
        holders = self.desk.school.holders(shelf.case(case_id).role)
        ordered = sorted(holders, key=lambda one: (one.person != self.actor.person, one.name))
        return tuple(Colleague(one.person, one.name) for one in ordered)

    def due(self, shelf: Shelf, offset: int, most: int) -> DuePage:
        """Return a page of what is to do, the earliest first."""
        showing = self.desk.showing("")
        rows, total = shelf.due(offset=offset, most=most)
        found = shelf.cases(list({row.case_id: None for row in rows}))
        lines = {(one.case_id, one.id): one for each in found.values() for one in showing.items(each.facts)}
        listed = tuple(lines[row.case_id, row.act_id] for row in rows if (row.case_id, row.act_id) in lines)
        return DuePage(listed, total, self.late(shelf), offset)

    def late(self, shelf: Shelf) -> int:
        """Return how much of what is to do was due before today."""
        showing = self.desk.showing("")
        return shelf.count_due(showing.hours.local(showing.now).date().toordinal())
