"""A child's page: the chronology over all linked cases, who else is in them, what recurs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from store.casebook.acts.desk import Desk
from store.casebook.case.answers import words_of
from store.casebook.case.case_facts import CaseFacts
from store.casebook.case.facts import ChildLine, ChildPage, ChildrenPage, InboxLine
from store.casebook.case.links import CHILD
from store.casebook.role.children import Described, children_of
from store.casebook.role.shelf import Shelf
from store.casebook.rows import index
from store.errors import KioskError

_HANDLE: Final = re.compile(r"(?<![\w@])@[\w.]{2,30}")
# A word with a capital inside a sentence is taken for a name.
_NAME: Final = re.compile(r"(?<=[^.!?:\s\"'] )[A-Z][\w'-]{2,30}")
_MOST_TOLD: Final = 12
_TWICE: Final = 2
_MOST_MENTIONS: Final = 20


@dataclass(frozen=True)
class ChildPages:
    """Reads what the open casebooks know of children."""

    desk: Desk
    shelf: Shelf

    def listed(self, typed: str, offset: int, most: int) -> ChildrenPage:
        """Return a page of the children whose name, year or handles hold what is typed, in the order of their names."""
        wanted = index.normalise(typed).split()
        found = [
            one
            for one in children_of(self.shelf).values()
            if all(word in index.normalise(f"{one.name} {one.year} {one.handles}") for word in wanted)
        ]
        found.sort(key=lambda one: (index.normalise(one.name), one.year, one.id))
        lines = tuple(self._line(one) for one in found[offset : offset + most])
        return ChildrenPage(lines, len(found), offset)

    def page(self, child_id: str, offset: int, most: int) -> ChildPage:
        """Return a child's page from one line of the chronology on, or raise KioskError for a child not known here."""
        children = children_of(self.shelf)
        child = children.get(child_id)
        if child is None:
            raise KioskError("This child is not in your casebook. Nothing was changed. Go back to the list.")
        found = self.shelf.cases(self.shelf.linked_to(CHILD, child_id))
        showing = self.desk.showing("")
        # What happened to one case at one time stays as the case has it, by its steps.
        happened = sorted(
            (one for each in found.values() for one in showing.happenings(each.facts)),
            key=lambda one: (one.told.at, one.case_id),
        )
        facts = [each.facts for each in found.values()]
        return ChildPage(
            line=self._line(child),
            people=self._people(child_id, facts, children),
            recurring=recurring(facts, child),
            mentions=self._mentions(child, set(found)),
            elsewhere=self.desk.school.policy().main_record,
            lines=tuple(happened[offset : offset + most]),
            total=len(happened),
            offset=offset,
        )

    def _line(self, child: Described) -> ChildLine:
        cases = len(self.shelf.linked_to(CHILD, child.id))
        return ChildLine(child.id, child.name, child.year, child.handles, cases)

    def _people(
        self, child_id: str, facts: Iterable[CaseFacts], children: dict[str, Described]
    ) -> tuple[tuple[ChildLine, int], ...]:
        others = Counter(target for one in facts for kind, target in one.links if kind == CHILD and target != child_id)
        ordered = sorted(others.items(), key=lambda one: (-one[1], one[0]))
        return tuple((self._line(children[other]), count) for other, count in ordered if other in children)

    def _mentions(self, child: Described, linked: set[str]) -> tuple[InboxLine, ...]:
        ids: dict[str, None] = {}
        for word in child.words:
            if (query := index.query_of(word)) is not None:
                ids |= dict.fromkeys(self.shelf.search(query, _MOST_MENTIONS + len(linked))[0])
        wanted = [one for one in ids if one not in linked][:_MOST_MENTIONS]
        found = self.shelf.cases(wanted)
        return tuple(self.desk.showing(found[one].role).line(found[one].facts) for one in wanted if one in found)


def recurring(facts: Iterable[CaseFacts], child: Described) -> tuple[tuple[str, int], ...]:
    """Return handles and words like names that stand in several of these cases, the most frequent first."""
    cases: dict[str, set[str]] = defaultdict(set)
    spelt: dict[str, str] = {}
    for one in facts:
        for report in one.reports:
            words = words_of(report)
            for word in (*_HANDLE.findall(words), *_NAME.findall(words)):
                plain = index.normalise(word)
                cases[plain].add(one.id)
                spelt[plain] = min(word, spelt.get(plain, word))
    own = {part for word in child.words for part in (index.normalise(word), *index.normalise(word).split())}
    found = [(spelt[word], len(ids)) for word, ids in cases.items() if len(ids) >= _TWICE and word not in own]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0]))[:_MOST_TOLD])
