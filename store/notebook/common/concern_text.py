"""A concern as its readers get it: the answers with the words, and the level that follows from them."""

from __future__ import annotations

from typing import Any

from store.notebook.common.facts import ConcernDraft
from store.scheme.ladder import Level, level_of
from store.scheme.routes import route_for


def text_of(draft: ConcernDraft) -> dict[str, Any]:
    """Return the text of the record for this draft."""
    return {
        "danger": draft.danger.value if draft.danger else None,
        "hurt": draft.hurt,
        "adult": draft.adult,
        "reader": draft.reader,
        "words": draft.words,
        "told": draft.told,
        "level": draft_level(draft).value,
    }


def draft_level(draft: ConcernDraft) -> Level:
    """Return how soon an adult must read this, as it is answered now."""
    return level_of(draft.danger.value if draft.danger else None, draft.hurt, draft.adult)


def draft_route(draft: ConcernDraft) -> str:
    """Return the route of this draft, as it is answered now."""
    return route_for(draft.adult, draft.reader)


def draft_to_plain(draft: ConcernDraft) -> dict[str, Any]:
    """Return everything of a draft, to be sealed to its author."""
    return {
        "id": draft.id,
        "page": draft.page,
        "danger": draft.danger.value if draft.danger else None,
        "hurt": draft.hurt,
        "adult": draft.adult,
        "reader": draft.reader,
        "words": draft.words,
        "told": draft.told,
        "about": draft.about_report,
    }
