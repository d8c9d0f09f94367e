"""What a page begins with: an id of its own, an empty draft."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.notebook.common.facts import ConcernDraft


def new_id() -> str:
    """Return the id of a new record or draft, made here, so that saving twice is saving once."""
    return os.urandom(16).hex()


def new_draft(hurt: str | None = None) -> ConcernDraft:
    """Return the empty draft of a new concern."""
    from store.notebook.common.facts import ConcernDraft

    return ConcernDraft(new_id(), hurt=hurt)
