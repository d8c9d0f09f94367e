"""Linking a case to a child or to another case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from store.casebook.acts.acting import Actor
from store.casebook.acts.acts import Acts
from store.casebook.case.case_paper import code_of
from store.casebook.case.links import CASE, CHILD, NAMED
from store.casebook.records import kinds
from store.casebook.role.children import LONGEST, Described, children_of, is_same_name, step_after
from store.casebook.role.shelf import Found, Shelf
from store.casebook.rows import index
from store.errors import KioskError

_MOST: int = 50


@dataclass(frozen=True)
class Linking:
    """Makes and takes away links, describes children, each as an act of this person."""

    actor: Actor
    acts: Acts
    shelf: Shelf

    def act(self, case_id: str, kind: str, typed: Mapping[str, str]) -> None:
        """Record a link, or with `undone` that it is none, or raise KioskError where its other end is not found."""
        found = self.shelf.case(case_id)
        if typed.get("undone"):
            self._undo(found, typed["undone"])
        elif kind == kinds.JOIN:
            other = self._case_of(typed.get("code", ""), case_id)
            self.acts.record(found.facts, found.role, kind, case_id, {CASE: other, "code": code_of(other)})
        else:
            child = self._child(found.role, typed)
            self.acts.record(found.facts, found.role, kind, case_id, {CHILD: child.id, "name": child.name})

    def describe(self, child: str, typed: Mapping[str, str]) -> None:
        """Record another name, year or handles of a child in every casebook that knows it."""
        said = _said(typed)
        for role, casebook in self.shelf.casebooks.items():
            if any((one.about or one.id) == child for one in casebook.of_kind(kinds.CHILD)):
                self.acts.describe(role, child, {**said, "step": step_after(self.shelf, child)})

    def _child(self, role: str, typed: Mapping[str, str]) -> Described:
        said = _said(typed)
        same = [one for one in children_of(self.shelf).values() if is_same_name(one.name, said["name"])]
        if said["year"]:
            same = [one for one in same if not one.year or is_same_name(one.year, said["year"])]
        if len(same) > 1:
            raise KioskError(
                "Several children bear this name. Nothing was recorded. What you wrote is still here. Write the year "
                "group as it stands on the child's page, too."
            )
        if not same:
            return Described(self.acts.describe(role, None, said), **said)
        child = same[0]
        if not any((one.about or one.id) == child.id for one in self.shelf.casebooks[role].of_kind(kinds.CHILD)):
            # Who opens this role alone must know whom the link means.
            told = {"name": child.name, "year": child.year, "handles": child.handles}
            self.acts.describe(role, child.id, {**told, "step": step_after(self.shelf, child.id)})
        handles = [one for one in said["handles"].split(",") if one.strip() and one.strip() not in child.words]
        if handles:
            joined = ", ".join(one.strip() for one in (*child.handles.split(","), *handles) if one.strip())
            self.describe(child.id, {"name": child.name, "year": child.year or said["year"], "handles": joined})
        return child

    def _case_of(self, code: str, but: str) -> str:
        query = index.query_of(code)
        ids = self.shelf.search(query, _MOST)[0] if query is not None else []
        other = next((one for one in ids if one != but and is_same_name(code_of(one), code)), None)
        if other is None:
            raise KioskError(
                "No other case of yours has this code. Nothing was recorded. Write two words and two digits, as the "
                "inbox shows them."
            )
        return other

    def _undo(self, found: Found, link: str) -> None:
        kind, _, target = link.partition(":")
        if kind == CASE and (kind, target) not in found.facts.links:
            # The link was made on the other case.
            found, target = self.shelf.case(target), found.facts.id
        name = found.facts.links.get((kind, target))
        if name is None:
            raise KioskError("This link is taken away already, perhaps at another desk. Nothing was changed.")
        said = {kind: target, NAMED[kind]: name, "undone": True}
        self.acts.record(found.facts, found.role, kinds.JOIN if kind == CASE else kinds.LINK, found.facts.id, said)


def _said(typed: Mapping[str, str]) -> dict[str, str]:
    said = {name: typed.get(name, "").strip()[:LONGEST] for name in ("name", "year", "handles")}
    if not said["name"]:
        raise KioskError("A child needs a name. Nothing was recorded. Write the name as the register has it.")
    return said
