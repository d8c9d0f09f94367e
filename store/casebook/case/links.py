"""What a case is linked to, as the acts on it tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from store.casebook.case.act_words import text_of
from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord

CHILD: Final = "child"
CASE: Final = "case"
NAMED: Final = {CHILD: "name", CASE: "code"}
_TARGETS: Final = {kinds.LINK: CHILD, kinds.JOIN: CASE}


def links_of(acts: Iterable[OpenedRecord]) -> dict[tuple[str, str], str]:
    """Return what a case is linked to as (kind, target) with its name; made or undone, the last act counts."""
    found: dict[tuple[str, str], str] = {}
    for act in acts:
        kind = _TARGETS.get(act.kind)
        target = act.said.get(kind or "")
        if kind is None or not isinstance(target, str) or not target:
            continue
        if act.said.get("undone") is True:
            found.pop((kind, target), None)
        else:
            found[kind, target] = text_of(act, NAMED[kind])
    return found
